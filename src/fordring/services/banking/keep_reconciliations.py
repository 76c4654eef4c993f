"""What bank and ledger came to by the newest closing balances is kept, so that the next comparison begins there."""

from dataclasses import dataclass
from datetime import timedelta

from fordring.storage.house import balances, reconciled
from fordring.storage.work import Work

SURELY_WRITTEN = timedelta(days=1)
"""What was recorded so long ago is committed: no transaction takes nearly as long, and no clock is as wrong."""


@dataclass(frozen=True, slots=True)
class KeepReconciliations:
    """Of every account that a bank told a closing balance of."""


async def keep_reconciliations(_command: KeepReconciliations, work: Work) -> int:
    """Go on from what was kept to the newest balance of each account; how many went on. What came late comes later."""
    before = work.wall - SURELY_WRITTEN
    kept = 0
    for balance in await balances.newest(work.connection, None):
        account = balance.bank_account_id
        since = await reconciled.of_account(work.connection, account)
        if balance.day < since.day or before < since.recorded_before:
            continue
        found = await reconciled.compare(work.connection, account, balance.day, since, before)
        await reconciled.keep(work.connection, account, found.kept(balance.day, before), work.wall)
        kept += 1
    return kept
