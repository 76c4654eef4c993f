"""What verbs answer: domain values together, for a face to word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import Checkout
from fordring.domain.purchase.purchase import Channel, Product, Purchase
from fordring.domain.purchase.totals import OrderLine
from fordring.storage import billing, claims, documents, purchases
from fordring.storage.billing import BillingItem
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """A purchase with the claim it became and the document that shows it.

    A grouped purchase has both from its billing on (`is_billed`), and always `item`, what it brings to the invoice. One
    that was declined has none of them.
    """

    merchant: Merchant
    purchase: Purchase
    billed: Claim | None
    paper: UUID | None
    item: BillingItem | None = None

    @property
    def is_declined(self) -> bool:
        """Whether there never will be a claim."""
        return self.billed is None and self.item is None

    @property
    def is_billed(self) -> bool:
        """Whether there is a claim."""
        return self.billed is not None

    @property
    def claim(self) -> Claim:
        """The claim. Raises ValueError for a purchase that is not billed yet."""
        if self.billed is None:
            raise ValueError(f"purchase {self.purchase.purchase_id} is not billed yet")
        return self.billed

    @property
    def document_id(self) -> UUID:
        """The invoice. Raises ValueError for a purchase that is not billed yet."""
        if self.paper is None:
            raise ValueError(f"purchase {self.purchase.purchase_id} is not billed yet")
        return self.paper

    @property
    def channel(self) -> Channel:
        """Who delivers the invoice, now or once there is one."""
        return self.billed.channel if self.billed else Channel.OPERATOR

    @property
    def billing(self) -> Mapping[str, Any]:
        """Whom the purchase was billed to, as it was given with it."""
        if self.item:
            return self.item.billing
        return self.billed.billing if self.billed else {}

    @property
    def lines(self) -> Sequence[OrderLine]:
        """The lines that the invoice bears for this purchase."""
        if self.item:
            return self.item.lines
        return [OrderLine(**line) for line in self.billed.content["lines"]] if self.billed else ()

    @property
    def warnings(self) -> Sequence[Mapping[str, str]]:
        """What is doubtful about the order, by field."""
        if self.item:
            return self.item.warnings
        return self.billed.content.get("warnings", ()) if self.billed else ()


@dataclass(frozen=True, slots=True)
class CheckoutView:
    """A checkout with the merchant it is for."""

    merchant: Merchant
    checkout: Checkout


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
    claim_ids = list({purchase.claim_id for purchase in found if purchase.claim_id is not None})
    whole = {claim.claim_id: claim for claim in await claims.these(connection, merchant.merchant_id, claim_ids)}
    return await _views(connection, merchant, found, whole)


async def whole_view(
    connection: Connection, merchant: Merchant, purchase: Purchase, claim: Claim | None
) -> PurchaseView:
    """A purchase that was read, with its claim, if it has one, and what else belongs to it."""
    (view,) = await _views(connection, merchant, [purchase], {claim.claim_id: claim} if claim else {})
    return view


async def _views(
    connection: Connection, merchant: Merchant, found: Sequence[Purchase], whole: Mapping[UUID, Claim]
) -> list[PurchaseView]:
    papers = await documents.of_claims(connection, merchant.merchant_id, list(whole))
    grouped = [purchase.purchase_id for purchase in found if purchase.product is Product.GROUPED]
    items = await billing.items_of(connection, merchant.merchant_id, grouped) if grouped else {}
    return [
        PurchaseView(
            merchant,
            purchase,
            whole[purchase.claim_id] if purchase.claim_id else None,
            papers[purchase.claim_id][0] if purchase.claim_id else None,
            items.get(purchase.purchase_id),
        )
        for purchase in found
    ]


async def claim_view(
    connection: Connection, merchant: Merchant, claim: Claim, warnings: Sequence[str] = ()
) -> ClaimView:
    """One claim with everything that happened to it."""
    papers = await documents.of_claims(connection, merchant.merchant_id, [claim.claim_id])
    events = await claims.events_of(connection, claim)
    return ClaimView(merchant, claim, papers.get(claim.claim_id, ()), events, warnings)
