"""Subscriptions and watches: where a merchant wants to be told of what, and whether it has been reached lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.telling import HookKind, Topic
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Hook:
    """One subscription, or the watch over a merchant's claims.

    `content` is what the merchant wrote of a subscription, for its face to read and to echo. `failures` counts
    deliveries given up in a row, `stopped_because` is a sentence once that was too many. One that is deleted is kept
    for its deliveries.
    """

    merchant_id: UUID
    hook_id: UUID
    url: str
    topics: frozenset[Topic]
    created_at: datetime
    created_by: str
    updated_at: datetime
    secret: str | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True
    failures: int = 0
    stopped_because: str | None = None
    deleted_at: datetime | None = None
    deleted_by: str | None = None
    kind: HookKind = HookKind.SUBSCRIPTION

    @property
    def reachable(self) -> bool:
        """Whether anything is sent there."""
        return self.active and self.deleted_at is None


@dataclass(frozen=True, slots=True)
class Reached:
    """How deliveries to a subscription ended: whether any succeeded, and how many were given up after that."""

    merchant_id: UUID
    hook_id: UUID
    delivered: bool
    given_up: int


def _hook_of(row: asyncpg.Record) -> Hook:
    facts = {name: row[name] for name in Hook.__slots__}
    topics = frozenset(Topic(topic) for topic in row["topics"])
    return Hook(**facts | {"topics": topics, "kind": HookKind(row["kind"])})


async def add(connection: Connection, hook: Hook) -> None:
    """A new subscription."""
    names = Hook.__slots__
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    await connection.execute(f"INSERT INTO hook ({', '.join(names)}) VALUES ({places})", *_values(hook))


async def add_watch(connection: Connection, hook: Hook) -> bool:
    """A new watch; False when somebody else has made one, whose commit was waited for."""
    names = Hook.__slots__
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    done = await connection.execute(
        f"""INSERT INTO hook ({", ".join(names)}) VALUES ({places})
            ON CONFLICT (merchant_id) WHERE kind = 'watch' AND deleted_at IS NULL DO NOTHING""",
        *_values(hook),
    )
    return done.endswith(" 1")


async def save(connection: Connection, hook: Hook) -> None:
    """Store what changed of a locked subscription."""
    changed = ", ".join(f"{name} = ${place}" for place, name in enumerate(Hook.__slots__, start=1))
    await connection.execute(f"UPDATE hook SET {changed} WHERE merchant_id = $1 AND hook_id = $2", *_values(hook))


def _values(hook: Hook) -> list[Any]:
    facts = {name: getattr(hook, name) for name in Hook.__slots__}
    return list((facts | {"topics": sorted(hook.topics), "content": dict(hook.content)}).values())


async def get(connection: Connection, merchant_id: UUID, hook_id: UUID, *, lock: bool = False) -> Hook:
    """One subscription of the merchant, unless it was deleted. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        f"""SELECT * FROM hook WHERE merchant_id = $1 AND hook_id = $2 AND deleted_at IS NULL
               AND kind = 'subscription' {"FOR UPDATE" if lock else ""}""",
        merchant_id,
        hook_id,
    )
    if row is None:
        raise NotFoundError("subscription", hook_id)
    return _hook_of(row)


async def watch_of(connection: Connection, merchant_id: UUID, *, lock: bool = False) -> Hook | None:
    """The merchant's watch over its claims; None where it has none."""
    row = await connection.fetchrow(
        f"""SELECT * FROM hook WHERE merchant_id = $1 AND kind = 'watch' AND deleted_at IS NULL
            {"FOR UPDATE" if lock else ""}""",
        merchant_id,
    )
    return _hook_of(row) if row else None


async def of_merchant(connection: Connection, merchant_id: UUID) -> list[Hook]:
    """The merchant's subscriptions, the newest first, without the deleted ones."""
    rows = await connection.fetch(
        """SELECT * FROM hook WHERE merchant_id = $1 AND deleted_at IS NULL AND kind = 'subscription'
            ORDER BY created_at DESC, hook_id DESC""",
        merchant_id,
    )
    return [_hook_of(row) for row in rows]


async def these(connection: Connection, merchant_id: UUID, hook_ids: Sequence[UUID]) -> dict[UUID, Hook]:
    """These hooks of the merchant by their ids, of either kind, deleted ones too."""
    rows = await connection.fetch(
        "SELECT * FROM hook WHERE merchant_id = $1 AND hook_id = ANY($2)", merchant_id, list(hook_ids)
    )
    return {row["hook_id"]: _hook_of(row) for row in rows}


async def note_reached(connection: Connection, reached: Sequence[Reached]) -> list[Hook]:
    """Count what was given up in a row; the subscriptions that have now failed at least once more, as they stand."""
    rows = await connection.fetch(
        """UPDATE hook h SET failures = CASE WHEN n.delivered THEN 0 ELSE h.failures END + n.given_up
             FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::integer[])
                  AS n(merchant_id, hook_id, delivered, given_up)
            WHERE (h.merchant_id, h.hook_id) = (n.merchant_id, n.hook_id)
              AND (n.given_up > 0 OR h.failures > 0)
        RETURNING h.*""",
        [each.merchant_id for each in reached],
        [each.hook_id for each in reached],
        [each.delivered for each in reached],
        [each.given_up for each in reached],
    )
    return [hook for hook in map(_hook_of, rows) if hook.failures]
