"""`fordring merchant`: who is here, and one more for the sandbox."""

from typing import Annotated, Any, Literal

import typer

from fordring.domain.merchant import Merchant
from fordring.faces.common.greeting import words_of_keys
from fordring.main.clock import wall
from fordring.main.sandbox import another_merchant
from fordring.main.terminal import console, in_house, say
from fordring.main.wiring import House
from fordring.storage import merchants

app = typer.Typer(help="Merchants: list them, open another in the sandbox.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """Every merchant, oldest first: its two ids, its country, what its clock shows, its name."""

    async def ask(house: House) -> list[Merchant]:
        async with house.database.reading() as connection:
            return await merchants.all_merchants(connection)

    for found in in_house(ask):
        ids = f"{found.account_id}  {found.creditor_no}  {found.country}"
        console.print(f"{ids}  {found.now(wall()):%Y-%m-%d %H:%M} UTC  {found.name}", markup=False)


@app.command()
def sandbox(country: Annotated[Literal["NO", "SE", "FI"], typer.Argument()] = "NO") -> None:
    """Open one more sandbox merchant; prints its keys, which are told this once, as JSON."""

    async def open_one(house: House) -> dict[str, Any]:
        return words_of_keys(await another_merchant(house.database, country))

    say(in_house(open_one))
