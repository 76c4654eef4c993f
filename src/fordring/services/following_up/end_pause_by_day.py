"""A claim whose pause's day has come is paused no more, and is told of it; an issue whose day has come is owed."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import FOLLOWED
from fordring.services.told_claims import tell_claims
from fordring.storage import claims, merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class EndPauseByDay:
    """Whose claim, and which."""

    merchant_id: UUID
    claim_id: UUID


async def end_pause_by_day(command: EndPauseByDay, work: Work) -> bool:
    """The claim is paused no more; whether it was, up to a day that has come. Raises NotFoundError."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id, lock=True)
    today = local_day(merchant.now(work.wall), merchant.country)
    if claim.pause is None or claim.paused_on(today) or claim.state not in FOLLOWED:
        return False
    free = await claims.save(work.connection, replace(claim, pause=None))
    await tell_claims(work, merchant, [free], "resumed", message=None)
    return True
