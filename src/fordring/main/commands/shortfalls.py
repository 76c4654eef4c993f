"""`fordring payout shortfalls` and `invoice-shortfalls`, `fordring bank invoicer`: merchants that owe, and who asks."""

from typing import Annotated

import typer

from fordring.domain.merchant import BankAccount
from fordring.main.clock import wall
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.services.banking.name_invoicer import NOBODY, NameInvoicer, name_invoicer
from fordring.services.payments.invoice_shortfall import InvoicedShortfall, InvoiceShortfall, invoice_shortfall
from fordring.services.shortfalls import OpenShortfall, open_shortfalls
from fordring.storage import merchants
from fordring.storage.house import accounts
from fordring.storage.shortfalls import InvoicedAs
from fordring.storage.shortfalls import invoiced as invoiced_before


def shortfalls(
    *,
    invoiced: Annotated[bool, typer.Option("--invoiced", help="what was invoiced, the newest first")] = False,
) -> None:
    """Merchants that owe more than waits for them, and what becomes of it; or what was invoiced of that, by number."""
    for line in in_house(_invoiced if invoiced else _open):
        console.print(line, markup=False)


async def _open(house: House) -> list[str]:
    async with house.database.reading() as connection:
        return [_open_line(each) for each in await open_shortfalls(connection, wall())]


async def _invoiced(house: House) -> list[str]:
    async with house.database.reading() as connection:
        return [_invoiced_line(each) for each in await invoiced_before(connection)]


def invoice_shortfalls(
    merchant: Annotated[list[str] | None, typer.Option(help="account ids: these alone")] = None,
) -> None:
    """Invoice what merchants owe, where that was agreed with them and is not below their minimum; payout days or not.

    What is not invoiced is listed with the reason.
    """

    async def run(house: House) -> list[str]:
        async with house.database.reading() as connection:
            only = {(await merchants.by_account_id(connection, each)).merchant_id for each in merchant or ()} or None
            found = await open_shortfalls(connection, wall(), only)
        made = [await _made(house, each) for each in found if each.why_not is None]
        left = [_open_line(each) for each in found if each.why_not is not None]
        return [*(_made_line(each) for each in made if each is not None), *left]

    lines = in_house(run)
    for line in lines:
        console.print(line, markup=False)
    if not lines:
        console.print("no merchant owes more than waits for it")


async def _made(house: House, opened: OpenShortfall) -> InvoicedShortfall | None:
    command = InvoiceShortfall(opened.merchant.merchant_id, opened.account.bank_account_id)
    return await house.database.run(lambda c: invoice_shortfall(command, house.jobs.work(c, person())))


def _open_line(each: OpenShortfall) -> str:
    owed = f"{decimals(each.owed.minor)} {each.owed.currency} since {each.owed.since}"
    return f"{each.merchant.account_id}  {owed}  {each.why_not or 'to be invoiced'}  {each.merchant.name}"


def _made_line(each: InvoicedShortfall) -> str:
    opened, claim = each.opened, each.claim
    owed = f"{decimals(opened.owed.minor)} {opened.owed.currency}"
    return f"{opened.merchant.account_id}  {owed}  invoice {claim.number}, due {claim.due_on}  {opened.merchant.name}"


def _invoiced_line(each: InvoicedAs) -> str:
    owed = f"{decimals(each.amount_minor)} {each.currency} as of {each.as_of}"
    invoice = f"invoice {each.number} of {each.invoicer}, claim {each.claim_no}, due {each.due_on}"
    return f"{each.account_id}  {owed}  {invoice}, {decimals(each.open_minor)} open  {each.name}"


def invoicer(
    iban: Annotated[str, typer.Argument(help="the client account's")],
    merchant: Annotated[str | None, typer.Option(help="the account id of a merchant of your own")] = None,
    *,
    nobody: Annotated[bool, typer.Option("--nobody", help="what is owed is only listed again")] = False,
) -> None:
    """Show which merchant invoices what others owe on a client account; with an option, change that."""
    if merchant is not None and nobody:
        raise typer.BadParameter("stands against --merchant", param_hint="--nobody")

    async def changed(house: House) -> tuple[BankAccount, str]:
        async with house.database.reading() as connection:
            account = await accounts.by_iban(connection, iban)
        if merchant is not None or nobody:
            command = NameInvoicer(iban, merchant)
            account = await house.database.run(lambda c: name_invoicer(command, house.jobs.work(c, person())))
        if account.shortfall_invoicer is None:
            return account, NOBODY
        async with house.database.reading() as connection:
            named = await merchants.get(connection, account.shortfall_invoicer)
        return account, f"{named.account_id}  {named.name}"

    account, named = in_house(changed)
    console.print(f"{account.iban}  {named}", markup=False)
