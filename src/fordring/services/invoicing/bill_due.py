"""What the daily schedule asks of a merchant: grouped purchases whose day has come are billed, by jobs that share."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.services.due_bills import owe_bills
from fordring.storage import billing, merchants
from fordring.storage.work import Work

PURCHASES_PER_WORKER = 20_000
WORKERS_MAX = 4


@dataclass(frozen=True, slots=True)
class BillDue:
    """Whose purchases."""

    merchant_id: UUID


async def bill_due(command: BillDue, work: Work) -> int:
    """Owe the billing of what is due today by the merchant's clock: one job, of much more, up to four; how many."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    today = local_day(merchant.now(work.wall), merchant.country)
    due = await billing.purchases_due(work.connection, merchant.merchant_id, today)
    workers = min(WORKERS_MAX, -(-due // PURCHASES_PER_WORKER))
    owe_bills(work.unit, merchant.merchant_id, workers)
    await work.unit.flush()
    return workers
