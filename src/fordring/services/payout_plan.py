"""Which payout runs pay everybody today, whatever their payout days: one for each client account and business day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day, roll_forward
from fordring.domain.merchant import BankAccount, Merchant
from fordring.storage import merchants
from fordring.storage.house import accounts
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """A client account, the day, the merchants to pay, and whether those below their minimum are paid too."""

    bank_account_id: UUID
    day: date
    merchants: frozenset[UUID]
    as_is: bool


async def runs_of_today(connection: Connection, now: datetime, only: Sequence[str] = ()) -> list[PlannedRun]:
    """The runs on the next business day of each merchant; live merchants always have the same one.

    Those named by `only` are paid below their minimum too, the others not at all. Raises NotFoundError.
    """
    chosen = [await merchants.by_account_id(connection, account_id) for account_id in only]
    everyone = chosen or await merchants.all_merchants(connection)
    return list(_runs(await accounts.all_accounts(connection), everyone, now, as_is=bool(only)))


def _runs(
    all_accounts: Sequence[BankAccount], everyone: Sequence[Merchant], now: datetime, *, as_is: bool
) -> Iterator[PlannedRun]:
    for account in all_accounts:
        days: dict[tuple[bool, date], set[UUID]] = {}
        for merchant in everyone:
            today = roll_forward(local_day(merchant.now(now), account.country), account.country)
            days.setdefault((merchant.sandbox, today), set()).add(merchant.merchant_id)
        for (_, day), whose in sorted(days.items()):
            yield PlannedRun(account.bank_account_id, day, frozenset(whose), as_is)
