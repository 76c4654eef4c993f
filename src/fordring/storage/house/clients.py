"""API clients: who may ask for tokens of an account. Secrets are kept as argon2 hashes only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's smallest argon2id setting: the secrets are 256 random bits, not words people choose."""

FIRST_GENERATION = 1

NOBODYS_HASH = HASHER.hash("nobody's")
"""Verified when there is no such client, so that the time an answer takes does not tell the two apart."""

SELECT = """
SELECT c.*, coalesce((SELECT array_agg(DISTINCT scope) FROM house.client_grant g, unnest(g.scopes) AS scope
                       WHERE g.client_id = c.client_id AND g.deleted_at IS NULL), '{}') AS scopes
  FROM house.client c"""


@dataclass(frozen=True, slots=True)
class Client:
    """One API client of the account `owner_id` (`T…`, `P…`). `scopes` are those of all its grants.

    A token carries the client's `generation`; raising it ends every token issued before.
    """

    id: UUID
    client_id: str
    owner_id: str
    name: str
    description: str
    secret_hash: str
    generation: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    scopes: frozenset[str] = frozenset()
    deleted_at: datetime | None = None
    deleted_by: str | None = None


def hashed(secret: str) -> str:
    """The hash to store. Takes tens of milliseconds: call it off the event loop."""
    return HASHER.hash(secret)


def matches(client: Client | None, secret: str) -> bool:
    """Whether `secret` is the client's; False for nobody. Takes tens of milliseconds: call it off the event loop."""
    try:
        HASHER.verify(client.secret_hash if client else NOBODYS_HASH, secret)
    except (VerificationError, InvalidHashError):
        return False
    return client is not None


def _client_of(row: asyncpg.Record) -> Client:
    names = (name for name in Client.__slots__ if name != "scopes")
    return Client(**{name: row[name] for name in names}, scopes=frozenset(row["scopes"]))


async def add(connection: Connection, client: Client) -> bool:
    """A new client, without grants; False when its client id is taken."""
    made = await connection.fetchval(
        """INSERT INTO house.client (id, client_id, owner_id, name, description, secret_hash, generation, created_at,
               created_by, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8)
           ON CONFLICT (client_id) DO NOTHING RETURNING true""",
        client.id,
        client.client_id,
        client.owner_id,
        client.name,
        client.description,
        client.secret_hash,
        client.generation,
        client.created_at,
        client.created_by,
    )
    return bool(made)


async def find(connection: Connection, client_id: str) -> Client | None:
    """The client that logs in with this client id, or None; a deleted one is none."""
    row = await connection.fetchrow(f"{SELECT} WHERE c.client_id = $1 AND c.deleted_at IS NULL", client_id)
    return _client_of(row) if row else None


async def get(connection: Connection, owner_id: str, identifier: UUID, *, lock: bool = False) -> Client:
    """The account's client with this id. Raises NotFoundError, also for another account's and a deleted one."""
    row = await connection.fetchrow(
        f"{SELECT} WHERE c.owner_id = $1 AND c.id = $2 AND c.deleted_at IS NULL {'FOR UPDATE OF c' if lock else ''}",
        owner_id,
        identifier,
    )
    if row is None:
        raise NotFoundError("client", identifier)
    return _client_of(row)


async def all_of(connection: Connection, owner_id: str) -> list[Client]:
    """Every client of the account, oldest first."""
    rows = await connection.fetch(
        f"{SELECT} WHERE c.owner_id = $1 AND c.deleted_at IS NULL ORDER BY c.created_at, c.id", owner_id
    )
    return [_client_of(row) for row in rows]


async def save(connection: Connection, client: Client) -> None:
    """Store what may change of a client: its secret, its generation, that it is deleted."""
    await connection.execute(
        """UPDATE house.client SET secret_hash = $2, generation = $3, updated_at = $4, deleted_at = $5, deleted_by = $6
            WHERE id = $1""",
        client.id,
        client.secret_hash,
        client.generation,
        client.updated_at,
        client.deleted_at,
        client.deleted_by,
    )
