"""Somebody looks at one checkout."""

from uuid import UUID

from fordring.services.views import CheckoutView
from fordring.storage import checkouts, merchants
from fordring.storage.transaction import Connection


async def show_checkout(merchant_id: UUID, checkout_id: UUID, connection: Connection) -> CheckoutView:
    """The checkout with its events. Raises NotFoundError, also for another merchant's."""
    merchant = await merchants.get(connection, merchant_id)
    return CheckoutView(merchant, await checkouts.get(connection, merchant_id, checkout_id))
