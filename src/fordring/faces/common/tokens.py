"""Bearer tokens: JWTs signed with ES256. A token that was checked once costs no second check until it expires."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from fordring.storage.house.keys import SigningKey

TOKEN_SECONDS = 14_400
ALGORITHM = "ES256"
REMEMBERED_MAX = 10_000


class InvalidTokenError(Exception):
    """A token that is not ours, was changed, or has expired; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a token: an API client acting for one account. `expires` is Unix seconds."""

    client_id: str
    account_id: str
    merchant_id: UUID
    scopes: frozenset[str]
    expires: int


class Tokens:
    """Issues and reads the tokens of one installation; `issuer` is its address."""

    def __init__(self, key: SigningKey, issuer: str, *, remembered_max: int = REMEMBERED_MAX) -> None:
        self._key = ECKey.import_key(json.loads(key.private))
        self._header = {"alg": ALGORITHM, "kid": key.key_id, "typ": "JWT"}
        self._issuer = issuer
        self._remembered: OrderedDict[str, Bearer] = OrderedDict()
        self._remembered_max = remembered_max

    def issue(self, bearer: Bearer, audience: str, now: datetime) -> str:
        """The JWT of `bearer`, with its scopes as the arrays `scope` and `scp`."""
        scopes = sorted(bearer.scopes)
        claims = {
            "iss": self._issuer,
            "sub": bearer.client_id,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": bearer.expires,
            "account_id": bearer.account_id,
            "merchant_id": str(bearer.merchant_id),
            "scope": scopes,
            "scp": scopes,
        }
        return jwt.encode(self._header, claims, self._key)

    def read(self, token: str, now: datetime) -> Bearer:
        """The holder of `token`. Raises InvalidTokenError; a token is good until the second it expires in."""
        bearer = self._remembered.get(token) or self._checked(token)
        if bearer.expires <= now.timestamp():
            self._remembered.pop(token, None)
            raise InvalidTokenError("the token has expired")
        return bearer

    def _checked(self, token: str) -> Bearer:
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError) as error:
            raise InvalidTokenError("the token is not valid") from error
        if claims.get("iss") != self._issuer:
            raise InvalidTokenError("the token was issued for another installation")
        bearer = _bearer_of(claims)
        self._remembered[token] = bearer
        if len(self._remembered) > self._remembered_max:
            self._remembered.popitem(last=False)
        return bearer


def _bearer_of(claims: Mapping[str, Any]) -> Bearer:
    """The holder named by claims that we signed ourselves."""
    return Bearer(
        client_id=claims["sub"],
        account_id=claims["account_id"],
        merchant_id=UUID(claims["merchant_id"]),
        scopes=frozenset(claims["scope"]),
        expires=claims["exp"],
    )
