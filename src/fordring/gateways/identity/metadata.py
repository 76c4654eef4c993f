"""What a provider says of itself: its discovery document and its keys, remembered for an hour.

OpenID Connect Discovery 1.0.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from fordring.gateways.identity.fetching import BODY_BYTES_MAX, Answer, Asking, Fetch, UnreachableError, UntrustedError

REMEMBERED = timedelta(hours=1)
KEYS_MAX = 50
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider does what."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None


class Metadata:
    """One provider's own words, asked for when they are needed and not remembered."""

    def __init__(self, issuer: str, fetch: Fetch) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._endpoints: tuple[Endpoints, datetime] | None = None
        self._keys: tuple[KeySet, datetime] | None = None

    async def endpoints(self, wall: datetime) -> Endpoints:
        """Its endpoints. Raises UnreachableError, UntrustedError (also when it says it is another one)."""
        if self._endpoints is None or self._endpoints[1] <= wall:
            url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            document = json_of(await self._fetch(Asking("GET", url)))
            if document.get("issuer") != self._issuer:
                raise UntrustedError("the provider says that it is another issuer")
            self._endpoints = (self._checked(document), wall + REMEMBERED)
        return self._endpoints[0]

    async def keys(self, wall: datetime, *, afresh: bool = False) -> KeySet:
        """The keys it signs by. Raises UnreachableError, UntrustedError."""
        if afresh or self._keys is None or self._keys[1] <= wall:
            endpoints = await self.endpoints(wall)
            document = json_of(await self._fetch(Asking("GET", endpoints.jwks_uri)))
            self._keys = (_usable(document), wall + REMEMBERED)
        return self._keys[0]

    def _checked(self, document: dict[str, Any]) -> Endpoints:
        """Every endpoint as safe as the issuer's own address."""
        scheme = urlsplit(self._issuer).scheme
        told = {name: document.get(name) for name in (*ENDPOINTS, "userinfo_endpoint")}
        for name, value in told.items():
            if value is None and name not in ENDPOINTS:
                continue
            if not isinstance(value, str) or urlsplit(value).scheme not in {"https", scheme}:
                raise UntrustedError(f"the provider's {name} is no address to send a payer to")
        return Endpoints(**told)  # type: ignore[arg-type]  # each was just seen to be text


def json_of(answer: Answer) -> dict[str, Any]:
    """The object in a good answer. Raises UnreachableError for a server's error, UntrustedError for anything else."""
    if answer.status >= 500:
        raise UnreachableError(f"the provider answered {answer.status}")
    if answer.status != 200 or len(answer.body) > BODY_BYTES_MAX:
        raise UntrustedError(f"the provider answered {answer.status} with {len(answer.body)} bytes")
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise UntrustedError("the provider's answer is no JSON") from error
    if not isinstance(told, dict):
        raise UntrustedError("the provider's answer is no object")
    return told


def _usable(document: dict[str, Any]) -> KeySet:
    """The keys that can sign; a key of a kind that is unknown here is not one of them."""
    listed = document.get("keys")
    keys = []
    for key in listed[:KEYS_MAX] if isinstance(listed, list) else ():
        if not isinstance(key, dict) or key.get("use", "sig") != "sig" or key.get("kty") == "oct":
            continue
        try:
            keys += KeySet.import_key_set({"keys": [key]}).keys
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    return KeySet(keys)
