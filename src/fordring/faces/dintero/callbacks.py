"""The call that tells a merchant of an event at its `callback_url` (API reference, url.callback_url)."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pydantic_core import to_json

from fordring.channels.callback import HTTPCall
from fordring.channels.signing import canonical_request, hmac_sha256_hex, wire_url
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import CheckoutKind
from fordring.domain.purchase.purchase import Callback, Kind, PurchaseEvent
from fordring.faces.dintero.translate.callback_url import Controls, controls_of
from fordring.faces.dintero.translate.ids import public_id
from fordring.faces.dintero.translate.session_words import session_id, session_words
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.translate.vocabulary import ERROR_WORDS, EVENT_WORDS
from fordring.services.messages import Message
from fordring.services.views import PurchaseView

TIMEOUT_SECONDS = 10
"""The word for a payment that was not accepted (API reference, url.return_url)."""


def word_callback(message: Message, base_url: str, wall: datetime) -> HTTPCall:
    """The call to make now; `wall` is the signature's time.

    GET with the facts in the query behind the merchant's own; with `method=POST` the transaction is the body, where
    there is one. Signed when the merchant has a secret. Raises ValueError for what wants no calls.
    """
    callback = _callback(message)
    if callback is None:
        raise ValueError(f"{message.call.subject} names no address to call")
    controls = controls_of(callback.url)
    url = wire_url(_with_query(callback.url, _facts(message, controls)))
    headers = {"event-delivery": str(message.call.call_id)}
    if message.merchant.signature_secret:
        headers["Dintero-Signature"] = _signature(message.merchant, controls.method, url, wall)
    if controls.method == "GET":
        return HTTPCall("GET", url, headers, timeout_seconds=TIMEOUT_SECONDS)
    headers["Content-Type"] = "application/json"
    body = to_json(_body(message, base_url, controls))
    return HTTPCall("POST", url, headers, body, timeout_seconds=TIMEOUT_SECONDS)


def _callback(message: Message) -> Callback | None:
    if message.purchase is not None:
        return message.purchase.purchase.callback
    return message.checkout.checkout.callback if message.checkout else None


def _facts(message: Message, controls: Controls) -> dict[str, str]:
    """What is added to the query."""
    if message.purchase is not None and message.event is not None:
        return _purchase_facts(message.purchase, message.event, controls)
    if message.checkout is not None and message.checkout_event is not None:
        checkout = message.checkout.checkout
        return {
            controls.session_parameter: session_id(message.checkout),
            "merchant_reference": checkout.order.merchant_reference,
            "time": _moment(checkout.created_at),
            "error": ERROR_WORDS[message.checkout_event.kind],
        }
    raise ValueError(f"nothing has happened to {message.call.subject}")


def _purchase_facts(view: PurchaseView, event: PurchaseEvent, controls: Controls) -> dict[str, str]:
    """`event` and `event_id` stand there for what was asked for by `report_event`, `error` for a decline."""
    purchase, account_id = view.purchase, view.merchant.account_id
    facts = {
        "transaction_id": public_id(account_id, purchase.purchase_id),
        controls.session_parameter: public_id(account_id, purchase.checkout_id),
        "merchant_reference": purchase.merchant_reference,
        "time": _moment(purchase.created_at),
    }
    if event.kind is Kind.DECLINED:
        facts["error"] = ERROR_WORDS[CheckoutKind.DECLINED]
    elif event.kind is not Kind.AUTHORIZED:
        facts |= {"event": EVENT_WORDS[event.kind], "event_id": str(event.event_no)}
    return facts


def _body(message: Message, base_url: str, controls: Controls) -> dict[str, Any]:
    """The transaction; without one nothing, but for the session where it was asked for."""
    if message.purchase is not None:
        return transaction(message.purchase, base_url, frozenset(["session"] if controls.with_session else []))
    return {"session": session_words(message.checkout)} if message.checkout and controls.with_session else {}


def _moment(at: datetime) -> str:
    return to_json(at).decode().strip('"')


def _with_query(url: str, facts: dict[str, str]) -> str:
    """`url` with more parameters behind its own; a fragment is never sent."""
    address = url.partition("#")[0]
    mark = "&" if "?" in address else "?"
    return f"{address.rstrip('&')}{mark}{urlencode(facts)}"


def _signature(merchant: Merchant, method: str, url: str, wall: datetime) -> str:
    """The header's value: Unix seconds and the signature over them (page "Validating callbacks")."""
    timestamp = int(wall.timestamp())
    payload = canonical_request(timestamp, merchant.account_id, method, url)
    return f"t={timestamp},v0-hmac-sha256={hmac_sha256_hex(merchant.signature_secret, payload)}"
