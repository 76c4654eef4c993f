"""The payer leaves a checkout without paying. It stays open: the shop may send the payer there again."""

from uuid import UUID

from fordring.services.checkout_at_hand import at_hand
from fordring.services.views import CheckoutView
from fordring.storage.work import Work


async def abandon_checkout(merchant_id: UUID, checkout_id: UUID, work: Work) -> CheckoutView:
    """Record it, the first time, of an open checkout. Raises NotFoundError."""
    hand = await at_hand(merchant_id, checkout_id, work)
    return await hand.saved(hand.checkout.abandoned(work.wall, hand.now, hand.request), work)
