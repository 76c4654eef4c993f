"""The merchant gives a purchase its second reference, often the order number that its shop made later."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.services.views import PurchaseView, purchase_view
from fordring.storage import merchants, purchases, words
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SetSecondReference:
    """Which purchase, and what it is to be called."""

    merchant_id: UUID
    purchase_id: UUID
    merchant_reference_2: str


async def set_second_reference(command: SetSecondReference, work: Work) -> PurchaseView:
    """Change the second reference, in whatever state the purchase is. Raises NotFoundError."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    purchase = await purchases.get(work.connection, command.merchant_id, command.purchase_id, lock=True)
    now = merchant.now(work.wall)
    named = replace(purchase, merchant_reference_2=command.merchant_reference_2, updated_at=now)
    await purchases.save(work.connection, work.unit, purchase, named, work.wall)
    await words.renew(work.connection, command.merchant_id, command.purchase_id)
    return await purchase_view(work.connection, merchant, command.purchase_id)
