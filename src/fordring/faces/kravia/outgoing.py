"""What leaves by HTTP in the words of this API: a thin `CaseUpdate` that names a changed invoice, and is signed twice.

The documented signature stands in the body; Standard Webhooks beside it, in headers, covers the time too.
"""

from collections.abc import Mapping
from datetime import datetime

from pydantic_core import to_json

from fordring.channels.callback import HTTPCall
from fordring.channels.signing import md5_hex, standard_webhook_headers, wire_url
from fordring.domain.telling import Topic
from fordring.faces.kravia.compatibility import CASE_UPDATE, NO_CLAIM, SIGNATURE_ALGORITHM, TEST_HEADER
from fordring.services.messages import Message
from fordring.storage.hooks import Hook

TIMEOUT_SECONDS = 30


def word_call(message: Message, watch: Hook, wall: datetime) -> HTTPCall:
    """The POST to make now; `wall` is the time of Standard Webhooks' signature. Each try of it has the same body."""
    if not watch.secret:
        raise ValueError("a webhook without a secret cannot be signed")
    body = to_json(body_of(message, watch.secret))
    delivery_id = str(message.call.call_id)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Fordring",
        **({TEST_HEADER: "true"} if message.call.topic is Topic.PING else {}),
        **standard_webhook_headers(watch.secret, delivery_id, wall, body),
    }
    return HTTPCall("POST", wire_url(watch.url), headers, body, TIMEOUT_SECONDS, refusal_is_final=False)


def body_of(message: Message, secret: str) -> dict[str, object]:
    """The three parts of the public page; `timestamp` is when it happened, in Unix seconds."""
    data: dict[str, int | str] = {
        "timestamp": int(message.call.created_at.timestamp()),
        "eventType": CASE_UPDATE,
        "claimId": message.claim_no or NO_CLAIM,
    }
    return {"header": {"algorithm": SIGNATURE_ALGORITHM}, "data": data, "signature": signature_of(data, secret)}


def signature_of(data: Mapping[str, int | str], secret: str) -> str:
    """Over the compact JSON of `data`, its members in the order they are sent, and the secret behind it (a guess)."""
    return md5_hex(secret, to_json(data))
