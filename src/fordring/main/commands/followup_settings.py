"""`fordring followup settings`: how a merchant wants its claims followed up."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

import typer
from rich.table import Table

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import FollowUpSettings, StepSetting
from fordring.domain.followup.settings_kept import held
from fordring.domain.merchant import Merchant
from fordring.domain.payment.matching import tolerance_of
from fordring.main.terminal import console, decimals, in_house, printable
from fordring.main.wiring import House
from fordring.storage import follow_up_settings, merchants

Kinds = Mapping[tuple[UUID, bool], Mapping[str, Any]]
HEADINGS = ("step", "after", "fee", "time to pay", "way")


def settings(
    account: Annotated[str, typer.Argument(help="the merchant's account id")],
    payer: Annotated[
        Literal["consumer", "business"] | None, typer.Argument(help="of which payers; without it of both")
    ] = None,
) -> None:
    """Show how a merchant wants its claims followed up, and what holds where it said nothing."""

    async def ask(house: House) -> tuple[Merchant, Kinds]:
        async with house.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account)
            return merchant, await follow_up_settings.newest(connection, [merchant.merchant_id])

    merchant, kinds = in_house(ask)
    tolerance = tolerance_of(merchant.settings)
    for kind in [payer] if payer else ["consumer", "business"]:
        business = kind == "business"
        said = kinds.get((merchant.merchant_id, business))
        wanted = held(said, merchant.country, business=business, tolerance_minor=tolerance)
        whence = "as the merchant wants" if said else "as is usual"
        console.print(f"{merchant.account_id}  {merchant.country}  {kind}  {whence}", markup=False)
        draw(wanted, merchant.currency)


def draw(wanted: FollowUpSettings, currency: str) -> None:
    """The steps as a table, and what goes for all of them a line each."""
    table = Table(header_style="bold", pad_edge=False, box=None)
    for heading in HEADINGS:
        table.add_column(heading)
    for step in wanted.steps:
        table.add_row(*_cells(step))
    console.print(table, soft_wrap=False)
    for line in _lines(wanted, currency):
        console.print(line, markup=False)


def _cells(step: StepSetting) -> list[str]:
    after = "as early as lawful" if step.after_days is None else f"{step.after_days} days"
    if step.kind is StepKind.LEGAL_ACTION:
        return [step.kind, after, "", "", "a person approves"]
    way = "e-mail where lawful" if step.electronic else "letter"
    return [step.kind, after, "yes" if step.fee else "no", f"{step.term_days} days", way]


def _lines(wanted: FollowUpSettings, currency: str) -> Iterator[str]:
    licence = f", licence {printable(wanted.licence)}" if wanted.licence else ""
    yield f"regime: {wanted.regime}{licence}; its own fees are the {wanted.fees_are}'s"
    start, demands = (_asked(wish=wish) for wish in (wanted.approve_start, wanted.approve_demands))
    yield f"start: {start}; each demand: {demands}"
    least, tolerance = decimals(wanted.least_minor), decimals(wanted.tolerance_minor)
    interest = "on" if wanted.interest else "off"
    yield f"interest: {interest}; claims from {least} {currency} on; up to {tolerance} is let go"
    yield f"bank days: {wanted.grace_bank_days} for money on its way, {wanted.receipt_bank_days} for a letter"
    yield f"limitation: warned of {wanted.watch_days} days before"


def _asked(*, wish: bool) -> str:
    return "a person approves" if wish else "by itself"
