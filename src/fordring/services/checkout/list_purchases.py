"""A merchant looks through its purchases, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.purchase.lifecycle import Status
from fordring.services.views import PurchaseView, purchase_views
from fordring.storage import looking, merchants, purchases
from fordring.storage.listing import PurchaseFilter
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class ListPurchases:
    """Which purchases, and how many at most, behind which one. A merchant sells in one currency only."""

    merchant_id: UUID
    wanted: PurchaseFilter
    limit: int
    currencies: Sequence[str] = ()
    after: UUID | None = None


PAYABLE = frozenset({Status.PARTIALLY_CAPTURED, Status.CAPTURED, Status.VOIDED})
"""Where a purchase that was paid stands; one whose payments the bank has all taken back is not paid."""


async def list_purchases(command: ListPurchases, connection: Connection) -> Sequence[PurchaseView]:
    """The newest that fit. Raises NotFoundError when `after` is none of the merchant's."""
    merchant = await merchants.get(connection, command.merchant_id)
    wanted = command.wanted
    if command.after is not None:
        after = await purchases.get(connection, command.merchant_id, command.after)
        wanted = replace(wanted, after=(after.created_at, after.purchase_id))
    if wanted.paid:
        wanted = replace(wanted, statuses=tuple(PAYABLE.intersection(wanted.statuses or PAYABLE)))
    if (wanted.paid and not wanted.statuses) or (command.currencies and merchant.currency not in command.currencies):
        return ()
    found = await looking.look(connection, command.merchant_id, wanted, command.limit)
    return await purchase_views(connection, merchant, await purchases.these(connection, command.merchant_id, found))
