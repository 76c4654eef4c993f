"""Opaque tokens: who may act for which merchants. Only the SHA-256 of each is kept."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.house.withdrawals import announce
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Onboarding:
    """Which merchants the holder of a token takes in, and by which terms, in basis points."""

    sandbox: bool
    commission_bp: int = 0
    commission_vat_bp: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """What a token allows: acting for `merchants`, for ever when `expires_at` is None. `operator`: the house's own.

    `onboards`: whom its holder may take in, which adds to its merchants. `token_no` and `sha256` are given by `find`.
    """

    name: str
    merchants: frozenset[UUID]
    expires_at: datetime | None = None
    operator: bool = False
    onboards: Onboarding | None = None
    organization_number: str | None = None
    token_no: int = 0
    sha256: str = ""

    @property
    def holder(self) -> str:
        """By whom its end is announced."""
        return self.sha256


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
        """INSERT INTO house.token (token_sha256, name, merchants, operator, expires_at, created_at, onboards,
               organization_number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        sha256_of(secret),
        token.name,
        sorted(token.merchants),
        token.operator,
        token.expires_at,
        at,
        asdict(token.onboards) if token.onboards else None,
        token.organization_number,
    )


async def find(connection: Connection, secret: str, wall: datetime) -> Token | None:
    """What the token allows; None when there is no such token or its time has run out."""
    row = await connection.fetchrow(
        "SELECT * FROM house.token WHERE token_sha256 = $1 AND (expires_at IS NULL OR expires_at > $2)",
        sha256_of(secret),
        wall,
    )
    return None if row is None else _token_of(row)


async def lock(connection: Connection, sha256: str) -> Token:
    """The token as it is now; others who would add merchants to it wait until the commit. Raises NotFoundError."""
    await connection.execute("SELECT FROM house.token WHERE token_sha256 = $1 FOR UPDATE", sha256)
    row = await connection.fetchrow("SELECT * FROM house.token WHERE token_sha256 = $1", sha256)
    if row is None:
        raise NotFoundError("token", sha256[:8])
    return _token_of(row)


async def cover(connection: Connection, sha256: str, merchant_id: UUID) -> None:
    """From now on the token acts for this merchant too."""
    await connection.execute(
        "UPDATE house.token SET merchants = array_append(merchants, $2) WHERE token_sha256 = $1", sha256, merchant_id
    )


async def all_tokens(connection: Connection) -> list[Token]:
    """Every token that was ever issued, oldest first."""
    return [_token_of(row) for row in await connection.fetch("SELECT * FROM house.token ORDER BY token_no")]


async def end(connection: Connection, token_no: int, wall: datetime) -> Token:
    """The token is worth nothing from now on; who remembers it hears of that. Raises NotFoundError."""
    row = await connection.fetchrow(
        "UPDATE house.token SET expires_at = least(expires_at, $2) WHERE token_no = $1 RETURNING *", token_no, wall
    )
    if row is None:
        raise NotFoundError("token", token_no)
    token = _token_of(row)
    await announce(connection, token.holder)
    return token


def _token_of(row: asyncpg.Record) -> Token:
    return Token(
        name=row["name"],
        merchants=frozenset(row["merchants"]),
        expires_at=row["expires_at"],
        operator=row["operator"],
        onboards=Onboarding(**row["onboards"]) if row["onboards"] else None,
        organization_number=row["organization_number"],
        token_no=row["token_no"],
        sha256=row["token_sha256"],
    )
