"""Who invoices what merchants owe on a client account: a merchant of the operator's own; each change is remembered."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.payment.shortfall import check_invoicer
from fordring.storage import merchants
from fordring.storage.house import accounts
from fordring.storage.house.accounts import AccountEvent
from fordring.storage.house.lines import lock_accounts
from fordring.storage.work import Work

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class NameInvoicer:
    """Which account, by its IBAN, and the merchant by its public id; None for nobody."""

    iban: str
    account_id: str | None


async def name_invoicer(command: NameInvoicer, work: Work) -> BankAccount:
    """The account as it is kept, for what is invoiced from now on; who changed it stands in its events.

    Raises NotFoundError for the account, InvalidCommandError for a merchant that is unknown, of another country or
    currency, deactivated, or of the sandbox where the account is not, or the other way round.
    """
    seen = await accounts.by_iban(work.connection, command.iban)
    await lock_accounts(work.connection, [seen.bank_account_id])
    before = await accounts.get(work.connection, seen.bank_account_id)
    invoicer = await _named(command.account_id, work) if command.account_id is not None else None
    if invoicer is not None:
        sandbox = await accounts.is_sandbox(work.connection, before.bank_account_id)
        check_invoicer(before, invoicer, sandbox=sandbox)
    became = invoicer.merchant_id if invoicer else None
    if became == before.shortfall_invoicer:
        return before
    was = await _words(before.shortfall_invoicer, work)
    told = AccountEvent("shortfall_invoicer", was, await _words(became, work), work.asker.name, work.wall)
    await accounts.happened(work.connection, before.bank_account_id, [told])
    return await accounts.set_shortfall_invoicer(work.connection, before.bank_account_id, became)


async def _named(account_id: str, work: Work) -> Merchant:
    try:
        return await merchants.by_account_id(work.connection, account_id)
    except NotFoundError as error:
        raise InvalidCommandError(FieldProblem("account_id", "is no merchant's")) from error


async def _words(merchant_id: UUID | None, work: Work) -> str:
    return NOBODY if merchant_id is None else (await merchants.get(work.connection, merchant_id)).account_id
