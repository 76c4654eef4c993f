"""Signatures on outgoing calls: pure functions. What a header is called and how it is laid out, a face says.

Parsing and writing of queries follows WHATWG URLSearchParams, which differs from `urllib` for `*` and `~`.
"""

import base64
import binascii
import hashlib
import hmac
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote_plus

from standardwebhooks.webhooks import Webhook
from yarl import URL

# A name of labels up to 63 characters (RFC 1035 section 2.3.4), or an IPv6 address with its zone.
_HOST = re.compile(
    r"(?=.{1,254}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|[0-9a-f:.]*:[0-9a-f:.]*(?:%.+)?", re.IGNORECASE
)


STANDARD_PREFIX = "whsec_"


def wire_url(url: str) -> str:
    """`url` as it goes over the wire: ASCII host, percent-encoded path and query, `/` for no path, no fragment.

    Applying it twice changes nothing, so what is signed and what is sent agree. Raises ValueError for no absolute URL.
    """
    parsed = URL(url.strip()).with_fragment(None)
    if not parsed.scheme or not _HOST.fullmatch(parsed.raw_host or ""):
        raise ValueError("the URL has no scheme, or no host that could exist")
    return str(parsed)


def canonical_request(timestamp: int, account_id: str, method: str, url: str) -> bytes:
    """What a callback's signature covers: six lines, UTF-8, joined by a line feed. The body is not covered.

    Unix seconds, account id, method in capitals, host without port, path, and the query with its parameters sorted by
    name, equal names in the order they came (merchant API, "Validating callbacks"). An IPv6 host keeps its brackets.
    """
    wire = URL(wire_url(url), encoded=True)
    host = wire.raw_host or ""
    lines = (
        str(timestamp),
        account_id,
        method.upper(),
        f"[{host}]" if ":" in host else host,
        wire.raw_path,
        sorted_query(wire.raw_query_string),
    )
    return "\n".join(lines).encode()


def sorted_query(query: str) -> str:
    """`query` parsed, sorted by name in UTF-16 code units, and written again (WHATWG URL, section 6.2)."""
    pairs = parse_qsl(query, keep_blank_values=True)
    pairs.sort(key=lambda pair: pair[0].encode("utf-16-be"))
    return "&".join(f"{_serialised(name)}={_serialised(value)}" for name, value in pairs)


def _serialised(text: str) -> str:
    """The application/x-www-form-urlencoded set: `*` stays, `~` is encoded, a space is `+`."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def hmac_sha256_hex(secret: str, payload: bytes) -> str:
    """HMAC-SHA256 of `payload` by the secret's bytes as they stand, in lower-case hex."""
    return hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def hmac_sha1_hex(secret: str, payload: bytes) -> str:
    """HMAC-SHA1, lower-case hex, as the public webhook contract has it; prefer Standard Webhooks beside it."""
    return hmac.new(secret.encode(), payload, "sha1").hexdigest()


def md5_hex(secret: str, payload: bytes) -> str:
    """MD5 of `payload` and then the secret's bytes, lower-case hex: weak, and for receivers that know no other."""
    return hashlib.md5(payload + secret.encode(), usedforsecurity=False).hexdigest()


def is_signing_secret(secret: str) -> bool:
    """Whether every signature can be made with it: one that looks like Standard Webhooks' must be base64."""
    if not secret.startswith(STANDARD_PREFIX):
        return bool(secret)
    try:
        return bool(base64.b64decode(secret.removeprefix(STANDARD_PREFIX), validate=True))
    except binascii.Error:
        return False


def standard_webhook_headers(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks 1.0.0 for a UTF-8 `body` sent at the aware time `at`.

    A secret beginning with `whsec_` is base64 as the specification has it; any other is used as its bytes.
    Raises ValueError for an empty or broken secret, a naive time, or a full stop in the id.
    """
    if at.tzinfo is None:
        raise ValueError("a signature's time needs its zone")
    if "." in message_id or not secret.removeprefix(STANDARD_PREFIX):
        raise ValueError("a message id has no full stop, and a secret is not empty")
    moment = at.astimezone(UTC)
    signer = Webhook(secret if secret.startswith(STANDARD_PREFIX) else secret.encode())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signer.sign(message_id, moment, body.decode()),
    }
