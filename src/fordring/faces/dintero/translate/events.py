"""The events of a transaction, worded (API reference, TransactionEvent)."""

from collections.abc import Iterator, Mapping
from typing import Any

from fordring.domain.purchase.purchase import Kind, Purchase, PurchaseEvent
from fordring.domain.purchase.settlement import SettlementStatus
from fordring.domain.purchase.totals import vat_of_part, vat_summary
from fordring.faces.dintero.translate.vocabulary import EVENT_WORDS, SETTLEMENT_WORDS, STATUS_WORDS
from fordring.services.views import PurchaseView

WITH_INVOICE = frozenset([Kind.AUTHORIZED, Kind.COLLECTION_STARTED, Kind.PAID, Kind.REVERSED])
PARTS = frozenset([Kind.PAID, Kind.REVERSED, Kind.VOIDED])
WITH_VAT = WITH_INVOICE | PARTS
DECLINED = {"code": "DECLINED", "message": "the payer was not accepted for payment by invoice", "type": ["DECLINED"]}
REVERSED = {"code": "PAYMENT_REVERSED", "message": "the bank took the payment back", "type": ["ERROR"]}
REPORTED_BACK = REVERSED | {"message": "the merchant took back a payment it had reported"}


def events(view: PurchaseView) -> list[dict[str, Any]]:
    """Every event, oldest first; ids count from "1"."""
    return list(_worded(view))


def _worded(view: PurchaseView) -> Iterator[dict[str, Any]]:
    purchase = view.purchase
    invoice = invoice_metadata(view)
    invoiced = WITH_INVOICE - {Kind.AUTHORIZED} if view.item else WITH_INVOICE
    vats = _vats(view)
    order_reference = purchase.content.get("order", {}).get("event_reference")
    collection_reference = None
    for event in purchase.events:
        worded = _bare(event)
        if event.kind is Kind.COLLECTION_STARTED:
            collection_reference = event.event_reference
        if event.kind is not Kind.INITIALIZED:
            reference = event.event_reference or (collection_reference if event.kind is Kind.PAID else None)
            _put(worded, event_reference=reference or order_reference)
        if event.kind in WITH_VAT:
            worded["calculated_vat_amount"] = vats[event.event_no]
        metadata = (invoice if event.kind in invoiced else {}) | event.facts.get("metadata", {})
        _put(worded, metadata=metadata, correlation_request_id=event.correlation_request_id)
        _put(worded, settlements=_settlements(purchase, event))
        if event.kind is Kind.REVERSED:
            worded |= _correction(purchase, event)
        if event.kind is Kind.DECLINED:
            worded["error"] = DECLINED
        yield worded


def _bare(event: PurchaseEvent) -> dict[str, Any]:
    """What every event says."""
    return {
        "id": str(event.event_no),
        "event": EVENT_WORDS[event.kind],
        "transaction_status": STATUS_WORDS[event.status],
        "success": event.success and event.kind is not Kind.REVERSED,
        "amount": event.amount_minor,
        "items": event.facts.get("items", []),
        "created_at": event.at,
        "created_by": event.request.asked_by,
        "request_id": event.request.request_id,
        "request_headers": event.request.headers,
    }


def invoice_metadata(view: PurchaseView) -> dict[str, Any]:
    """What an event says about the invoice, if there is one."""
    if not view.is_billed:
        return {}
    claim = view.claim
    return {
        "kravia:invoice_date": claim.issued_on,
        "kravia:invoice_due_date": claim.due_on,
        "kravia:invoice_number": claim.number,
        "kravia:creditor_id": view.merchant.creditor_no,
        "kravia:invoice_id": claim.claim_no,
    }


def _vats(view: PurchaseView) -> dict[int, int]:
    """The VAT in each event by its number: payments and a void share that of the whole, and sum to it exactly."""
    whole = vat_summary(view.lines)
    vats, reached = {}, 0
    for event in view.purchase.events:
        if event.kind is Kind.REVERSED:
            reached -= event.amount_minor
        if event.kind in PARTS:
            vats[event.event_no] = vat_of_part(event.amount_minor, reached, whole)
        elif event.kind in WITH_VAT:
            vats[event.event_no] = sum(share.vat_minor for share in whole)
        if event.kind in {Kind.PAID, Kind.VOIDED}:
            reached += event.amount_minor
    return vats


def _settlements(purchase: Purchase, event: PurchaseEvent) -> dict[str, Any]:
    """What of the transaction went out: a settlement names the payments it brought, a payment what brought it.

    `event_correlation_id` is the event at the other side.
    """
    if event.kind is Kind.SETTLED:
        brought = [_settled(event, line, line["event_no"]) for line in event.facts["lines"]]
        return {"settlement_status": SETTLEMENT_WORDS[purchase.settlement_status], "events": brought}
    settlements = [other for other in purchase.events if other.kind is Kind.SETTLED]
    brought = [
        _settled(other, line, other.event_no)
        for other in settlements
        for line in other.facts["lines"]
        if line["event_no"] == event.event_no
    ]
    return {"settlement_status": SETTLEMENT_WORDS[SettlementStatus.SETTLED], "events": brought} if brought else {}


def _settled(event: PurchaseEvent, line: Mapping[str, Any], other_no: int | None) -> dict[str, Any]:
    """A line of a settlement; `amount` is what it brought: capture less refund and fee."""
    amount, fee = line["amount_minor"], line["fee_minor"]
    told = {
        "settlement_id": str(event.facts["payout_id"]),
        "provider_reference": event.facts["reference"],
        "amount": amount - fee,
        "capture": max(amount, 0),
        "refund": max(-amount, 0),
        "fee": fee,
    }
    _put(told, event_correlation_id=str(other_no or ""))
    return told


def _correction(purchase: Purchase, event: PurchaseEvent) -> dict[str, Any]:
    """A payment that the bank took back: which events it undoes, and what is open again."""
    corrected = {
        "event_ids": [str(number) for number in event.facts.get("corrects", [])],
        "status": STATUS_WORDS[event.status],
        "remaining_capture_amount": purchase.open_minor,
        "remaining_refund_amount": 0,
        "remaining_void_amount": purchase.open_minor,
    }
    return {"error": REPORTED_BACK if event.facts.get("direct") else REVERSED, "correction": corrected}


def _put(target: dict[str, Any], **facts: Any) -> None:
    """Add what is said; nothing is said of what is absent."""
    target.update({name: value for name, value in facts.items() if value})
