"""The bank's closing balance of a day against what the ledger says was on the account, down to the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fordring.domain.merchant import BankAccount
from fordring.storage.house import accounts, balances
from fordring.storage.house.balances import Balance, Difference
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
    """Every account that a bank told its balance of on that day, or its newest balance."""
    return [
        Reconciliation(
            await accounts.get(connection, balance.bank_account_id),
            balance,
            await balances.in_ledger(connection, balance),
            await balances.differences(connection, balance),
        )
        for balance in await balances.newest(connection, day)
    ]
