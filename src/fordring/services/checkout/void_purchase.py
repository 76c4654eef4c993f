"""The merchant voids: what is unpaid is cancelled with a credit note of its own number; what was paid stays."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Purchase, Request
from fordring.domain.purchase.totals import OrderLine, spread, vat_summary
from fordring.services.bill import book_of, owe_document
from fordring.services.views import PurchaseView
from fordring.storage import claims, documents, ledger, merchants, purchases
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class VoidPurchase:
    """Which purchase is to be voided."""

    merchant_id: UUID
    purchase_id: UUID


async def void_purchase(command: VoidPurchase, work: Work) -> PurchaseView:
    """Cancel what is open of the purchase and credit it. Raises NotFoundError, IllegalTransitionError."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    seen = await purchases.get(work.connection, command.merchant_id, command.purchase_id)
    claim = await claims.get(work.connection, command.merchant_id, seen.claim_id, lock=True)
    purchase = await purchases.get(work.connection, command.merchant_id, command.purchase_id, lock=True)
    now = merchant.now(work.wall)
    request = Request(work.asker.request_id, work.asker.name, work.asker.headers)
    voided = purchase.voided(now, request)
    papers = await documents.of_claims(work.connection, command.merchant_id, [claim.claim_id])
    note = _credit_note(merchant, claim, purchase, now, await claims.next_no(work.connection))
    withdrawn = await _record(work, merchant, claim, note, now)
    await purchases.save(work.connection, work.unit, purchase, voided, work.wall)
    purchases.owe_calls(work.unit, voided, voided.events[len(purchase.events) :], work.wall)
    await work.unit.flush()  # last, because the series stays locked until the commit
    return PurchaseView(merchant, voided, withdrawn, papers[claim.claim_id][0])


def _credit_note(merchant: Merchant, claim: Claim, purchase: Purchase, now: datetime, claim_no: int) -> Claim:
    """A credit note for the open principal, spread over the VAT rates of the invoice."""
    whole = vat_summary([OrderLine(**line) for line in claim.content["lines"]])
    lines = [
        {
            "line_id": str(place),
            "description": purchase.merchant_reference,
            "quantity": "1",
            "amount_minor": share.gross_minor,
            "vat_minor": share.vat_minor,
            "vat_bp": share.rate_bp,
        }
        for place, share in enumerate(spread(purchase.open_minor, whole), start=1)
    ]
    today = local_day(now, merchant.country)
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
        principal_minor=purchase.open_minor,
        open=Parts(),
        issued_on=today,
        due_on=None,
        next_step_on=None,
        content={**claim.content, "lines": lines, "credited_number": claim.number, "warnings": []},
        created_at=now,
        updated_at=now,
        event_count=0,
    )


async def _record(work: Work, merchant: Merchant, claim: Claim, note: Claim, now: datetime) -> Claim:
    """Add the rows of the credit note and of the claim it closes; the closed claim."""
    postings = cancelled(book_of(merchant, claim), claim.open)
    entry = Entry(new_id(), "voided", local_day(now, merchant.country), f"claim {claim.claim_no}", postings)
    ledger.post(work.unit, merchant.merchant_id, entry, work.wall)
    withdrawn, event = claim.withdraw().happened("withdrawn", now, work.asker.name, credited_by=note.claim_no)
    await claims.save(work.connection, withdrawn)
    claims.add_event(work.unit, withdrawn, event, work.wall)
    claims.add(work.unit, note)
    work.unit.take_number(note.merchant_id, note.claim_id)
    _, issued = note.happened("issued", now, work.asker.name, credits=claim.claim_no)
    claims.add_event(work.unit, note, issued, work.wall)
    owe_document(work, note)
    return withdrawn
