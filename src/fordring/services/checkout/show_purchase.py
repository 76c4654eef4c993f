"""A merchant looks at one purchase."""

from uuid import UUID

from fordring.services.views import PurchaseView, purchase_view
from fordring.storage import merchants
from fordring.storage.transaction import Connection


async def show_purchase(merchant_id: UUID, purchase_id: UUID, connection: Connection) -> PurchaseView:
    """The purchase with its claim and document. Raises NotFoundError, also for another merchant's."""
    return await purchase_view(connection, await merchants.get(connection, merchant_id), purchase_id)
