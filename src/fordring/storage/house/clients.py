"""API clients: who may ask for tokens of an account, and for which scopes. Secrets are kept as argon2 hashes only."""

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fordring.storage.transaction import Connection

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's smallest argon2id setting: the secrets are 256 random bits, not words people choose."""

NOBODYS_HASH = HASHER.hash("nobody's")
"""Verified when there is no such client, so that the time an answer takes does not tell the two apart."""


@dataclass(frozen=True, slots=True)
class Client:
    """One API client of the account `owner_id` (`T…`, `P…`)."""

    client_id: str
    owner_id: str
    secret_hash: str
    scopes: frozenset[str]


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


async def add(connection: Connection, client: Client, at: datetime) -> None:
    """A new client."""
    await connection.execute(
        "INSERT INTO house.client (client_id, owner_id, secret_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5)",
        client.client_id,
        client.owner_id,
        client.secret_hash,
        sorted(client.scopes),
        at,
    )


async def find(connection: Connection, client_id: str) -> Client | None:
    """The client with this id, or None."""
    row = await connection.fetchrow("SELECT * FROM house.client WHERE client_id = $1", client_id)
    return Client(row["client_id"], row["owner_id"], row["secret_hash"], frozenset(row["scopes"])) if row else None
