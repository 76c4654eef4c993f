"""`fordring followup settings`: how a merchant wants its claims followed up, shown and changed."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from fordring.domain.errors import InvalidCommandError
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import FollowUpSettings, Regime, Whose
from fordring.domain.followup.settings_kept import held_by
from fordring.domain.merchant import Merchant
from fordring.main.commands.followup_drawn import draw_settings, history_line
from fordring.main.commands.followup_wishes import options_named, read_wishes, step_of
from fordring.main.person import person
from fordring.main.terminal import console, in_house, plain_errors
from fordring.main.wiring import House
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.storage import follow_up_settings, merchants
from fordring.storage.follow_up_settings import StoredSettings
from fordring.storage.transaction import Connection

Payer = Literal["consumer", "business"]
Kind = tuple[Payer, FollowUpSettings, list[StoredSettings]]
BOTH: tuple[Payer, ...] = ("consumer", "business")
HOW = "kind[,after=DAYS][,term=DAYS][,no-fee][,letter], once a step, in their order: all of them"
Minor = Annotated[int | None, typer.Option(min=0, help="in minor units")]
Days = Annotated[int | None, typer.Option(min=0)]


def settings(  # noqa: PLR0913 - one parameter an option
    account: Annotated[str, typer.Argument(help="the merchant's account id")],
    payer: Annotated[Payer | None, typer.Argument(help="of which payers; a change names one")] = None,
    *,
    step: Annotated[list[str] | None, typer.Option(help=HOW)] = None,
    file: Annotated[Path | None, typer.Option(help="a JSON or TOML file with the names that the API has")] = None,
    usual: Annotated[bool, typer.Option("--usual", help="go back to what is usual in its country")] = False,
    regime: Annotated[Regime | None, typer.Option(help="who demands payment")] = None,
    licence: Annotated[str | None, typer.Option(help="the collector's, which that regime needs")] = None,
    collector: Annotated[str | None, typer.Option(help="its name, as its letters say it")] = None,
    approve_start: Annotated[bool | None, typer.Option(help="whether a person approves each case first")] = None,
    approve_demands: Annotated[bool | None, typer.Option(help="whether a person approves each demand")] = None,
    interest: Annotated[bool | None, typer.Option(help="whether interest is asked for")] = None,
    least: Minor = None,
    tolerance: Minor = None,
    fees_are: Annotated[Whose | None, typer.Option(help="whose the fees are")] = None,
    grace_bank_days: Days = None,
    receipt_bank_days: Days = None,
    watch_days: Days = None,
    start_level: Annotated[StepKind | None, typer.Option(help="the step that a case enters at")] = None,
    automatic_transfer: Annotated[
        bool | None, typer.Option(help="whether an invoice becomes a case by itself, or by a person's word")
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="what was said before, too")] = False,
) -> None:
    """Show how a merchant wants its claims followed up; with options, change it, open claims included."""
    told: dict[str, Any] = {
        "regime": regime,
        "licence": licence,
        "collector": collector,
        "approve_start": approve_start,
        "approve_demands": approve_demands,
    }
    told |= {"interest": interest, "least_minor": least, "tolerance_minor": tolerance, "fees_are": fees_are}
    told |= {"grace_bank_days": grace_bank_days, "receipt_bank_days": receipt_bank_days, "watch_days": watch_days}
    told |= {"start_level": start_level, "automatic_transfer": automatic_transfer}
    with plain_errors():
        steps = {"steps": [step_of(each) for each in step]} if step else {}
        said = {name: value for name, value in told.items() if value is not None}
        changes: dict[str, Any] | None = read_wishes(file, said | steps)
    if usual:
        if changes:
            raise typer.BadParameter("goes without other wishes", param_hint="--usual")
        changes = None
    if changes != {} and payer is None:
        raise typer.BadParameter("say of which payers: consumer or business", param_hint="payer")

    async def ask(house: House) -> tuple[Merchant, list[Kind]]:
        async with house.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account)
        if changes != {}:
            command = ChooseFollowUp(merchant.merchant_id, payer == "business", changes)
            await house.database.run(lambda connection: _chosen(house, command, connection))
        async with house.database.reading() as connection:
            merchant = await merchants.get(connection, merchant.merchant_id)
            return merchant, [await _kind(connection, merchant, each) for each in ((payer,) if payer else BOTH)]

    _say(*in_house(ask), history=history)


async def _chosen(house: House, command: ChooseFollowUp, connection: Connection) -> None:
    try:
        await choose_follow_up(command, house.jobs.work(connection, person()))
    except InvalidCommandError as error:
        raise options_named(error) from None


async def _kind(connection: Connection, merchant: Merchant, payer: Payer) -> Kind:
    business = payer == "business"
    said = await follow_up_settings.history(connection, merchant.merchant_id, business=business)
    newest = said[0].settings if said else None
    return payer, held_by(merchant, newest, business=business), said


def _say(merchant: Merchant, kinds: list[Kind], *, history: bool) -> None:
    for payer, wanted, said in kinds:
        whence = f"as wanted since {said[0].created_at:%Y-%m-%d}" if said and said[0].settings else "as is usual"
        console.print(f"{merchant.account_id}  {merchant.country}  {payer}  {whence}", markup=False)
        draw_settings(wanted, merchant.currency)
        for each in said if history else ():
            console.print(history_line(each), markup=False)
