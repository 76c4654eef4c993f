"""Somebody opens the page where a payer is identified."""

from fordring.services.verifying import VerificationView
from fordring.services.views import CheckoutView
from fordring.storage import checkouts, merchants, verifications
from fordring.storage.transaction import Connection


async def show_verification(secret: str, connection: Connection) -> VerificationView:
    """Where the link, or the `state` of a callback, leads. Raises NotFoundError."""
    found = await verifications.by_secret(connection, secret)
    merchant = await merchants.get(connection, found.merchant_id)
    checkout = await checkouts.get(connection, found.merchant_id, found.checkout_id)
    return VerificationView(found, CheckoutView(merchant, checkout))
