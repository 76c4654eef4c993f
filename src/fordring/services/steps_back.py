"""A step is taken back, by a person or because its letter came back: it asks for nothing, and counts no more."""

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.services.bill import book_of
from fordring.services.correcting import cancel_with_what_stood_on_it, correct, correct_bearers
from fordring.services.followed import asked_by, followed_one
from fordring.services.opened import open_claims, save_claims
from fordring.storage.asked import StepRow
from fordring.storage.work import Work


async def take_step_back(work: Work, merchant: Merchant, claim: Claim, found: StepRow, because: str) -> None:
    """The step of the locked claim is cancelled, and the claim saved, which is looked at again.

    A later demand that the law lets nobody send without it costs nothing any more.
    """
    opened = await open_claims(work, [(merchant.merchant_id, claim.claim_id)])
    followed = await followed_one(work.connection, merchant, opened.claims[claim.claim_id])
    opened.followed[claim.claim_id] = followed
    step = asked_by(book_of(merchant, claim), found)
    cancel_with_what_stood_on_it(work, opened, claim.claim_id, step, because)
    correct(work, opened, claim.claim_id)
    await save_claims(work, opened)
    await work.unit.flush()
    await correct_bearers(work, opened.followed_keys)
