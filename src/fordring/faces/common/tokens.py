"""Bearer tokens: JWTs signed with ES256, issued and read. Whether one still stands is for `credentials.py` to say."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from fordring.storage.house.clients import FIRST_GENERATION
from fordring.storage.house.keys import SigningKey
from fordring.storage.ids import new_id

TOKEN_SECONDS = 14_400
ALGORITHM = "ES256"


class InvalidTokenError(Exception):
    """A token that is not ours, was changed, was taken back, or has expired; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a credential: an API client, or an API key, acting for one account.

    `expires` is Unix seconds, None for a credential that does not expire by itself.
    """

    client_id: str
    account_id: str
    merchant_id: UUID
    scopes: frozenset[str]
    expires: int | None

    @property
    def holder(self) -> str:
        """By whom its withdrawal is announced."""
        return self.client_id


@dataclass(frozen=True, slots=True)
class Token:
    """A token whose signature holds: its holder, the generation of its client, and what it is revoked by.

    A token that says no generation is of the first: release 0.1.0 knew no other.
    `sha256` is of what was signed: a signature has more than one form that holds, the text before it only one.
    """

    bearer: Bearer
    generation: int
    sha256: str


class Tokens:
    """Issues and reads the tokens of one installation; `issuer` is its address."""

    def __init__(self, key: SigningKey, issuer: str) -> None:
        self._key = ECKey.import_key(json.loads(key.private))
        self._key_id = key.key_id
        self._issuer = issuer

    def issue(self, bearer: Bearer, generation: int, audience: str, now: datetime) -> str:
        """The JWT of `bearer`, with its scopes as the arrays `scope` and `scp`."""
        scopes = sorted(bearer.scopes)
        claims = {
            "iss": self._issuer,
            "sub": bearer.client_id,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": bearer.expires,
            "jti": str(new_id()),
            "gen": generation,
            "account_id": bearer.account_id,
            "merchant_id": str(bearer.merchant_id),
            "scope": scopes,
            "scp": scopes,
        }
        return jwt.encode({"alg": ALGORITHM, "kid": self._key_id, "typ": "JWT"}, claims, self._key)

    def read(self, token: str, now: datetime) -> Token:
        """What a token says. Raises InvalidTokenError; a token is good until the second it expires in."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError) as error:
            raise InvalidTokenError("the token is not valid") from error
        if claims.get("iss") != self._issuer:
            raise InvalidTokenError("the token was issued for another installation")
        signed = token.rpartition(".")[0]
        bearer = _bearer_of(claims)
        require_unexpired(bearer, now)
        return Token(bearer, claims.get("gen", FIRST_GENERATION), hashlib.sha256(signed.encode()).hexdigest())

    def public_keys(self) -> list[dict[str, Any]]:
        """The keys that tokens are verified with, as JWKs (RFC 7517)."""
        return [{**self._key.as_dict(private=False), "kid": self._key_id, "alg": ALGORITHM, "use": "sig"}]


def require_unexpired(bearer: Bearer, now: datetime) -> None:
    """Raise InvalidTokenError from the second on in which a credential expires."""
    if bearer.expires is not None and bearer.expires <= now.timestamp():
        raise InvalidTokenError("the token has expired")


def _bearer_of(claims: Mapping[str, Any]) -> Bearer:
    """The holder named by claims that we signed ourselves."""
    return Bearer(
        client_id=claims["sub"],
        account_id=claims["account_id"],
        merchant_id=UUID(claims["merchant_id"]),
        scopes=frozenset(claims["scope"]),
        expires=claims["exp"],
    )
