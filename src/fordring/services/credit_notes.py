"""What a credit note shows: of each part of a bill that falls away, what its VAT rates bear of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Purchase
from fordring.domain.purchase.totals import OrderLine, VATShare, remaining, spread, vat_summary
from fordring.services.bill import GROUPED
from fordring.storage import billing
from fordring.storage.billing import BillingItem
from fordring.storage.ids import new_id
from fordring.storage.work import Work

OF_INVOICE = frozenset({GROUPED, "own_id", "given", "notes", "contact"})
"""Of an invoice's content, what its credit note does not say: ids and words of the invoice alone."""


@dataclass(frozen=True, slots=True)
class CreditedPart:
    """A bill of which `amount_minor` falls away, after `before_minor` of it was paid or credited."""

    description: str
    lines: Sequence[OrderLine]
    before_minor: int
    amount_minor: int
    item: BillingItem | None = None


async def credited_parts(
    work: Work, claim: Claim, shares: Sequence[tuple[Purchase, int]], amount_minor: int
) -> list[CreditedPart]:
    """What falls away of an invoice by the bills it is made of: its purchases with what of each, else itself."""
    own = [OrderLine(**line) for line in claim.content.get("lines", ())]
    if not shares:
        text = claim.content.get("description") or claim.content.get("merchant_reference") or claim.own_number
        before = claim.principal_minor - claim.open.principal
        return [CreditedPart(str(text or claim.number), own, before, amount_minor)]
    items: Mapping[UUID, BillingItem] = {}
    if GROUPED in claim.content:
        wanted = [purchase.purchase_id for purchase, _ in shares]
        items = await billing.items_of(work.connection, claim.merchant_id, wanted)
    parts = []
    for purchase, minor in shares:
        item = items.get(purchase.purchase_id)
        lines = item.lines if item else own
        before = purchase.amount.minor - purchase.open_minor
        parts.append(CreditedPart(purchase.merchant_reference, lines, before, minor, item))
    return parts


def credit_note(claim: Claim, parts: Sequence[CreditedPart], merchant: Merchant, now: datetime, claim_no: int) -> Claim:
    """The credit note for these parts of an invoice: made out as that was, and sent where its payer is by now."""
    lines = [
        {
            "line_id": str(place),
            "description": description,
            "quantity": "1",
            "amount_minor": share.gross_minor,
            "vat_minor": share.vat_minor,
            "vat_bp": share.rate_bp,
        }
        for place, (description, share) in enumerate(_shares(parts), start=1)
    ]
    return replace(
        claim,
        claim_id=new_id(),
        claim_no=claim_no,
        kind=ClaimKind.CREDIT_NOTE,
        state=State.CLOSED,
        number=None,
        own_number=None,
        reference=None,
        fingerprint=None,
        credits_claim_id=claim.claim_id,
        principal_minor=sum(part.amount_minor for part in parts),
        open=Parts(),
        issued_on=local_day(now, merchant.country),
        due_on=None,
        next_step_on=None,
        content=_content(claim, parts) | {"lines": lines},
        created_at=now,
        updated_at=now,
        event_count=0,
        pause=None,
    )


def _content(claim: Claim, parts: Sequence[CreditedPart]) -> dict[str, Any]:
    content = {name: value for name, value in claim.content.items() if name not in OF_INVOICE}
    content |= {"credited_number": claim.own_number or claim.number, "warnings": []}
    content |= {"contact": claim.contact} if claim.contact else {}
    if len(parts) == 1 and (item := parts[0].item):
        content |= {"merchant_reference": parts[0].description, "delivered_on": item.delivered_on}
    return content


def _shares(parts: Sequence[CreditedPart]) -> Iterator[tuple[str, VATShare]]:
    """A line for each rate of each part: what was open of it before, less what is open of it now."""
    for part in parts:
        whole = vat_summary(part.lines)
        before = remaining(whole, spread(part.before_minor, whole))
        left = remaining(whole, spread(part.before_minor + part.amount_minor, whole))
        for share in remaining(before, left):
            if share.gross_minor:
                yield part.description, share
