"""`fordring merchant`: who is here, one more for the sandbox, and what a contract limits."""

from typing import Annotated, Any, Literal

import typer

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.offer import AmountLimits, Contract
from fordring.domain.purchase.purchase import Product
from fordring.faces.common.greeting import words_of_keys
from fordring.main.clock import wall
from fordring.main.sandbox import another_merchant
from fordring.main.terminal import console, in_house, say
from fordring.main.wiring import House
from fordring.services.configuring.limit_orders import LimitOrders, limit_orders
from fordring.storage import merchants

app = typer.Typer(help="Merchants: list them, open another in the sandbox, limit their orders.", no_args_is_help=True)


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


@app.command()
def limit(
    account: Annotated[str, typer.Argument(help="the merchant's account id")],
    product: Annotated[Literal["business", "consumer", "grouped"], typer.Argument()],
    country: Annotated[Literal["NO", "SE", "FI"], typer.Argument(help="the payer's")],
    least: Annotated[int | None, typer.Option(help="the smallest order, in minor units")] = None,
    most: Annotated[int | None, typer.Option(help="the largest order, in minor units")] = None,
) -> None:
    """Limit the orders that can be paid by a kind of invoice; without bounds the limit is taken away."""

    async def limited(house: House) -> Contract:
        async with house.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account)
        command = LimitOrders(merchant.merchant_id, country, Product(product), AmountLimits(least, most))
        return await house.database.run(lambda connection: limit_orders(command, house.jobs.work(connection)))

    for (where, what), bounds in sorted(in_house(limited).limits.items()):
        console.print(f"{where}  {what}  {bounds.least_minor or '-'} to {bounds.most_minor or '-'}", markup=False)
