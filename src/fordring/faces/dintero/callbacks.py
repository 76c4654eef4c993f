"""The call that tells a merchant of an event at its `callback_url` (API reference, url.callback_url)."""

from datetime import datetime
from urllib.parse import urlencode

from pydantic_core import to_json

from fordring.channels.callback import HTTPCall
from fordring.channels.signing import canonical_request, hmac_sha256_hex, wire_url
from fordring.domain.purchase.purchase import Kind, PurchaseEvent
from fordring.faces.dintero.translate.callback_url import Controls, controls_of
from fordring.faces.dintero.translate.ids import public_id
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.translate.vocabulary import EVENT_WORDS
from fordring.services.messages import Message
from fordring.services.views import PurchaseView

TIMEOUT_SECONDS = 10
FAILED = "failed"
"""The word for a payment that was not accepted (API reference, url.return_url)."""


def word_callback(message: Message, base_url: str, wall: datetime) -> HTTPCall:
    """The call to make now; `wall` is the signature's time.

    GET with the facts in the query behind the merchant's own; with `method=POST` the transaction is the body. Signed
    when the merchant has a secret. Raises ValueError for a purchase that wants no calls.
    """
    view, event = message.purchase, message.event
    callback = view.purchase.callback if view else None
    if view is None or event is None or callback is None:
        raise ValueError(f"{message.call.subject} names no address to call")
    controls = controls_of(callback.url)
    url = wire_url(_with_query(callback.url, _facts(view, event, controls)))
    headers = {"event-delivery": str(message.call.call_id)}
    if view.merchant.signature_secret:
        headers["Dintero-Signature"] = _signature(view, controls.method, url, wall)
    if controls.method == "GET":
        return HTTPCall("GET", url, headers, timeout_seconds=TIMEOUT_SECONDS)
    includes = frozenset(["session"] if controls.with_session else [])
    body = to_json(transaction(view, base_url, includes))
    headers["Content-Type"] = "application/json"
    return HTTPCall("POST", url, headers, body, timeout_seconds=TIMEOUT_SECONDS)


def _facts(view: PurchaseView, event: PurchaseEvent, controls: Controls) -> dict[str, str]:
    """What is added to the query. `event` and `event_id` stand there for what was asked for by `report_event`."""
    purchase, account_id = view.purchase, view.merchant.account_id
    facts = {
        "transaction_id": public_id(account_id, purchase.purchase_id),
        controls.session_parameter: public_id(account_id, purchase.checkout_id),
        "merchant_reference": purchase.merchant_reference,
        "time": to_json(purchase.created_at).decode().strip('"'),
    }
    if event.kind is Kind.DECLINED:
        facts["error"] = FAILED
    elif event.kind is not Kind.AUTHORIZED:
        facts |= {"event": EVENT_WORDS[event.kind], "event_id": str(event.event_no)}
    return facts


def _with_query(url: str, facts: dict[str, str]) -> str:
    """`url` with more parameters behind its own; a fragment is never sent."""
    address = url.partition("#")[0]
    mark = "&" if "?" in address else "?"
    return f"{address.rstrip('&')}{mark}{urlencode(facts)}"


def _signature(view: PurchaseView, method: str, url: str, wall: datetime) -> str:
    """The header's value: Unix seconds and the signature over them (page "Validating callbacks")."""
    timestamp = int(wall.timestamp())
    payload = canonical_request(timestamp, view.merchant.account_id, method, url)
    return f"t={timestamp},v0-hmac-sha256={hmac_sha256_hex(view.merchant.signature_secret, payload)}"
