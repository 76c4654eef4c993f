"""What the daily schedule asks of a merchant: scheduled claims whose day has come are issued, each by its own job."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.services.due_issues import owe_issue
from fordring.storage import claims, merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IssueDue:
    """Whose claims."""

    merchant_id: UUID


async def issue_due(command: IssueDue, work: Work) -> int:
    """Owe the issue of every claim due today by the merchant's clock; how many. Asked again it owes nothing twice."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    today = local_day(merchant.now(work.wall), merchant.country)
    due = await claims.scheduled_on_or_before(work.connection, merchant.merchant_id, today)
    for claim_id in due:
        owe_issue(work.unit, merchant.merchant_id, claim_id)
    await work.unit.flush()
    return len(due)
