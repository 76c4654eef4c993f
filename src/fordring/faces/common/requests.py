"""What every face does with a raw request: credentials, the body within its limit, the id it is known by."""

import base64
import binascii
from uuid import UUID

from starlette.requests import Request

from fordring.storage.ids import new_id

BODY_BYTES_MAX = 10 * 1_024 * 1_024
KEY_LENGTH_MAX = 255
REQUEST_ID = "request-id"


class BodyTooLargeError(Exception):
    """A body over the limit; it was not read to its end."""

    def __init__(self, bytes_max: int = BODY_BYTES_MAX, what: str = "the body") -> None:
        super().__init__(f"{what} is larger than {bytes_max} bytes")


class NotAuthenticatedError(Exception):
    """There are no credentials, or none that hold."""


class NotAllowedError(Exception):
    """The credentials hold, but not for this."""


class TooManyFailuresError(Exception):
    """Too many log-ins have failed; the same may be tried again in `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many log-ins have failed; try again in {retry_after} seconds")
        self.retry_after = retry_after


def bearer_token(request: Request) -> str | None:
    """The token of `Authorization: Bearer …`, or None (RFC 6750 section 2.1)."""
    return _credentials(request, "bearer")


def basic_credentials(request: Request) -> tuple[str, str]:
    """User and password of `Authorization: Basic …` (RFC 7617). Raises NotAuthenticatedError."""
    try:
        decoded = base64.b64decode(_credentials(request, "basic") or "", validate=True).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    user, colon, password = decoded.partition(":")
    if not colon:
        raise NotAuthenticatedError("client id and secret are expected as Basic credentials")
    return user, password


def _credentials(request: Request, wanted: str) -> str | None:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    return credentials.strip() or None if scheme.lower() == wanted else None


async def read_body(request: Request, bytes_max: int = BODY_BYTES_MAX) -> bytes:
    """The body. Raises BodyTooLargeError as soon as it is known to be over the limit, before reading it all."""
    told = request.headers.get("content-length", "0")
    if not told.isdigit() or int(told) > bytes_max:
        raise BodyTooLargeError(bytes_max)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > bytes_max:
            raise BodyTooLargeError(bytes_max)
        parts.append(part)
    return b"".join(parts)


def request_id() -> UUID:
    """A fresh id for one request: kept with the events it causes, and told in the answer's `request-id`."""
    return new_id()


def idempotency_key(request: Request) -> str | None:
    """The `Idempotency-Key` header, or None. Raises ValueError when it is too long to be kept."""
    key = request.headers.get("idempotency-key")
    if key is not None and len(key) > KEY_LENGTH_MAX:
        raise ValueError(f"the Idempotency-Key is longer than {KEY_LENGTH_MAX} characters")
    return key or None
