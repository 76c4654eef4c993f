"""`fordring bank reconcile`: the bank's closing balances against the ledger, differences down to the line."""

from datetime import datetime
from typing import Annotated

import typer

from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.services.banking.reconcile import Reconciliation, reconcile


def reconcile_(
    day: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"], help="else each account's newest")] = None,
) -> None:
    """Each account's closing balance at the bank against the ledger's; exit code 1 where they differ, by line."""

    async def ask(house: House) -> list[Reconciliation]:
        async with house.database.reading() as connection:
            return await reconcile(connection, day.date() if day else None)

    found = in_house(ask)
    for each in found:
        _print(each)
    if not found:
        console.print("no bank has told a closing balance" + (f" of {day.date()}" if day else ""))
    if any(each.difference_minor or each.lines for each in found):
        raise typer.Exit(1)


def _print(found: Reconciliation) -> None:
    bank, ledger, apart = map(decimals, (found.balance.closing_minor, found.ledger_minor, found.difference_minor))
    told = f"{found.account.iban}  {found.balance.day}  bank {bank}  ledger {ledger}  {found.balance.currency}"
    console.print(f"{told}  {'difference ' + apart if found.difference_minor else 'agreed'}", markup=False)
    for line in found.lines:
        sides = f"bank {decimals(line.bank_minor)}  ledger {decimals(line.ledger_minor)}"
        console.print(f"  {line.on_day}  {sides}  {line.cause}  {line.why}", markup=False)
    if found.unexplained_minor:
        console.print(f"  in no file of the bank's: {decimals(found.unexplained_minor)}", markup=False)
