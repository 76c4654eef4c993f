"""What the verbs of case handlers share: claims are told of, and looked at again by the daily run of that day."""

from collections.abc import Sequence
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import FOLLOWED
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.merchant import Merchant
from fordring.services.due_issues import owe_issue
from fordring.storage import claim_stops, claims, following_up
from fordring.storage.claim_stops import StoredStop
from fordring.storage.work import Work


async def tell_claims(work: Work, merchant: Merchant, locked: Sequence[Claim], kind: str, **facts: Any) -> None:
    """A line in each claim's story. What is issued is looked at today; an issue that is due is owed."""
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    for claim in locked:
        told, event = claim.happened(kind, now, work.asker.name, **facts)
        claims.add_event(work.unit, told, event, work.wall)
        if claim.state is State.SCHEDULED and (claim.next_step_on or today) <= today:
            owe_issue(work.unit, claim.merchant_id, claim.claim_id)
    await work.unit.flush()
    ids = [claim.claim_id for claim in locked]
    await claims.set_updated(work.connection, merchant.merchant_id, ids, now)
    await following_up.look_again(work.connection, merchant.merchant_id, ids, today)


async def stopped_claims(work: Work, stop: StoredStop) -> list[Claim]:
    """The claims that it stops as they stand, locked in their order."""
    ids = [stop.claim_id] if stop.claim_id else []
    if stop.payer_key is not None:
        ids = await claim_stops.followed_claims_of(work.connection, stop.merchant_id, stop.payer_key)
    found = await claims.these(work.connection, stop.merchant_id, ids, lock=True)
    return [claim for claim in found if claim.state in FOLLOWED]
