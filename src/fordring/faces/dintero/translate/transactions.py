"""A purchase worded as a transaction (API reference, Transaction), and as the session it came from."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fordring.faces.dintero.translate.events import events
from fordring.faces.dintero.translate.fields import warning_text
from fordring.faces.dintero.translate.identity import verified_identity
from fordring.faces.dintero.translate.ids import file_id, public_id
from fordring.faces.dintero.translate.vocabulary import (
    CHANNEL_WORDS,
    PAYMENT_OPERATION,
    PAYMENT_PRODUCT,
    PRODUCT_WORDS,
    SALES_CHANNEL,
    SETTLEMENT_WORDS,
    STATUS_WORDS,
)
from fordring.services.verifying import PERSON
from fordring.services.views import PurchaseView

WARNINGS = "fordring:warnings"
ECHOED = ("shipping_address", "shipping_option", "billing_address", "store")


def transaction(view: PurchaseView, base_url: str, includes: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The transaction. Of `includes` there are `session` and `events.success.true`; others are tolerated."""
    purchase, account_id = view.purchase, view.merchant.account_id
    content: Mapping[str, Any] = purchase.content
    order: Mapping[str, Any] = content.get("order", {})
    story = events(view)
    if "events.success.true" in includes:
        story = [event for event in story if event["success"]]
    worded = {
        "id": public_id(account_id, purchase.purchase_id),
        "created_at": purchase.created_at,
        "updated_at": purchase.updated_at,
        "session_id": public_id(account_id, purchase.checkout_id),
        "payment_product": PAYMENT_PRODUCT,
        "payment_product_type": PRODUCT_WORDS[purchase.product],
        "payment_operation": PAYMENT_OPERATION,
        "channel": content.get("channel", SALES_CHANNEL),
        "amount": purchase.amount.minor,
        "currency": purchase.amount.currency,
        "status": STATUS_WORDS[purchase.status],
        "settlement_status": SETTLEMENT_WORDS[purchase.settlement_status],
        "merchant_reference": purchase.merchant_reference,
        "customer": _customer(view),
        "items": _items(order),
        "url": content.get("url", {}),
        "metadata": _metadata(view, base_url),
        "initiating_system_request_headers": purchase.system_headers,
        "events": story,
    }
    worded |= {name: order[name] for name in ECHOED if order.get(name)}
    if content.get("checkboxes"):
        worded["checkboxes"] = content["checkboxes"]
    if purchase.merchant_reference_2:
        worded["merchant_reference_2"] = purchase.merchant_reference_2
    if content.get(PERSON):
        worded["verified_identity"] = verified_identity(content[PERSON])
    if "session" in includes:
        worded["session"] = session(view)
    return worded


def paid_in_one_step(view: PurchaseView, base_url: str) -> dict[str, Any]:
    """The answer of `sessions/pay`: the transaction, and whether it went well."""
    status, went_well = STATUS_WORDS[view.purchase.status], not view.is_declined
    actions = [{"source": "DINTERO", "code": status, "type": "success" if went_well else "error"}]
    return {**transaction(view, base_url), "success": went_well, "actions": actions}


def session(view: PurchaseView) -> dict[str, Any]:
    """The session that a transaction came from, as far as a one-step payment has one."""
    purchase, account_id = view.purchase, view.merchant.account_id
    content: Mapping[str, Any] = purchase.content
    named = {"customer": content.get("customer"), "url": content.get("url")}
    return {
        "id": public_id(account_id, purchase.checkout_id),
        "created_at": purchase.created_at,
        "updated_at": purchase.created_at,
        "order": content.get("order", {}),
        "transaction_id": public_id(account_id, purchase.purchase_id),
        "metadata": {**content.get("metadata", {}), **session_profile(content)},
        **{name: value for name, value in named.items() if value},
    }


def session_profile(content: Mapping[str, Any]) -> dict[str, str]:
    """The profile of the session, as metadata tells it; a one-step payment has the one called default."""
    profile_id = content.get("profile_id", "default")
    return {"session:profile_id": profile_id} if profile_id is not None else {}


def file_url(view: PurchaseView, base_url: str) -> str:
    """Where the invoice's PDF is."""
    return paper_url(view, view.document_id, base_url)


def paper_url(view: PurchaseView, document_id: UUID, base_url: str) -> str:
    """Where the PDF of the invoice, or of a letter about it, is."""
    fid = file_id(view.merchant.account_id, view.purchase.purchase_id, document_id)
    return f"{base_url}/v1/files/{fid}"


def _customer(view: PurchaseView) -> dict[str, Any]:
    """The customer as given; e-mail and telephone are those billed to where the merchant named none."""
    billing = view.billing or view.purchase.content.get("order", {}).get("billing_address", {})
    contact = {name: billing[name] for name in ("email", "phone_number") if billing.get(name)}
    return {**contact, **view.purchase.content.get("customer", {})}


def _items(order: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The order's items, and the shipping option as one of them."""
    items = list(order.get("items", ()))
    shipping = order.get("shipping_option")
    if shipping:
        items.append({"quantity": 1, "type": "shipping", "description": shipping.get("title"), **shipping})
    return items


def _metadata(view: PurchaseView, base_url: str) -> dict[str, Any]:
    """The merchant's own facts, and ours. Doubts about the order stand under a key of our own, as one line of text."""
    content = view.purchase.content
    order: Mapping[str, Any] = content.get("order", {})
    metadata = {
        **content.get("metadata", {}),
        "merchant_name": view.merchant.name,
        "merchant_country": view.merchant.country,
        **session_profile(content),
    }
    if not view.is_declined:
        metadata["kravia:invoice_channel"] = CHANNEL_WORDS[view.channel]
    if view.is_billed:
        metadata |= {"kravia:invoice_number": view.claim.number, "kravia:invoice_url": file_url(view, base_url)}
    if order.get("event_reference"):
        metadata["event_reference"] = order["event_reference"]
    if view.warnings:
        shipping_at = len(order.get("items", ())) if order.get("shipping_option") else None
        metadata[WARNINGS] = warning_text(view.warnings, shipping_at)
    return metadata
