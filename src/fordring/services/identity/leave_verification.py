"""A payer will not be identified, and goes back to the shop."""

from fordring.domain.identity.verification import Step
from fordring.services.checkout_at_hand import at_hand
from fordring.services.verifying import VerificationView
from fordring.storage import verifications
from fordring.storage.work import Work


async def leave_verification(secret: str, work: Work) -> VerificationView:
    """Tell the shop that its customer was not authorised, once; the checkout stays open for another try.

    Raises NotFoundError, IllegalTransitionError.
    """
    known = await verifications.by_secret(work.connection, secret)
    hand = await at_hand(known.merchant_id, known.checkout_id, work)  # the checkout's lock comes first
    found = await verifications.by_secret(work.connection, secret, lock=True)
    left = found.moved(Step.LEAVE)
    await verifications.save(work.connection, found, left, work.wall)
    unidentified = hand.checkout.unidentified(work.wall, hand.now, hand.request)
    return VerificationView(left, await hand.saved(unidentified, work))
