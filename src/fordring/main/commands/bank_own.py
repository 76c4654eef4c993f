"""`fordring bank own`: what of the money on the client accounts is the operator's."""

from collections import defaultdict

from fordring.domain.merchant import BankAccount
from fordring.domain.money import Money
from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.storage import ledger
from fordring.storage.house import accounts as client_accounts

Own = dict[str, Money]


def own() -> None:
    """What is the operator's on each client account, and so may be taken out: fees, interest, commission, VAT."""

    async def ask(house: House) -> list[tuple[BankAccount, Own]]:
        async with house.database.reading() as connection:
            found: defaultdict[object, Own] = defaultdict(dict)
            for bank_account_id, account, money in await ledger.operators_own(connection):
                found[bank_account_id][account.rpartition(".")[2]] = money
            known = await client_accounts.all_accounts(connection)
        return [(account, found[account.bank_account_id]) for account in known if account.bank_account_id in found]

    held = in_house(ask)
    if not held:
        console.print("nothing on the client accounts is the operator's")
    for account, parts in held:
        whole = sum(money.minor for money in parts.values())
        said = ", ".join(f"{kind} {decimals(money.minor)}" for kind, money in parts.items())
        console.print(f"{account.iban}  {decimals(whole)} {account.currency}  {said}", markup=False)
