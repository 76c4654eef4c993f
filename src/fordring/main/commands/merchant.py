"""`fordring merchant`: who is here, one more, live or for the sandbox, and what a contract limits."""

from typing import Annotated, Any, Literal

import typer

from fordring.domain.errors import InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.payment.matching import threshold_of, tolerance_of
from fordring.domain.purchase.offer import AmountLimits, Contract
from fordring.domain.purchase.purchase import Product
from fordring.faces.common.greeting import words_of_keys
from fordring.main.clock import wall
from fordring.main.commands.merchant_payouts import payouts, price
from fordring.main.commands.opening import application_of, as_options
from fordring.main.sandbox import another_merchant, keys_of
from fordring.main.terminal import console, in_house, say
from fordring.main.wiring import House
from fordring.services.configuring.choose_matching import ChooseMatching, choose_matching
from fordring.services.configuring.limit_orders import LimitOrders, limit_orders
from fordring.services.onboarding.take_in import TakeIn, take_in
from fordring.storage import merchants
from fordring.storage.house.tokens import Onboarding
from fordring.storage.transaction import Connection

app = typer.Typer(help="Merchants: list them, open live ones and others, limit their orders.", no_args_is_help=True)
app.command("payouts")(payouts)
app.command("price")(price)


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


@app.command("open")
def open_(  # noqa: PLR0913 - one parameter an option
    name: Annotated[str, typer.Argument(help="as it stands on invoices")],
    organization_number: Annotated[str, typer.Argument(help="its number in its country's register")],
    *,
    email: Annotated[str, typer.Option(help="printed on invoices; reports go there")],
    street: Annotated[str, typer.Option()],
    postal_code: Annotated[str, typer.Option()],
    city: Annotated[str, typer.Option()],
    payout_account: Annotated[str, typer.Option(help="an IBAN, a Norwegian account or a bankgiro number")],
    country: Annotated[Literal["NO", "SE", "FI"], typer.Option()] = "NO",
    phone: Annotated[str, typer.Option()] = "",
    vat: Annotated[bool, typer.Option(help="whether it is registered for VAT")] = True,
    business_register: Annotated[bool, typer.Option(help="Norway: whether it is in Foretaksregisteret")] = False,
    f_skatt: Annotated[bool, typer.Option(help="Sweden: whether it is approved for F-skatt")] = False,
    commission_bp: Annotated[int, typer.Option(min=0, max=10_000, help="the operator's, in basis points")] = 0,
    commission_vat_bp: Annotated[int, typer.Option(min=0, max=10_000, help="VAT on it, in basis points")] = 0,
    prefix: Annotated[str | None, typer.Option(help="five characters that its invoice numbers begin with")] = None,
) -> None:
    """Open a live merchant; prints its ids and its keys for both faces, which are told this once, as JSON.

    Its payers pay to the operator's client account of its country, which `fordring bank open` names beforehand.
    """
    told = {"name": name, "organization_number": organization_number, "email": email, "phone": phone}
    told |= {"address_line": street, "postal_code": postal_code, "postal_place": city}
    registers = {"vat_registered": vat, "in_business_register": business_register, "f_skatt": f_skatt}
    application = application_of(country, payout_account, **told, **registers)
    command = TakeIn(application, Onboarding(False, commission_bp, commission_vat_bp), prefix)

    async def open_one(house: House) -> dict[str, Any]:
        async def taken_in(connection: Connection) -> dict[str, Any]:
            try:
                merchant = await take_in(command, house.jobs.work(connection))
            except InvalidCommandError as error:
                raise as_options(error) from None
            return await keys_of(connection, merchant, name)

        return words_of_keys(await house.database.run(taken_in))

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


@app.command()
def matching(
    account: Annotated[str, typer.Argument(help="the merchant's account id")],
    threshold: Annotated[int | None, typer.Option(help="how certain a payment must be, 90 to 100")] = None,
    tolerance: Annotated[int | None, typer.Option(help="what a payment may lack, in minor units")] = None,
) -> None:
    """Say how a merchant's payments are matched; without options, show it."""

    async def chosen(house: House) -> Merchant:
        async with house.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account)
        command = ChooseMatching(merchant.merchant_id, threshold, tolerance)
        return await house.database.run(lambda connection: choose_matching(command, house.jobs.work(connection)))

    settings = in_house(chosen).settings
    told = f"threshold {threshold_of(settings)}  tolerance {tolerance_of(settings)} minor units"
    console.print(f"{account}  {told}", markup=False)
