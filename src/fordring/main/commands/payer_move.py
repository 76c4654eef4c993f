"""`fordring payer move`: where the payer of a claim lives and is mailed by now."""

from typing import Annotated

import typer

from fordring.domain.parties import Address
from fordring.main.commands.followup_waiting import Claim
from fordring.main.person import person
from fordring.main.terminal import console, in_house, printable
from fordring.main.wiring import House
from fordring.services.bill import name_of
from fordring.services.payers.move_payer import MovedPayer, MovePayer, move_payer

SHOWN = ("co_address", "address_line", "address_line_2", "postal_code", "postal_place", "country")
Line = Annotated[str | None, typer.Option(help="street and number, or a box")]
SecondLine = Annotated[str, typer.Option(help="what stands below it")]
Code = Annotated[str | None, typer.Option(help="the postal code")]
Place = Annotated[str | None, typer.Option(help="the postal place")]
CareOf = Annotated[str, typer.Option(help="care of whom")]
Country = Annotated[str, typer.Option(help="NO, SE or FI; without it the one of before")]
Email = Annotated[str | None, typer.Option(help="empty where there is none any more")]


def move(
    claim: Claim,
    *,
    address_line: Line = None,
    postal_code: Code = None,
    postal_place: Place = None,
    address_line_2: SecondLine = "",
    co_address: CareOf = "",
    country: Country = "",
    email: Email = None,
) -> None:
    """Tell where the payer of a claim lives, or is mailed, by now: letters of all claims on the card go there."""
    more = {"address_line_2": address_line_2, "co_address": co_address, "country": country.upper()}
    told = {"address_line": address_line or "", "postal_code": postal_code or "", "postal_place": postal_place or ""}
    place = Address(**told, **more) if any(told.values()) or any(more.values()) else None
    command = MovePayer(claim, None, place, email)

    async def make(house: House) -> MovedPayer:
        return await house.database.run(lambda connection: move_payer(command, house.jobs.work(connection, person())))

    done = in_house(make)
    for line in _lines(done):
        console.print(printable(line), markup=False)


def _lines(done: MovedPayer) -> list[str]:
    reached = done.claim.reached
    where = ", ".join(str(reached[part]) for part in SHOWN if reached.get(part))
    others = ", ".join(str(each.claim_no) for each in sorted(done.moved, key=lambda claim: claim.claim_no))
    news = f"new to {others}" if others else "known before"
    doubts = [f"  {doubt.field.removeprefix('billing_address.')}: {doubt.message}" for doubt in done.warnings]
    return [f"{name_of(reached)}: {where}; {reached.get('email') or 'no e-mail'}", f"  {news}", *doubts]
