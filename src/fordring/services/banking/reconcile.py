"""The bank's closing balance of a day against what the ledger says was on the account, down to the line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fordring.domain.merchant import BankAccount
from fordring.storage.house import accounts, balances, reconciled
from fordring.storage.house.balances import Balance
from fordring.storage.house.reconciled import NOTHING, Difference
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One account on one day. What `lines` do not explain is `unexplained`: what no file of the bank has told us."""

    account: BankAccount
    balance: Balance
    ledger_minor: int
    lines: Sequence[Difference]

    @property
    def difference_minor(self) -> int:
        """The bank's balance less the ledger's."""
        return self.balance.closing_minor - self.ledger_minor

    @property
    def unexplained_minor(self) -> int:
        """What of the difference stands in no line: money that was there before our first file, or a missing file."""
        return self.difference_minor - sum(line.bank_minor - line.ledger_minor for line in self.lines)


async def reconcile(connection: Connection, day: date | None = None) -> list[Reconciliation]:
    """Every account that a bank told its balance of on that day, or its newest balance.

    The bank's balance goes by its booking days, so what it booked on another side of the day's end than the value day
    that the ledger has counts as the bank has it.
    What was compared before is not read again, unless the day is before that.
    """
    return [await _of(connection, balance) for balance in await balances.newest(connection, day)]


async def _of(connection: Connection, balance: Balance) -> Reconciliation:
    account_id = balance.bank_account_id
    since = await reconciled.of_account(connection, account_id)
    if balance.day < since.day:
        since = NOTHING
    found = await reconciled.compare(connection, account_id, balance.day, since)
    crossing = await reconciled.crossing(connection, account_id, balance.day) if found.differences else {}
    lines = [replace(each, ledger_minor=each.ledger_minor + crossing.get(each.cause, 0)) for each in found.differences]
    ledger_minor = found.ledger_minor + sum(crossing.get(each.cause, 0) for each in lines)
    account = await accounts.get(connection, account_id)
    apart = [each for each in lines if each.bank_minor != each.ledger_minor]
    return Reconciliation(account, balance, ledger_minor, apart)
