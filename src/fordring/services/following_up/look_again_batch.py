"""A part of a second look at a merchant's open claims: the daily run of today takes up the next of them."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.storage import follow_up_settings, following_up, merchants
from fordring.storage.work import Work

CLAIMS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class LookAgainBatch:
    """Whose claims on which payers, behind the claim where the batch before ended."""

    merchant_id: UUID
    business: bool
    after: UUID
    claims_max: int = CLAIMS_AT_ONCE


async def look_again_batch(command: LookAgainBatch, work: Work) -> UUID | None:
    """The last claim of this batch, None where there is none left. Done again it changes nothing."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    today = local_day(merchant.now(work.wall), merchant.country)
    ids = await follow_up_settings.claims_to_look_at(
        work.connection,
        command.merchant_id,
        today,
        business=command.business,
        after=command.after,
        limit=command.claims_max,
    )
    await following_up.look_again(work.connection, command.merchant_id, ids, today)
    return ids[-1] if ids else None
