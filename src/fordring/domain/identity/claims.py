"""What a provider claims about a person: whether it is for us, fresh and strong enough, and what is kept of it.

OpenID Connect Core 1.0 section 3.1.3.7. Signature and encryption were looked at before.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from numbers import Real
from typing import Any

from fordring.domain.identity.person import Identified, Person

LEEWAY = timedelta(minutes=2)
AGE_MAX = timedelta(minutes=20)
"""So old may an id token be, however long it says it is good for."""
TEXT_MAX = 200
NAMES = ("name", "given_name", "family_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an id token must say. `acr`: the levels that are strong enough, none meaning that any is."""

    issuer: str
    client_id: str
    nonce: str
    acr: frozenset[str]
    national_idp: str
    country: str
    national_id_claims: Sequence[str] = ()


def doubts(claims: Mapping[str, Any], expected: Expected, wall: datetime) -> Iterator[str]:
    """Why the claims are not believed, by the names of what is wrong; none when they are."""
    if claims.get("iss") != expected.issuer:
        yield "iss"
    if expected.client_id not in _audiences(claims):
        yield "aud"
    if (len(_audiences(claims)) > 1 or "azp" in claims) and claims.get("azp") != expected.client_id:
        yield "azp"
    if not expected.nonce or claims.get("nonce") != expected.nonce:
        yield "nonce"
    if expected.acr and _text(claims, "acr") not in expected.acr:
        yield "acr"
    if not _text(claims, "sub"):
        yield "sub"
    yield from _times(claims, wall)


def identified(claims: Mapping[str, Any], expected: Expected) -> Identified:
    """Who it is, of claims without doubts. A subject that is the national id itself is kept as its hash only."""
    national_id = next((_text(claims, name) for name in expected.national_id_claims if _text(claims, name)), "")
    subject = _text(claims, "sub")
    if national_id and _plain(national_id) in _plain(subject):
        subject = hashlib.sha256(f"{expected.issuer} {expected.client_id} {subject}".encode()).hexdigest()
    person = Person(
        issuer=expected.issuer,
        subject=subject,
        audience=expected.client_id,
        acr=_text(claims, "acr"),
        authenticated_at=_moment(claims, "auth_time") or _moment(claims, "iat") or datetime.fromtimestamp(0, UTC),
        national_idp=expected.national_idp,
        country=expected.country,
        nonce=expected.nonce,
        **{name: _text(claims, name) for name in NAMES},
    )
    return Identified(person, national_id)


def _times(claims: Mapping[str, Any], wall: datetime) -> Iterator[str]:
    expires, issued = _moment(claims, "exp"), _moment(claims, "iat")
    if expires is None or expires + LEEWAY <= wall:
        yield "exp"
    if issued is None or issued - LEEWAY > wall or issued + AGE_MAX < wall:
        yield "iat"
    if "nbf" in claims:
        begins = _moment(claims, "nbf")
        if begins is None or begins - LEEWAY > wall:
            yield "nbf"


def _audiences(claims: Mapping[str, Any]) -> Sequence[Any]:
    told = claims.get("aud")
    return told if isinstance(told, list) else [told]


def _text(claims: Mapping[str, Any], name: str) -> str:
    """A claim that is text, cut off where no name and no number is that long."""
    told = claims.get(name)
    return told[:TEXT_MAX] if isinstance(told, str) else ""


def _moment(claims: Mapping[str, Any], name: str) -> datetime | None:
    """A claim that is seconds since 1970; None for what is none."""
    told = claims.get(name)
    if isinstance(told, bool) or not isinstance(told, Real):
        return None
    try:
        return datetime.fromtimestamp(int(Decimal(str(told))), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
