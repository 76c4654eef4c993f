"""The keys that sign our tokens and links: made once, whichever process comes first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fordring.storage.transaction import Connection

LOCK = 7_266_003


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key as JWK text (RFC 7517). Whoever has it can speak for every client."""

    key_id: str
    private: str


async def current(connection: Connection, fresh: Callable[[], SigningKey], at: datetime) -> SigningKey:
    """The newest key; the first process makes it from `fresh` while the others wait until its commit."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
    row = await connection.fetchrow("SELECT key_id, private FROM house.signing_key ORDER BY created_at DESC LIMIT 1")
    if row is not None:
        return SigningKey(row["key_id"], row["private"])
    made = fresh()
    await connection.execute(
        "INSERT INTO house.signing_key (key_id, private, created_at) VALUES ($1, $2, $3)",
        made.key_id,
        made.private,
        at,
    )
    return made
