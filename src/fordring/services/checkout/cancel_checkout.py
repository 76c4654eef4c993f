"""A merchant cancels a checkout that is not paid."""

from uuid import UUID

from fordring.domain.purchase.checkout import CheckoutPaidError
from fordring.services.checkout_at_hand import at_hand
from fordring.services.views import CheckoutView
from fordring.storage.work import Work


async def cancel_checkout(merchant_id: UUID, checkout_id: UUID, work: Work) -> CheckoutView:
    """Cancel it. Raises NotFoundError, CheckoutCancelledError, CheckoutPaidError."""
    hand = await at_hand(merchant_id, checkout_id, work)
    if hand.checkout.purchase_id is not None:
        raise CheckoutPaidError("the session is paid: void its transaction")
    return await hand.saved(hand.checkout.cancelled(hand.now, hand.request), work)
