"""The shop's page locks a checkout, so that its order can be changed while nobody pays the old one."""

from uuid import UUID

from fordring.services.checkout_at_hand import at_hand
from fordring.services.views import CheckoutView
from fordring.storage.ids import new_id
from fordring.storage.work import Work


async def lock_checkout(merchant_id: UUID, checkout_id: UUID, work: Work) -> CheckoutView:
    """Take the lock. Raises NotFoundError, CheckoutLockedError, CheckoutError of its stage."""
    hand = await at_hand(merchant_id, checkout_id, work)
    return await hand.saved(hand.checkout.locked(new_id(), work.wall, hand.now, hand.request), work)
