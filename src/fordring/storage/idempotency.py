"""Repeated requests: the key and the request's fingerprint are stored with the answer it was given, for a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fordring.domain.errors import IdempotencyConflictError
from fordring.storage.transaction import Connection

KEPT = timedelta(hours=24)
"""By the wall clock; an older key is as good as new."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a caller names its request by: whose key it is, the key, and what tells this request from another."""

    owner_id: UUID
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first request was answered: status code and body."""

    status: int
    body: bytes


async def answered(connection: Connection, key: Key, wall: datetime) -> Answer | None:
    """What the first request with this key was answered; None when this is the first. Raises IdempotencyConflictError.

    Requests with one key go one at a time until the commit, in a statement of its own: the one that waited must see
    what the first did, instead of being refused in the state that the first has led to.
    """
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 7266006))", f"{key.owner_id} {key.key}")
    row = await connection.fetchrow(
        "SELECT fingerprint, status, answer FROM idempotency WHERE merchant_id = $1 AND key = $2 AND recorded_at > $3",
        key.owner_id,
        key.key,
        wall - KEPT,
    )
    if row is None:
        return None
    if row["fingerprint"] != key.fingerprint:
        raise IdempotencyConflictError("the idempotency key was used for another request")
    return Answer(row["status"], row["answer"])


async def remember(connection: Connection, key: Key, answer: Answer, wall: datetime) -> None:
    """Store what this request is answered, in its own transaction; a key that was forgotten begins anew."""
    await connection.execute(
        """INSERT INTO idempotency (merchant_id, key, fingerprint, status, answer, recorded_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (merchant_id, key) DO UPDATE
              SET fingerprint = excluded.fingerprint, status = excluded.status, answer = excluded.answer,
                  recorded_at = excluded.recorded_at""",
        key.owner_id,
        key.key,
        key.fingerprint,
        answer.status,
        answer.body,
        wall,
    )


async def forget(connection: Connection, wall: datetime) -> None:
    """Delete the keys that are older than a day."""
    await connection.execute("DELETE FROM idempotency WHERE recorded_at <= $1", wall - KEPT)
