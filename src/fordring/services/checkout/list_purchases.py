"""A merchant looks through its purchases, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.services.views import PurchaseView, purchase_views
from fordring.storage import listing, merchants, purchases
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class ListPurchases:
    """Which purchases, and how many at most."""

    merchant_id: UUID
    wanted: listing.PurchaseFilter
    limit: int


async def list_purchases(command: ListPurchases, connection: Connection) -> Sequence[PurchaseView]:
    """The newest that fit. Raises NotFoundError when `wanted.after` is none of the merchant's."""
    merchant = await merchants.get(connection, command.merchant_id)
    if command.wanted.after is not None:
        await purchases.get(connection, command.merchant_id, command.wanted.after)
    texts, values = listing.conditions(command.wanted)
    found = await purchases.listed(connection, command.merchant_id, texts, values, command.limit)
    return await purchase_views(connection, merchant, found)
