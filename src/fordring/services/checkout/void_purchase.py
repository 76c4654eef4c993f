"""The merchant voids: what is unpaid is cancelled with a credit note of its own number; what was paid stays."""

from dataclasses import dataclass
from uuid import UUID

from fordring.services.views import PurchaseView
from fordring.services.voiding import void_open
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class VoidPurchase:
    """Which purchase is to be voided."""

    merchant_id: UUID
    purchase_id: UUID


async def void_purchase(command: VoidPurchase, work: Work) -> PurchaseView:
    """Cancel what is open of the purchase and credit it; one that is not billed yet is left out of its invoice.

    Raises NotFoundError, IllegalTransitionError.
    """
    return await void_open(command.merchant_id, command.purchase_id, work)
