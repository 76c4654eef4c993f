"""`fordring clock`: a sandbox merchant's time."""

from datetime import datetime
from typing import Annotated

import typer

from fordring.jobs.handlers import player_of
from fordring.jobs.play import Moved
from fordring.main.sandbox import ACCOUNT_ID
from fordring.main.terminal import console, in_house, refuse
from fordring.main.wiring import House
from fordring.services.sandbox.move_clock import ClockMove
from fordring.storage import merchants

app = typer.Typer(help="The sandbox's time: move it, and everything due on the way is done.", no_args_is_help=True)


@app.command()
def advance(
    days: Annotated[int | None, typer.Argument(help="so many days on")] = None,
    to: Annotated[str, typer.Option(help="or to this moment, such as 2026-12-01T08:00:00Z")] = "",
    freeze: Annotated[bool | None, typer.Option("--freeze/--run", help="stop the clock there, or let it run")] = None,
    merchant: Annotated[str, typer.Option(help="the merchant's account id")] = ACCOUNT_ID,
) -> None:
    """Move a sandbox merchant's clock day by day; prints what happened, in order."""
    try:
        move = ClockMove(days, datetime.fromisoformat(to) if to else None, freeze)
    except ValueError as error:
        refuse(f"--to: {error}")

    async def advanced(house: House) -> Moved:
        async with house.database.reading() as connection:
            found = await merchants.by_account_id(connection, merchant)
        return await player_of(house.jobs).advance(found.merchant_id, move)

    moved = in_house(advanced)
    for happening in moved.happened:
        subject = ", ".join(f"{word} {value}" for word, value in happening.subject.items() if value is not None)
        console.print(f"{happening.at:%Y-%m-%d %H:%M}  {happening.what:<22}  {subject}", markup=False)
    console.print(f"it is {moved.shows:%Y-%m-%d %H:%M} UTC at {merchant}{', frozen' if moved.frozen else ''}")
