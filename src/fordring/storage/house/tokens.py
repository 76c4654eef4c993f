"""Opaque tokens: who may act for which merchants. Only the SHA-256 of each is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Token:
    """What a token allows: acting for `merchants`, for ever when `expires_at` is None. `operator`: the house's own."""

    name: str
    merchants: frozenset[UUID]
    expires_at: datetime | None = None
    operator: bool = False


SECRET_BYTES = 32


def fresh_secret() -> str:
    """A secret of 256 random bits, as 43 characters that need no quoting in a header or a URL."""
    return secrets.token_urlsafe(SECRET_BYTES)


def sha256_of(secret: str) -> str:
    """What is stored of a token, and what it is found by; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def add(connection: Connection, secret: str, token: Token, at: datetime) -> None:
    """Keep what the new token allows; the secret itself is forgotten."""
    await connection.execute(
        """INSERT INTO house.token (token_sha256, name, merchants, operator, expires_at, created_at)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        sha256_of(secret),
        token.name,
        sorted(token.merchants),
        token.operator,
        token.expires_at,
        at,
    )


async def find(connection: Connection, secret: str, wall: datetime) -> Token | None:
    """What the token allows; None when there is no such token or its time has run out."""
    row = await connection.fetchrow(
        """SELECT name, merchants, operator, expires_at FROM house.token
            WHERE token_sha256 = $1 AND (expires_at IS NULL OR expires_at > $2)""",
        sha256_of(secret),
        wall,
    )
    if row is None:
        return None
    return Token(row["name"], frozenset(row["merchants"]), row["expires_at"], row["operator"])
