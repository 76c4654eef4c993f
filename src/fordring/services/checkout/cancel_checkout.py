"""A merchant cancels a checkout; the purchase that came out of it is voided, while nothing of it is paid."""

from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.purchase.lifecycle import Status
from fordring.services.checkout_at_hand import at_hand
from fordring.services.views import CheckoutView
from fordring.services.voiding import void_open
from fordring.storage.work import Work


async def cancel_checkout(merchant_id: UUID, checkout_id: UUID, work: Work) -> CheckoutView:
    """Cancel it. Raises NotFoundError, CheckoutCancelledError, IllegalTransitionError for a purchase with payments."""
    hand = await at_hand(merchant_id, checkout_id, work)
    view = await hand.saved(hand.checkout.cancelled(hand.now, hand.request), work)
    if hand.checkout.purchase_id is not None:
        voided = (await void_open(merchant_id, hand.checkout.purchase_id, work)).purchase
        if voided.captured_minor:
            raise IllegalTransitionError("a purchase", Status.PARTIALLY_CAPTURED, "cancel")
    return view
