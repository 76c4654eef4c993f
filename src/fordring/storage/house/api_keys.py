"""API keys: who has one may do at its account what the key's scopes say. Only the SHA-256 of each is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.house.tokens import sha256_of
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class APIKey:
    """One key of one merchant, good until `expires_at` (None: for ever) or until it is deleted."""

    api_key_id: UUID
    merchant_id: UUID
    account_id: str
    name: str
    created_at: datetime
    created_by: str
    updated_at: datetime
    scopes: frozenset[str]
    expires_at: datetime | None = None
    deleted_at: datetime | None = None
    deleted_by: str | None = None


def _key_of(row: asyncpg.Record) -> APIKey:
    names = (name for name in APIKey.__slots__ if name != "scopes")
    return APIKey(scopes=frozenset(row["scopes"]), **{name: row[name] for name in names})


async def add(connection: Connection, key: APIKey, secret: str) -> None:
    """A new key; the secret itself is forgotten."""
    await connection.execute(
        """INSERT INTO house.api_key (api_key_id, merchant_id, account_id, name, key_sha256, created_at, created_by,
               updated_at, expires_at, scopes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        key.api_key_id,
        key.merchant_id,
        key.account_id,
        key.name,
        sha256_of(secret),
        key.created_at,
        key.created_by,
        key.updated_at,
        key.expires_at,
        sorted(key.scopes),
    )


async def find(connection: Connection, secret: str, wall: datetime) -> APIKey | None:
    """The key with this secret; None when there is none, or its time has run out."""
    row = await connection.fetchrow(
        """SELECT * FROM house.api_key
            WHERE key_sha256 = $1 AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > $2)""",
        sha256_of(secret),
        wall,
    )
    return _key_of(row) if row else None


async def get(connection: Connection, merchant_id: UUID, api_key_id: UUID) -> APIKey:
    """The merchant's key, locked. Raises NotFoundError, also for another merchant's and a deleted one."""
    row = await connection.fetchrow(
        "SELECT * FROM house.api_key WHERE merchant_id = $1 AND api_key_id = $2 AND deleted_at IS NULL FOR UPDATE",
        merchant_id,
        api_key_id,
    )
    if row is None:
        raise NotFoundError("API key", api_key_id)
    return _key_of(row)


async def page_of(
    connection: Connection, merchant_id: UUID, limit: int, after: UUID | None, *, deleted: bool
) -> list[APIKey]:
    """The merchant's keys, newest first; those that come after one of them. Raises NotFoundError for a stranger's."""
    start = await _place(connection, merchant_id, after) if after else None
    rows = await connection.fetch(
        """SELECT * FROM house.api_key
            WHERE merchant_id = $1 AND (deleted_at IS NULL OR $2)
              AND ($3::timestamptz IS NULL OR (created_at, api_key_id) < ($3, $4))
            ORDER BY created_at DESC, api_key_id DESC LIMIT $5""",
        merchant_id,
        deleted,
        start,
        after,
        limit,
    )
    return [_key_of(row) for row in rows]


async def _place(connection: Connection, merchant_id: UUID, api_key_id: UUID) -> datetime:
    created_at = await connection.fetchval(
        "SELECT created_at FROM house.api_key WHERE merchant_id = $1 AND api_key_id = $2", merchant_id, api_key_id
    )
    if created_at is None:
        raise NotFoundError("API key", api_key_id)
    found: datetime = created_at
    return found


async def save(connection: Connection, key: APIKey, secret: str | None = None) -> None:
    """Store what may change of a key: its secret, and that it is deleted."""
    await connection.execute(
        """UPDATE house.api_key SET updated_at = $2, deleted_at = $3, deleted_by = $4,
                  key_sha256 = coalesce($5, key_sha256) WHERE api_key_id = $1""",
        key.api_key_id,
        key.updated_at,
        key.deleted_at,
        key.deleted_by,
        None if secret is None else sha256_of(secret),
    )
