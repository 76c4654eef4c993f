"""A merchant looks through its checkouts, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.services.views import CheckoutView
from fordring.storage import checkout_listing, checkouts, merchants
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class ListCheckouts:
    """Which checkouts, and how many at most."""

    merchant_id: UUID
    wanted: checkout_listing.CheckoutFilter
    limit: int


async def list_checkouts(command: ListCheckouts, connection: Connection) -> Sequence[CheckoutView]:
    """The newest that fit. Raises NotFoundError when `wanted.after` is none of the merchant's."""
    merchant = await merchants.get(connection, command.merchant_id)
    if command.wanted.after is not None:
        await checkouts.require(connection, command.merchant_id, command.wanted.after)
    texts, values = checkout_listing.conditions(command.wanted)
    found = await checkouts.listed(connection, command.merchant_id, texts, values, command.limit)
    return [CheckoutView(merchant, checkout) for checkout in found]
