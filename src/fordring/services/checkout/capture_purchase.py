"""The merchant captures: collection starts, for the whole amount. The status changes only when money comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from fordring.domain.purchase.purchase import Request
from fordring.services.purchase_locks import locked_purchase
from fordring.services.views import PurchaseView, purchase_view
from fordring.storage import claims, merchants, purchases
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CapturePurchase:
    """`amount_minor` None means the whole amount; `event_reference` and `metadata` are the merchant's own words."""

    merchant_id: UUID
    purchase_id: UUID
    amount_minor: int | None = None
    event_reference: str | None = None
    items: tuple[dict[str, object], ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


async def capture_purchase(command: CapturePurchase, work: Work) -> PurchaseView:
    """Start collection; where it has begun, nothing changes. That of a grouped purchase begins when it is billed.

    Raises NotFoundError, PartialCaptureError, IllegalTransitionError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    purchase, claim = await locked_purchase(work, command.merchant_id, command.purchase_id)
    asked = purchase.amount.minor if command.amount_minor is None else command.amount_minor
    now = merchant.now(work.wall)
    request = Request(work.asker.request_id, work.asker.name, work.asker.headers)
    given = {"items": list(command.items), "metadata": dict(command.metadata)}
    facts = {name: value for name, value in given.items() if value}
    started = purchase.collection_started(asked, now, request, command.event_reference, **facts)
    if claim is not None and started is not purchase:
        begun, event = claim.start_collection().happened("collection_started", now, work.asker.name)
        await claims.save(work.connection, begun)
        claims.add_event(work.unit, begun, event, work.wall)
        await purchases.save(work.connection, work.unit, purchase, started, work.wall)
        await work.unit.flush()
    return await purchase_view(work.connection, merchant, command.purchase_id)
