"""`fordring followup waiting` and `approve`: claims that wait for a person, and the person's word."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

import typer

from fordring.domain.followup.looks import WaitsFor
from fordring.faces.own.reasons import reason_told
from fordring.main.clock import wall
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house, printable
from fordring.main.wiring import House
from fordring.services.bill import name_of
from fordring.services.following_up.approve_step import Approved, ApproveStep, approve_step
from fordring.services.waiting_claims import WaitingClaim, waiting_claims
from fordring.storage import merchants
from fordring.storage.transaction import Connection

Claim = Annotated[int, typer.Argument(help="the claim's integer id")]
Merchant = Annotated[str | None, typer.Option("--merchant", help="of one merchant, by its account id")]


def waiting(
    merchant: Merchant = None,
    kind: Annotated[WaitsFor | None, typer.Option(help="of one kind alone")] = None,
) -> None:
    """The claims that wait for a person, longest first: an approval, a decision, or what could not be planned."""

    async def ask(house: House) -> list[WaitingClaim]:
        async with house.database.reading() as connection:
            return await waiting_claims(connection, await covered(connection, merchant), wall(), kind=kind)

    found = in_house(ask)
    for each in found:
        console.print(_line(each), markup=False)
        for reason in each.waiting.reasons:
            console.print(f"    {printable(reason_line(reason))}", markup=False)
        say_marks(each.marks.all)
    if not found:
        console.print("nothing waits for a person")


def approve(
    claim: Claim,
    step: Annotated[str | None, typer.Option(help="start or a kind of step: refused where another one waits")] = None,
    note: Annotated[str, typer.Option(help="kept in the claim's story")] = "",
) -> None:
    """Approve what waits of a claim: its start, a demand, or that it goes to court; the daily run takes it up."""
    command = ApproveStep(claim, None, step, note)

    async def give(house: House) -> Approved:
        return await house.database.run(lambda connection: approve_step(command, house.jobs.work(connection, person())))

    given = in_house(give)
    console.print(
        f"claim {given.claim_no}: {given.step} approved by {given.by}; the daily run takes it up", markup=False
    )


def say_marks(marks: Iterable[str]) -> None:
    """What the amounts of the line above rest on that nobody verified, a line each."""
    for mark in marks:
        console.print(f"    * {printable(mark)}", markup=False)


def asterisk(marks: Sequence[str]) -> str:
    """What an amount of a table bears where it rests on any of these: a place of its own, so that figures align."""
    return "*" if marks else " "


def reason_line(kept: Mapping[str, Any]) -> str:
    """A reason that was kept, in a line; of what failed, what went wrong stands behind it."""
    reason = reason_told(kept, operator=True)
    return f"{reason.told} ({reason.error})" if reason.error else reason.told


async def covered(connection: Connection, account: str | None) -> set[UUID] | None:
    """The merchant of that account id, or all."""
    return None if account is None else {(await merchants.by_account_id(connection, account)).merchant_id}


def _line(each: WaitingClaim) -> str:
    waits = each.waiting
    days = "today" if not each.age_days else f"{each.age_days} days"
    head = f"{waits.since}  {days}  {waits.account_id}  claim {waits.claim_no}"
    amount = f"{decimals(waits.open.total)} {waits.currency}"
    what = f"{waits.kind} {waits.step}" if waits.step else waits.kind
    return f"{head}  {printable(name_of(waits.billing))}  {amount}: {what}"
