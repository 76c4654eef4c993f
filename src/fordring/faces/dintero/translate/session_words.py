"""A checkout worded as a session: as its merchant sees it, and as a checkout page may show it to anyone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from fordring.domain.purchase.checkout import Checkout, CheckoutEvent, CheckoutKind
from fordring.domain.purchase.offer import Offer, Payability, contract_of, offer_of, payability
from fordring.domain.purchase.purchase import Product
from fordring.faces.dintero.translate.configuration import configuration_words
from fordring.faces.dintero.translate.ids import public_id
from fordring.faces.dintero.translate.vocabulary import (
    CHECKOUT_EVENT_WORDS,
    ERROR_WORDS,
    PAYMENT_OPERATION,
    PAYMENT_PRODUCT,
    PRODUCT_WORDS,
)
from fordring.services.checkout.pay_checkout import CheckoutPayment, Hindrance
from fordring.services.views import CheckoutView

ECHOED = ("customer", "checkboxes")
SHOWN_URLS = ("return_url", "merchant_terms_url")
SHOWN_CUSTOMER = ("email", "phone_number")
SHOWN_ORDER = (
    *("amount", "currency", "vat_amount", "merchant_reference", "shipping_option", "shipping_address"),
    *("billing_address", "discount_codes", "discount_lines", "partial_payment"),
)
SHOWN_ITEM = (
    *("id", "line_id", "description", "quantity", "amount", "vat_amount", "vat", "type", "thumbnail_url"),
    *("gross_amount", "discount_lines"),
)
SHOWN_CONFIGURATION = (
    *("auto_capture", "channel", "theme", "countries", "default_customer_type", "default_payment_type"),
    *("allow_different_billing_shipping_address", "active_payment_types", PAYMENT_PRODUCT, "merchant"),
)
"""What a checkout page shows or works by; everything else is the merchant's own."""

DETAILS = {
    "lock_id": "pay_lock_id",
    "amount_minor": "amount",
    "previous_order": "previous_order",
    "updated_order": "updated_order",
    "organization_number": "organization_number",
}
"""Facts of a checkout event that keep their value, and their names in `details`."""

HINDRANCES: dict[Hindrance, tuple[str, dict[str, Any]]] = {
    Hindrance.REJECTED: ("Rejected", {"code": "rejected", "category": "permanent"}),
    Hindrance.IDENTITY: (
        "IdentityVerificationRequired",
        {"code": "identity_verification_required", "category": "authentication"},
    ),
}
"""`error` and its detail, where a payment did not go through though nothing was wrong with the request."""


def session_id(view: CheckoutView) -> str:
    """The session's public id."""
    return public_id(view.merchant.account_id, view.checkout.checkout_id)


def purchase_id(view: CheckoutView) -> str | None:
    """The public id of the transaction that came out of the session, if one has."""
    found = view.checkout.purchase_id
    return None if found is None else public_id(view.merchant.account_id, found)


def session_url(view: CheckoutView, base_url: str) -> str:
    """Where the payer pays."""
    return f"{base_url}/v1/view/{session_id(view)}"


def session_words(view: CheckoutView) -> dict[str, Any]:
    """The session as its merchant sees it. Request headers are always there, whatever `includes` says."""
    checkout = view.checkout
    content: Mapping[str, Any] = checkout.content
    return {
        **_stamps(view),
        "order": content.get("order", {}),
        "url": content.get("url", {}),
        "configuration": _configuration(view),
        "metadata": {**content.get("metadata", {}), **_profile(checkout)},
        "payment_operation": PAYMENT_OPERATION,
        "initiating_system_request_headers": checkout.system_headers,
        "events": list(_events(checkout)),
        **{name: content[name] for name in ECHOED if content.get(name)},
        **_ending(view),
    }


def page_words(view: CheckoutView, base_url: str, wall: datetime) -> dict[str, Any]:
    """The session as anyone who knows its id may see it: nothing that a checkout page does not show."""
    content: Mapping[str, Any] = view.checkout.content
    order: Mapping[str, Any] = content.get("order", {})
    configuration = _configuration(view)
    words = {
        **_stamps(view),
        "order": {
            **_only(order, SHOWN_ORDER),
            "items": [_only(item, SHOWN_ITEM) for item in order.get("items", ())],
        },
        "url": _only(content.get("url", {}), SHOWN_URLS),
        "configuration": _only(configuration, SHOWN_CONFIGURATION),
        "payment_operation": PAYMENT_OPERATION,
        "operations": list(operations(view, base_url, wall)),
        **_ending(view),
    }
    shown = {"customer": _only(content.get("customer", {}), SHOWN_CUSTOMER), "checkboxes": content.get("checkboxes")}
    words |= {name: value for name, value in shown.items() if value}
    held = view.checkout.held_lock(wall)
    if held is not None:
        words["pay_lock"] = {"pay_lock_id": held.lock_id}
    return words


def operations(view: CheckoutView, base_url: str, wall: datetime) -> Iterator[dict[str, str]]:
    """What can be done with the session now, as links."""
    checkout, sid = view.checkout, session_id(view)
    if checkout.stage(wall) != "open":
        return
    if any(offer.enabled and payable is Payability.PAYABLE for offer, payable in offers(view)):
        yield _operation("pay", f"{base_url}/v1/sessions/{sid}/pay")
    yield _operation("lock", f"{base_url}/v1/view/{sid}/session/lock")
    yield _operation("abandon", f"{base_url}/v1/view/{sid}/session/abandon")


def offers(view: CheckoutView) -> Iterator[tuple[Offer, Payability]]:
    """What the session offers, and what of it its order can be paid by: in the payer's country, or the merchant's."""
    checkout, contract = view.checkout, contract_of(view.merchant.settings)
    address: Mapping[str, Any] = checkout.content.get("order", {}).get("billing_address") or {}
    country = address.get("country") or view.merchant.country
    for product in PRODUCT_WORDS:
        offer = offer_of(product, checkout.terms, contract)
        yield offer, payability(offer, checkout.order.amount_minor, country, contract)


def return_address(view: CheckoutView, error: str | None = None) -> str:
    """`return_url` with what the shop is told in its query (API reference, url.return_url); its own query is kept."""
    content: Mapping[str, Any] = view.checkout.content
    url = str(content.get("url", {}).get("return_url", ""))
    facts = {"merchant_reference": view.checkout.order.merchant_reference}
    if view.checkout.purchase_id is not None:
        facts["transaction_id"] = public_id(view.merchant.account_id, view.checkout.purchase_id)
    if error is not None:
        facts["error"] = error
    if content.get("channel") == "in_app":
        facts |= {"session_id": session_id(view), "payment_return_url": url}
    address, mark, fragment = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address.rstrip('&')}{joint}{urlencode(facts, quote_via=quote)}{mark}{fragment}"


def payment_words(payment: CheckoutPayment, base_url: str) -> dict[str, Any]:
    """What came of paying (API reference, PaymentResponse). The way back to the shop is told only with success.

    Whoever must be identified first is sent where that is done, which pays and goes back to the shop by itself.
    """
    view, hindrance = payment.view, payment.hindrance
    if hindrance is None:
        action = {"source": "DINTERO", "code": "AUTHORIZED", "type": "success"}
        return {"success": True, "actions": [action], "redirect_url": return_address(view)}
    error, detail = HINDRANCES[hindrance]
    action = {"source": "DINTERO", "code": error, "type": "error"}
    told = {"success": False, "actions": [action], "error": error}
    if hindrance is not Hindrance.IDENTITY:
        return {**told, "error_details": [detail]}
    page = f"{base_url}/identity/{payment.identity_token}"
    verify = {"rel": "complete-identity-verification", "href": page, "method": "GET", "content_type": "text/html"}
    return {**told, "redirect_url": page, "error_details": [{**detail, "authentication_operations": [verify]}]}


def _stamps(view: CheckoutView) -> dict[str, Any]:
    checkout = view.checkout
    return {
        "id": session_id(view),
        "created_at": checkout.created_at,
        "updated_at": checkout.updated_at,
        "expires_at": checkout.expires_at,
    }


def _ending(view: CheckoutView) -> dict[str, Any]:
    """How it ended, as far as it has."""
    checkout = view.checkout
    ended: dict[str, Any] = {}
    if checkout.purchase_id is not None:
        ended["transaction_id"] = public_id(view.merchant.account_id, checkout.purchase_id)
    if checkout.cancelled_at is not None:
        ended |= {"cancelled_by": checkout.cancelled_by, "cancelled_at": checkout.cancelled_at}
    return ended


def _profile(checkout: Checkout) -> dict[str, str]:
    return {} if checkout.profile_id is None else {"session:profile_id": checkout.profile_id}


def _configuration(view: CheckoutView) -> dict[str, Any]:
    merchant = view.merchant
    words = configuration_words(view.checkout.content.get("configuration", {}), offers(view))
    return {**words, "merchant": {"id": merchant.account_id, "name": merchant.name, "country": merchant.country}}


def _events(checkout: Checkout) -> Iterator[dict[str, Any]]:
    for number, event in enumerate(checkout.events, start=1):
        worded = {
            "id": str(number),
            "name": CHECKOUT_EVENT_WORDS[event.kind],
            "created_at": event.at,
            "request_id": event.request.request_id,
            "request_headers": event.request.headers,
        }
        details = _details(event)
        yield {**worded, "details": details} if details else worded


def _details(event: CheckoutEvent) -> dict[str, Any]:
    facts = event.facts
    details = {theirs: facts[ours] for ours, theirs in DETAILS.items() if facts.get(ours) is not None}
    if "error" in facts:
        details["error"] = HINDRANCES[Hindrance(facts["error"])][0]
    if "product" in facts:
        details["payment_product_type"] = PRODUCT_WORDS[Product(facts["product"])]
    if "purchase_event_no" in facts:
        details["transaction_event_id"] = str(facts["purchase_event_no"])
    if facts.get("same"):
        details["updated_order_result"] = {"status": "NOT_MODIFIED"}
    if event.kind in {CheckoutKind.ABANDONED, CheckoutKind.UNIDENTIFIED}:
        details["error"] = ERROR_WORDS[event.kind]
    return details


def _only(whole: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: whole[name] for name in names if name in whole}


def _operation(rel: str, href: str) -> dict[str, str]:
    return {"rel": rel, "href": href, "method": "POST", "content_type": "application/json"}
