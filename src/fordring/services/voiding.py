"""What voiding a purchase and cancelling its checkout share: what is unpaid is cancelled with a credit note."""

from dataclasses import replace
from uuid import UUID

from fordring.domain.claim.lifecycle import Closed
from fordring.services.crediting import Fall, Held, record_fall, request_of, save_lost
from fordring.services.purchase_locks import locked_purchase
from fordring.services.views import PurchaseView, whole_view
from fordring.storage import merchants
from fordring.storage.work import Work


async def void_open(merchant_id: UUID, purchase_id: UUID, work: Work) -> PurchaseView:
    """Cancel what is open of the purchase and credit it; one that is not billed yet is left out of its invoice.

    Raises NotFoundError, IllegalTransitionError.
    """
    merchant = await merchants.get(work.connection, merchant_id)
    purchase, claim = await locked_purchase(work, merchant_id, purchase_id)
    before = await whole_view(work.connection, merchant, purchase, claim)
    voided = purchase.voided(merchant.now(work.wall), request_of(work))
    credited = None
    if claim is not None:
        fall = Fall(purchase.open_minor, Closed.WITHDRAWN, "voided")
        fallen = await record_fall(work, Held(merchant, claim), fall, [(purchase, purchase.open_minor)])
        credited = fallen.claim
    await save_lost(work, purchase, voided)
    await work.unit.flush()  # last, because the series stays locked until the commit
    return replace(before, purchase=voided, billed=credited)
