"""A purchase held for a change, with the claim it is on: the order of locks in one place."""

from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.purchase.purchase import Purchase
from fordring.storage import billing, claims, purchases
from fordring.storage.work import Work


async def locked_purchase(work: Work, merchant_id: UUID, purchase_id: UUID) -> tuple[Purchase, Claim | None]:
    """The purchase and its claim, both locked; no claim while it waits to be billed, and nobody bills it meanwhile.

    The group comes first, then the claim, then the purchase. Raises NotFoundError.
    """
    seen = await purchases.get(work.connection, merchant_id, purchase_id)
    if seen.claim_id is None:
        await billing.hold_group_of(work.connection, merchant_id, purchase_id)
        seen = await purchases.get(work.connection, merchant_id, purchase_id)
    claim = None
    if seen.claim_id is not None:
        claim = await claims.get(work.connection, merchant_id, seen.claim_id, lock=True)
    return await purchases.get(work.connection, merchant_id, purchase_id, lock=True), claim
