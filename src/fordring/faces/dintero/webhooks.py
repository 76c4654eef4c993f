"""A delivery to a subscription: what is told, in which envelope, and how it is signed (page "Webhooks").

Two signatures of the same body: the documented `event-signature`, and Standard Webhooks, which covers the time too.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from fordring.channels.callback import HTTPCall
from fordring.channels.signing import hmac_sha1_hex, standard_webhook_headers, wire_url
from fordring.domain.purchase.checkout import CheckoutKind
from fordring.domain.purchase.purchase import Kind
from fordring.domain.telling import Topic
from fordring.faces.dintero.translate.hooks import subscription
from fordring.faces.dintero.translate.masks import excluded, masked, parse_mask
from fordring.faces.dintero.translate.session_words import session_id
from fordring.faces.dintero.translate.settlements import settlement
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.translate.vocabulary import ERROR_WORDS, TOPIC_WORDS
from fordring.services.messages import Message
from fordring.storage.hooks import Hook

TIMEOUT_SECONDS = 60


def word_delivery(message: Message, hook: Hook, base_url: str, wall: datetime) -> HTTPCall:
    """The POST to make now; `wall` is the signature's time. Without a secret it is not signed."""
    body = to_json(body_of(message, hook, base_url))
    delivery_id = str(message.call.call_id)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Dintero-Hook/{hook.hook_id.hex[-7:]}",
        "event": TOPIC_WORDS[message.call.topic],
        "event-delivery": delivery_id,
    }
    if hook.secret:
        headers["event-signature"] = hmac_sha1_hex(hook.secret, body)
        headers |= standard_webhook_headers(hook.secret, delivery_id, wall, body)
    return HTTPCall("POST", wire_url(hook.url), headers, body, TIMEOUT_SECONDS, refusal_is_final=False)


def body_of(message: Message, hook: Hook, base_url: str) -> Any:
    """What is told, as far as the subscription's `fields` and `exclude_fields` let it through; a ping is whole."""
    if message.call.topic is Topic.PING:
        return subscription(hook)
    whole = {
        "account_id": message.merchant.account_id,
        "event": TOPIC_WORDS[message.call.topic],
        "event_delivery": str(message.call.call_id),
        **CONTENT[message.call.topic](message, base_url),
    }
    if hook.content.get("fields"):
        whole = masked(whole, parse_mask(hook.content["fields"]))
    for path in hook.content.get("exclude_fields", ()):
        whole = excluded(whole, parse_mask(path))
    return whole


def _transaction(message: Message, base_url: str) -> dict[str, Any]:
    if message.purchase is None:
        raise ValueError(f"{message.call.subject} is no transaction")
    return {"transaction": transaction(message.purchase, base_url)}


def _authorization(message: Message, base_url: str) -> dict[str, Any]:
    """How paying was decided. Where no transaction came of it, its session alone is named."""
    if message.checkout is not None and message.checkout_event is not None:
        facts = {
            "merchant_reference": message.checkout.checkout.order.merchant_reference,
            "session_id": session_id(message.checkout),
        }
        return {"authorization": {**facts, "error": ERROR_WORDS[message.checkout_event.kind]}}
    told = _transaction(message, base_url)
    facts = {name: told["transaction"][name] for name in ("merchant_reference", "session_id")}
    declined = message.event is not None and message.event.kind is Kind.DECLINED
    error = {"error": ERROR_WORDS[CheckoutKind.DECLINED]} if declined else {}
    return {"authorization": {**facts, "transaction_id": told["transaction"]["id"], **error}, **told}


def _settlement(message: Message, _base_url: str) -> dict[str, Any]:
    if message.settlement is None:
        raise ValueError(f"{message.call.subject} is no settlement")
    return {"settlement": settlement(message.settlement)}


CONTENT: dict[Topic, Callable[[Message, str], dict[str, Any]]] = {
    Topic.PURCHASE: _transaction,
    Topic.AUTHORIZATION: _authorization,
    Topic.PAYOUT: _settlement,
}
