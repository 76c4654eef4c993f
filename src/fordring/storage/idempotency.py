"""Repeated requests: the key and the command's fingerprint are stored with the effect they had."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fordring.domain.errors import IdempotencyConflictError
from fordring.storage.work import Work


def remember(work: Work, merchant_id: UUID, fingerprint: str, effect: Mapping[str, Any]) -> None:
    """Store what this request did, in its own unit; a request that is quicker with the same key wins."""
    row = {"merchant_id": merchant_id, "key": work.asker.idempotency_key, "fingerprint": fingerprint}
    work.unit.add("idempotency", {**row, "effect": effect, "recorded_at": work.wall})


def effect_of(repeated: Mapping[str, Any] | None, fingerprint: str) -> Mapping[str, Any]:
    """What the first request with this key did. Raises IdempotencyConflictError for another command."""
    if repeated is None or repeated["fingerprint"] != fingerprint:
        raise IdempotencyConflictError("the idempotency key was used for another request")
    effect: Mapping[str, Any] = repeated["effect"]
    return effect


async def find(work: Work, merchant_id: UUID) -> Mapping[str, Any] | None:
    """What is stored under the request's key: `fingerprint` and `effect`, or None.

    Requests with one key go one at a time until the commit, in a statement of its own: the one that waited must see
    what the first did, instead of being refused in the state that the first has led to.
    """
    if work.asker.idempotency_key is None:
        return None
    await work.connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 7266006))", f"{merchant_id} {work.asker.idempotency_key}"
    )
    row = await work.connection.fetchrow(
        "SELECT fingerprint, effect FROM idempotency WHERE merchant_id = $1 AND key = $2",
        merchant_id,
        work.asker.idempotency_key,
    )
    return dict(row) if row else None
