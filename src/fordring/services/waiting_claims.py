"""The claims whose follow-up waits for a person, each with its age by its merchant's clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.followup.mark import Marks
from fordring.storage import follow_up_waiting, merchants
from fordring.storage.charges import marks_on
from fordring.storage.follow_up_waiting import LIST_MAX, Waiting
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim that waits, and for how many days; `marks` are said beside what is open of it."""

    waiting: Waiting
    age_days: int
    marks: Marks


async def waiting_claims(
    connection: Connection,
    covered: Collection[UUID] | None,
    wall: datetime,
    *,
    kind: WaitsFor | None = None,
    after: tuple[date, int] | None = None,
    limit: int = LIST_MAX,
) -> list[WaitingClaim]:
    """What waits, of these merchants where they are named, longest first."""
    found = await follow_up_waiting.listed(connection, covered, kind=kind, after=after, limit=limit)
    owners = await merchants.these(connection, {each.merchant_id for each in found})
    days = {merchant_id: local_day(owner.now(wall), owner.country) for merchant_id, owner in owners.items()}
    marks = await marks_on(connection, found)
    return [WaitingClaim(each, (days[each.merchant_id] - each.since).days, marks[each.claim_id]) for each in found]
