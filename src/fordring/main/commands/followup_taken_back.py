"""`fordring followup cancel-step` and `write-off`: a step is taken back, a claim is given up."""

from typing import Annotated

import typer

from fordring.main.commands.followup_waiting import Claim, say_marks
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.services.dossiers import Dossier
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.write_off import WriteOff, write_off

Because = Annotated[str, typer.Option(help="why; kept in the claim's story")]


def cancel(
    claim: Claim, step: Annotated[int, typer.Argument(help="its number, as `steps` lists it")], *, because: Because
) -> None:
    """Take a step back: its fee is reversed by an entry, and it counts no more."""
    command = CancelStep(claim, step, None, because)

    async def done(house: House) -> Dossier:
        return await house.database.run(lambda connection: cancel_step(command, house.jobs.work(connection, person())))

    say(in_house(done))


def give_up(claim: Claim, *, because: Because) -> None:
    """Give a claim up: all that is open of it is written off, and nothing more is demanded."""
    command = WriteOff(claim, None, because)

    async def done(house: House) -> Dossier:
        return await house.database.run(lambda connection: write_off(command, house.jobs.work(connection, person())))

    say(in_house(done))


def say(dossier: Dossier) -> None:
    """How the claim stands, and what is open of it."""
    claim = dossier.claim
    principal, fees, interest = (decimals(minor) for _, minor in claim.open)
    state = f"{claim.state}, {claim.closed_because}" if claim.closed_because else claim.state
    what = f"open {principal} {claim.currency}, fees {fees}, interest {interest}"
    console.print(f"claim {claim.claim_no}: {state}; {what}", markup=False)
    say_marks(dossier.marks.all)
