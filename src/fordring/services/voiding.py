"""What voiding a purchase and cancelling its checkout share: what is unpaid is cancelled with a credit note."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import cancelled
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Request
from fordring.domain.purchase.totals import remaining, spread, vat_summary
from fordring.services.bill import GROUPED, book_of, owe_document
from fordring.services.purchase_locks import locked_purchase
from fordring.services.views import PurchaseView, whole_view
from fordring.storage import claims, ledger, merchants, purchases
from fordring.storage.ids import new_id
from fordring.storage.work import Work


async def void_open(merchant_id: UUID, purchase_id: UUID, work: Work) -> PurchaseView:
    """Cancel what is open of the purchase and credit it; one that is not billed yet is left out of its invoice.

    Raises NotFoundError, IllegalTransitionError.
    """
    merchant = await merchants.get(work.connection, merchant_id)
    purchase, claim = await locked_purchase(work, merchant_id, purchase_id)
    before = await whole_view(work.connection, merchant, purchase, claim)
    now = merchant.now(work.wall)
    voided = purchase.voided(now, Request(work.asker.request_id, work.asker.name, work.asker.headers))
    credited = None
    if claim is not None:
        note = _credit_note(claim, before, now, await claims.next_no(work.connection))
        credited = await _record(work, merchant, claim, note, now)
    await purchases.save(work.connection, work.unit, purchase, voided, work.wall)
    purchases.owe_calls(work.unit, voided, voided.events[len(purchase.events) :], work.wall)
    await work.unit.flush()  # last, because the series stays locked until the commit
    return replace(before, purchase=voided, billed=credited)


def _credit_note(claim: Claim, view: PurchaseView, now: datetime, claim_no: int) -> Claim:
    """A credit note for the open principal of the purchase: of each VAT rate what its paid part does not bear."""
    purchase = view.purchase
    whole = vat_summary(view.lines)
    taken = spread(purchase.amount.minor - purchase.open_minor, whole)
    rest = [share for share in remaining(whole, taken) if share.gross_minor]
    lines = [
        {
            "line_id": str(place),
            "description": purchase.merchant_reference,
            "quantity": "1",
            "amount_minor": share.gross_minor,
            "vat_minor": share.vat_minor,
            "vat_bp": share.rate_bp,
        }
        for place, share in enumerate(rest, start=1)
    ]
    content = {**claim.content, "lines": lines, "credited_number": claim.number, "warnings": []}
    if view.item is not None:
        own = {"merchant_reference": purchase.merchant_reference, "delivered_on": view.item.delivered_on}
        content = {name: value for name, value in content.items() if name != GROUPED} | own
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
        issued_on=local_day(now, view.merchant.country),
        due_on=None,
        next_step_on=None,
        content=content,
        created_at=now,
        updated_at=now,
        event_count=0,
    )


async def _record(work: Work, merchant: Merchant, claim: Claim, note: Claim, now: datetime) -> Claim:
    """Add the rows of the credit note and of the claim it takes from; that claim, closed unless more is open."""
    moved = claim.credit(note.principal_minor)
    postings = cancelled(book_of(merchant, claim), claim.open - moved.open)
    entry = Entry(new_id(), "voided", note.issued_on or now.date(), f"claim {claim.claim_no}", postings)
    ledger.post(work.unit, merchant.merchant_id, entry, work.wall)
    kind = "withdrawn" if moved.state is State.CLOSED else "credited"
    facts = {"credited_by": note.claim_no, "amount_minor": note.principal_minor}
    told, event = moved.happened(kind, now, work.asker.name, **facts)
    await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    claims.add(work.unit, note)
    work.unit.take_number(note.merchant_id, note.claim_id)
    _, issued = note.happened("issued", now, work.asker.name, credits=claim.claim_no)
    claims.add_event(work.unit, note, issued, work.wall)
    owe_document(work, note)
    return told
