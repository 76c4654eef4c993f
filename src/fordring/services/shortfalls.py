"""What merchants owe more than waits for them, each with why it is not invoiced, as every list of them tells it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.payment.shortfall import why_not
from fordring.storage import merchants
from fordring.storage.house import accounts
from fordring.storage.shortfalls import Owing, owing
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class OpenShortfall:
    """What a merchant owes on a client account today by its calendar, who would invoice it, and why it is not."""

    merchant: Merchant
    account: BankAccount
    invoicer: Merchant | None
    owed: Owing
    day: date
    why_not: str | None


async def open_shortfalls(
    connection: Connection,
    wall: datetime,
    only: Collection[UUID] | None = None,
    bank_account_id: UUID | None = None,
) -> list[OpenShortfall]:
    """Everything that is owed by merchants, or by these, on every client account or this one; the oldest first."""
    wanted = await owing(connection, only, bank_account_id)
    known = {each.bank_account_id: each for each in await accounts.all_accounts(connection)} if wanted else {}
    invoicers = {account.shortfall_invoicer for account in known.values() if account.shortfall_invoicer}
    people = await merchants.these(connection, {*invoicers, *(each.merchant_id for each in wanted)})
    return [_opened(each, known[each.bank_account_id], people, wall) for each in wanted]


def _opened(owed: Owing, account: BankAccount, people: dict[UUID, Merchant], wall: datetime) -> OpenShortfall:
    merchant = people[owed.merchant_id]
    invoicer = people[account.shortfall_invoicer] if account.shortfall_invoicer else None
    day = local_day(merchant.now(wall), merchant.country)
    reason = why_not(merchant, account, invoicer, owed.minor, day)
    return OpenShortfall(merchant, account, invoicer, owed, day, reason)
