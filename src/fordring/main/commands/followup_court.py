"""`fordring followup bundle` and `interrupted`: a claim's summary for a court, and its limitation that begins anew."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fordring.domain.claim.interruption import Interruption
from fordring.main.commands.followup_waiting import Claim
from fordring.main.person import person
from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.callers import claim_of
from fordring.services.following_up.tell_interruption import Interrupted, TellInterruption, tell_interruption


def bundle(claim: Claim, out: Annotated[Path, typer.Option("-o", "--out", help="the PDF to write")]) -> None:
    """Write a claim's summary for a court: cover, papers, extract of its ledger, as of its merchant's today."""

    async def make(house: House) -> bytes:
        async with house.database.reading() as connection:
            merchant, found = await claim_of(connection, claim, None)
        return await house.face.court_bundle(merchant.merchant_id, found.claim_id)

    content = in_house(make)
    out.write_bytes(content)
    console.print(f"claim {claim}: {len(content)} bytes in {out}", markup=False)


def interrupted(
    claim: Claim,
    on: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="the day")],
    how: Annotated[Interruption, typer.Argument(help="acknowledged by the payer, or a step in court")],
    note: Annotated[str, typer.Option(help="what is known")] = "",
) -> None:
    """Tell that a claim's limitation was interrupted: its period runs anew from that day."""
    command = TellInterruption(claim, None, on.date(), how, note)

    async def tell(house: House) -> Interrupted:
        return await house.database.run(
            lambda connection: tell_interruption(command, house.jobs.work(connection, person()))
        )

    told = in_house(tell)
    ends = f"time-barred after {told.last_day}" if told.last_day else "no period is known"
    console.print(f"claim {told.claim.claim_no}: interrupted on {told.on}; {ends}", markup=False)
