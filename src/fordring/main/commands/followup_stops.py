"""`fordring followup stop`, `stops` and `end-stop`: what stops every automatic step of a claim or a payer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.stops import STOPS
from fordring.main.commands.followup_waiting import Claim, Merchant, covered
from fordring.main.person import person
from fordring.main.terminal import console, in_house, printable
from fordring.main.wiring import House
from fordring.services.following_up.end_stop import EndStop, end_stop
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.storage import claim_stops
from fordring.storage.claim_stops import ListedStop


def stop(
    claim: Claim,
    reason: Annotated[StopReason, typer.Argument(help="why")],
    *,
    payer: Annotated[bool, typer.Option("--payer", help="all claims on the payer's card, those to come too")] = False,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="the day it ends, or on which somebody is to look again"),
    ] = None,
    note: Annotated[str, typer.Option(help="what is known")] = "",
    no_interest: Annotated[
        bool, typer.Option("--no-interest", help="the delay is the creditor's: no interest runs meanwhile")
    ] = False,
) -> None:
    """Stop every automatic step of a claim, or of all its payer's claims, from today on."""
    command = StopClaim(claim, None, reason, until.date() if until else None, note, payer, no_interest)

    async def make(house: House) -> ListedStop:
        return await house.database.run(lambda connection: stop_claim(command, house.jobs.work(connection, person())))

    console.print(_line(in_house(make)), markup=False)


def stops(
    merchant: Merchant = None,
    reason: Annotated[StopReason | None, typer.Option(help="those for one reason alone")] = None,
) -> None:
    """The stops that were not ended, the one to look at first: id, whose, why, since when, until when."""

    async def ask(house: House) -> list[ListedStop]:
        async with house.database.reading() as connection:
            return list(await claim_stops.open_ones(connection, await covered(connection, merchant), reason=reason))

    found = in_house(ask)
    for each in found:
        console.print(_line(each), markup=False)
    if not found:
        console.print("nothing is stopped")


def end(
    stop_id: Annotated[UUID, typer.Argument(metavar="stop", help="the stop's id, as it is listed")],
    because: Annotated[str, typer.Option(help="why it ends")] = "",
) -> None:
    """End a stop: the steps of its claims go on, unless another stop holds."""
    command = EndStop(stop_id, None, because)

    async def make(house: House) -> ListedStop:
        return await house.database.run(lambda connection: end_stop(command, house.jobs.work(connection, person())))

    console.print(_line(in_house(make)), markup=False)


def _line(each: ListedStop) -> str:
    held = each.stop
    whose = f"claim {each.claim_no}" if each.claim_no is not None else "all claims"
    who = f"{each.account_id}  {whose} of {printable(each.payer_name or 'its payer')}"
    ends = "until" if STOPS[held.reason].ends_itself and held.until else "look again"
    days = f"since {held.since}, {'next due' if each.plan_look_on else ends} {each.look_on}"
    days = days if held.ended_on is None else f"{held.since} to {held.ended_on}"
    interest = "; no interest meanwhile" if held.interest_paused else ""
    note = printable(held.ended_because or held.note)
    return f"{held.stop_id}  {who}: {held.reason} {days}{interest}  {note}".rstrip()
