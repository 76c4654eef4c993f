"""`fordring followup transfer` and `monitor`: an invoice becomes a case, and a case is only watched."""

from typing import Annotated

import typer

from fordring.main.commands.followup_taken_back import Because, say
from fordring.main.commands.followup_waiting import Claim
from fordring.main.person import person
from fordring.main.terminal import in_house
from fordring.main.wiring import House
from fordring.services.dossiers import Dossier
from fordring.services.following_up.monitor_claim import MonitorClaim, monitor_claim
from fordring.services.following_up.transfer_claim import TransferClaim, transfer_claim


def transfer(claim: Claim, note: Annotated[str, typer.Option(help="kept in the claim's story")] = "") -> None:
    """Make an overdue invoice a case: nothing is reminded of any more, and collection begins where the law lets it."""
    command = TransferClaim(claim, None, note)

    async def done(house: House) -> Dossier:
        return await house.database.run(
            lambda connection: transfer_claim(command, house.jobs.work(connection, person()))
        )

    say(in_house(done))


def monitor(claim: Claim, *, because: Because) -> None:
    """Give collection up, and not the claim: it is only watched until it is time-barred, and money is still booked."""
    command = MonitorClaim(claim, None, because)

    async def done(house: House) -> Dossier:
        return await house.database.run(
            lambda connection: monitor_claim(command, house.jobs.work(connection, person()))
        )

    say(in_house(done))
