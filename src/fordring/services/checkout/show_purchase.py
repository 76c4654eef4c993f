"""A merchant looks at one purchase."""

from datetime import datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.services.follow_up_shown import NOT_READ, FollowUp, follow_up_of
from fordring.services.views import PurchaseView, purchase_view
from fordring.storage import merchants
from fordring.storage.transaction import Connection


async def show_purchase(merchant_id: UUID, purchase_id: UUID, connection: Connection) -> PurchaseView:
    """The purchase with its claim and document. Raises NotFoundError, also for another merchant's."""
    return await purchase_view(connection, await merchants.get(connection, merchant_id), purchase_id)


async def coming_of(view: PurchaseView, wall: datetime, connection: Connection) -> FollowUp:
    """What becomes of the claim that the purchase is on, as of the merchant's day; nothing before it is billed."""
    if not view.is_billed:
        return NOT_READ
    day = local_day(view.merchant.now(wall), view.merchant.country)
    return await follow_up_of(connection, view.merchant, view.claim, day)
