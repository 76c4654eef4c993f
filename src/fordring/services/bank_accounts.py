"""Which of our accounts a bank file speaks of, however it spells them."""

from uuid import UUID

from fordring.domain.merchant import BankAccount
from fordring.formats.banking.model import BankAccountRef
from fordring.storage.house import accounts
from fordring.storage.transaction import Connection


async def accounts_by_name(connection: Connection) -> dict[str, BankAccount]:
    """Our accounts by IBAN and by domestic number, without blanks and points."""
    known: dict[str, BankAccount] = {}
    for account in await accounts.all_accounts(connection):
        for name in filter(None, (account.domestic, account.iban)):
            known[BankAccountRef(name).comparable] = account
    return known


async def accounts_by_id(connection: Connection) -> dict[UUID, BankAccount]:
    """Every client account by its id."""
    return {account.bank_account_id: account for account in await accounts.all_accounts(connection)}
