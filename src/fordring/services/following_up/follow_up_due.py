"""What the daily schedule asks of a merchant: claims whose day has come are followed up, by jobs that share."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.storage import following_up, merchants
from fordring.storage.queue import Job
from fordring.storage.work import Work

FOLLOW_UP = "follow_up"
CLAIMS_PER_WORKER = 20_000
WORKERS_MAX = 4


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """Whose claims."""

    merchant_id: UUID


async def follow_up_due(command: FollowUpDue, work: Work) -> int:
    """Owe the looks that are due today by the merchant's clock: one job, of many more claims up to four; how many."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    today = local_day(merchant.now(work.wall), merchant.country)
    due = await following_up.count_due(work.connection, merchant.merchant_id, today)
    workers = min(WORKERS_MAX, -(-due // CLAIMS_PER_WORKER))
    for place in range(1, workers + 1):
        work.unit.add_job(Job(FOLLOW_UP, str(place), {}, merchant.merchant_id))
    await work.unit.flush()
    return workers
