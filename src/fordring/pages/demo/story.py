"""What became of a demo order, as its page shows it: where it stands, what happened, what the shop was told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Kind, PurchaseEvent
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.texts import WORDS
from fordring.pages.render import local_time
from fordring.services.branding import merchant_language
from fordring.services.views import CheckoutView, PurchaseView
from fordring.storage.calls import CallAttempt, OutgoingCall

HAPPENED: Mapping[Kind, str] = {
    Kind.AUTHORIZED: "Bought by invoice, {amount}",
    Kind.DECLINED: "Declined",
    Kind.COLLECTION_STARTED: "Invoice sent, collection begins",
    Kind.PAID: "Paid {amount}",
    Kind.REVERSED: "The bank took back {amount}",
    Kind.VOIDED: "Credited {amount}",
    Kind.SETTLED: "Paid out to the shop, {amount}",
}
STANDS: Mapping[Status, str] = {
    Status.INITIATED: "begun",
    Status.AUTHORIZED: "open",
    Status.PARTIALLY_CAPTURED: "partly paid",
    Status.CAPTURED: "paid",
    Status.VOIDED: "credited",
    Status.DECLINED: "declined",
    Status.FAILED: "failed",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A call to the shop's server with its attempts."""

    call: OutgoingCall
    attempts: list[CallAttempt]


def story_of(checkout: CheckoutView, bought: PurchaseView | None, told: list[Told], wall: datetime) -> dict[str, Any]:
    """Everything that the page shows of the order."""
    merchant = checkout.merchant
    story = {
        "clock": local_time(merchant.now(wall), merchant.country),
        "stage": str(checkout.checkout.stage(wall)),
        "stands": STANDS[bought.purchase.status] if bought else "",
        "events": list(_events(bought)) if bought else [],
        "calls": [_call(each, merchant) for each in told],
    }
    return {**story, "invoice": _invoice(bought)} if bought and bought.is_billed else story


def money(minor: int, merchant: Merchant) -> str:
    """An amount as the shop's country writes it."""
    return Figures(WORDS[merchant_language(merchant)], merchant.currency).money(minor)


def _invoice(bought: PurchaseView) -> dict[str, Any]:
    claim, merchant = bought.claim, bought.merchant
    return {
        "number": claim.number or "not yet",
        "total": money(claim.principal_minor, merchant),
        "open": money(claim.open.total, merchant),
        "due": f"{claim.due_on:%-d %b %Y}" if claim.due_on else "",
        "payable": claim.open.total > 0,
    }


def _events(bought: PurchaseView) -> Iterator[dict[str, str]]:
    merchant = bought.merchant
    shown: list[PurchaseEvent] = [event for event in bought.purchase.events if event.kind in HAPPENED]
    for event in reversed(shown):
        what = HAPPENED[event.kind].format(amount=money(event.amount_minor, merchant))
        yield {"at": local_time(event.at, merchant.country), "what": what}


def _call(told: Told, merchant: Merchant) -> dict[str, Any]:
    last = told.attempts[-1] if told.attempts else None
    url = str((last.request or {}).get("url", "")) if last else ""
    query = parse_qs(urlsplit(url).query)
    return {
        "event": query.get("event", query.get("error", ["AUTHORIZED"]))[0],
        "at": local_time(told.call.created_at, merchant.country),
        "state": told.call.state,
        "method": str((last.request or {}).get("method", "")) if last else "",
        "address": urlsplit(url).path,
        "query": {name: values[0] for name, values in query.items()},
        "answer": last.status_code if last else None,
        "said": (last.response_body or "")[:200] if last else "",
    }
