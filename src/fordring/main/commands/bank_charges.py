"""`fordring bank charges`: the codes by which a client account's bank calls a debit its charge."""

from typing import Annotated

import typer

from fordring.domain.merchant import BankAccount
from fordring.domain.payment.charges import USUAL_CHARGE_CODES
from fordring.main.person import person
from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.banking.agree_charges import AgreeCharges, agree_charges
from fordring.storage.house import accounts


def charges(
    iban: Annotated[str, typer.Argument(help="the client account's")],
    codes: Annotated[
        str | None, typer.Option(help="all of them, with commas between: of ISO 20022, or the bank's own; '' for none")
    ] = None,
    *,
    usual: Annotated[bool, typer.Option("--usual", help="take the usual ones again")] = False,
) -> None:
    """Show by which transaction codes a debit is a charge of the account's bank; with options, change that."""
    if codes is not None and usual:
        raise typer.BadParameter("stands against --codes", param_hint="--usual")

    async def changed(house: House) -> BankAccount:
        if codes is None and not usual:
            async with house.database.reading() as connection:
                return await accounts.by_iban(connection, iban)
        given = None if codes is None else [code for code in codes.split(",") if codes.strip()]
        return await house.database.run(
            lambda c: agree_charges(AgreeCharges(iban, given), house.jobs.work(c, person()))
        )

    account = in_house(changed)
    if account.charge_codes is None:
        told = f"{', '.join(sorted(USUAL_CHARGE_CODES))}  the usual ones, which nobody has verified"
    else:
        told = ", ".join(sorted(account.charge_codes)) or "none"
    console.print(f"{account.iban}  {told}", markup=False)
