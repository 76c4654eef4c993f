"""What verbs answer: domain values together, for a face to word."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Purchase
from fordring.storage import claims, documents, purchases
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """A purchase with the claim it became and the document that shows it."""

    merchant: Merchant
    purchase: Purchase
    claim: Claim
    document_id: UUID


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its story, its documents' ids (the claim's own first) and what a caller should know."""

    merchant: Merchant
    claim: Claim
    document_ids: Sequence[UUID]
    events: Sequence[ClaimEvent] = ()
    warnings: Sequence[str] = ()


async def purchase_view(connection: Connection, merchant: Merchant, purchase_id: UUID) -> PurchaseView:
    """One purchase of the merchant. Raises NotFoundError, also for another merchant's."""
    purchase = await purchases.get(connection, merchant.merchant_id, purchase_id)
    return (await purchase_views(connection, merchant, [purchase]))[0]


async def purchase_views(connection: Connection, merchant: Merchant, found: Sequence[Purchase]) -> list[PurchaseView]:
    """These purchases with their claims and documents, in their order."""
    claim_ids = [purchase.claim_id for purchase in found]
    whole = {claim.claim_id: claim for claim in await claims.these(connection, merchant.merchant_id, claim_ids)}
    papers = await documents.of_claims(connection, merchant.merchant_id, claim_ids)
    return [
        PurchaseView(merchant, purchase, whole[purchase.claim_id], papers[purchase.claim_id][0]) for purchase in found
    ]


async def claim_view(
    connection: Connection, merchant: Merchant, claim: Claim, warnings: Sequence[str] = ()
) -> ClaimView:
    """One claim with everything that happened to it."""
    papers = await documents.of_claims(connection, merchant.merchant_id, [claim.claim_id])
    events = await claims.events_of(connection, claim)
    return ClaimView(merchant, claim, papers.get(claim.claim_id, ()), events, warnings)
