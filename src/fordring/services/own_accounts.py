"""Accounts that money is sent to: none of them is a client account of the operator's, where it would come in again."""

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.payment.confirmation import AccountFault
from fordring.domain.payment.refund import usable_account
from fordring.formats.banking.model import BankAccountRef
from fordring.services.bank_accounts import accounts_by_name
from fordring.storage.transaction import Connection


async def is_ours(connection: Connection, number: str, country: str) -> bool:
    """Whether an IBAN, or a number of that country, is a client account of ours."""
    names = {BankAccountRef(spelt).comparable for spelt in (number, usable_account(number, country))}
    return not names.isdisjoint(await accounts_by_name(connection))


async def refuse_ours(connection: Connection, field: str, number: str, country: str) -> None:
    """Raises InvalidCommandError naming the field where the account is one of ours."""
    if await is_ours(connection, number, country):
        raise InvalidCommandError(FieldProblem(field, AccountFault.OURS))
