"""An invoice becomes a case to be collected, by whoever transfers it or approves that it is transferred."""

from dataclasses import replace

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import TRANSFERRED_ON, Action, is_case, transferable
from fordring.domain.claim.claim import Claim
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.storage import claims, following_up
from fordring.storage.work import Work


async def transfer(work: Work, merchant: Merchant, claim: Claim, message: str | None) -> Claim:
    """The locked claim as a case from today on, by its story too; the daily run looks at it today.

    One that is a case stays as it is. Raises IllegalTransitionError for what is not overdue, or no open invoice.
    """
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if claim.followed_up and is_case(claim):
        return claim
    if not transferable(claim, today):
        raise IllegalTransitionError("a claim", claim.closed_because or claim.state, Action.TRANSFER)
    told, event = claim.happened("transferred", now, work.asker.name, message=message)
    told = await claims.save(work.connection, told)
    await following_up.transfer(work.connection, told, TRANSFERRED_ON, today)
    claims.add_event(work.unit, told, event, work.wall)
    await work.unit.flush()
    await following_up.look_again(work.connection, merchant.merchant_id, [claim.claim_id], today)
    return replace(told, content={**told.content, TRANSFERRED_ON: today.isoformat()})
