"""Somebody opens the page of a checkout."""

from uuid import UUID

from fordring.services.checkout_at_hand import at_hand
from fordring.services.views import CheckoutView
from fordring.storage.work import Work


async def visit_checkout(merchant_id: UUID, checkout_id: UUID, work: Work) -> CheckoutView:
    """Record the visit, whatever the checkout's state. Raises NotFoundError."""
    hand = await at_hand(merchant_id, checkout_id, work)
    return await hand.saved(hand.checkout.visited(hand.now, hand.request), work)
