"""What a form of the payer's page sent: read within its limit, and shown to come from the page."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl

from starlette.requests import Request

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Fault
from fordring.domain.errors import FieldProblem, InvalidCommandError

BODY_BYTES_MAX = 256 * 1024
FIELDS_MAX = 10
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,3}))?")
_COUNT = re.compile(r"[0-9]{1,4}")
FORM_TYPE = "application/x-www-form-urlencoded"


class ForeignFormError(Exception):
    """A form that our page did not make."""


class LargeFormError(Exception):
    """A form larger than any that our page makes."""


def proof_of(key: bytes) -> str:
    """What the page's own forms bear, made of the key in its link: no other page knows it, and it is not the key."""
    return hmac.digest(key, b"a form of the page", hashlib.sha256).hex()


def proof_for(claim: Claim) -> str:
    """The proof for the forms of a stored claim's page."""
    return proof_of(claim.page_key.bytes) if claim.page_key else ""


async def read_form(request: Request, token: PageToken) -> Mapping[str, str]:
    """The fields, each once. Raises ForeignFormError, LargeFormError."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise ForeignFormError
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise ForeignFormError
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES_MAX:
            raise LargeFormError
    try:
        fields = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX))
    except ValueError as error:
        raise ForeignFormError from error
    proof = fields.pop("proof", "")
    if not hmac.compare_digest(proof.encode(), proof_of(token.key.bytes).encode()):
        raise ForeignFormError
    return fields


def day_in(fields: Mapping[str, str]) -> date:
    """The day that was chosen. Raises InvalidCommandError naming `day`."""
    text = fields.get("day", "").strip()
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[0] if found else "")
    except ValueError:
        raise InvalidCommandError(FieldProblem("day", Fault.NO_DAY)) from None


def amount_in(fields: Mapping[str, str], name: str, digits: int) -> int | None:
    """An amount in minor units as people write it (`1 500,50`); None where there is none.

    Raises InvalidCommandError.
    """
    text = "".join(fields.get(name, "").split()).replace(",", ".")
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None or len(found[2] or "") > digits:
        raise InvalidCommandError(FieldProblem(name, Fault.NO_SHARE))
    return int(found[1] + (found[2] or "").ljust(digits, "0"))


def count_in(fields: Mapping[str, str], name: str) -> int | None:
    """A number; None where there is none. Raises InvalidCommandError naming `monthly`, beside which it stands."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    if not _COUNT.fullmatch(text):
        raise InvalidCommandError(FieldProblem("monthly", Fault.NO_SHARE))
    return int(text)
