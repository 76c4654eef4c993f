"""Somebody asks what becomes of a claim: what was done, what comes next, and why not before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.services.callers import claim_seen
from fordring.services.follow_up_shown import FollowUp, follow_up_of
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowFollowUp:
    """Of which claim, by its public id, among whose; None for all, the operator's."""

    claim_no: int
    merchants: Collection[UUID] | None


@dataclass(frozen=True, slots=True)
class ShownFollowUp:
    """The follow-up as of `day`, the merchant's own today."""

    merchant: Merchant
    claim: Claim
    day: date
    follow_up: FollowUp


async def show_follow_up(command: ShowFollowUp, work: Work) -> ShownFollowUp:
    """The steps and the plan of that day. Raises NotFoundError, also for a claim of others."""
    merchant, claim = await claim_seen(work.connection, command.claim_no, command.merchants)
    day = local_day(merchant.now(work.wall), merchant.country)
    return ShownFollowUp(merchant, claim, day, await follow_up_of(work.connection, merchant, claim, day))
