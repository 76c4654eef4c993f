"""Calls owed to merchants, as they are looked at: by whoever sends them, by the merchant, and by the operator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import BusyError, NotFoundError
from fordring.domain.telling import Topic
from fordring.storage.hooks import Hook
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class OutgoingCall:
    """One thing to be told at one endpoint: a subscription (`hook_id`), or the callback address of an order.

    `state`: waiting, sending, delivered, failed (given up), dropped (its subscription ended). `attempts` counts those
    begun, `tries_before` those of them made before somebody asked for it to be tried again. `next_try_at` is when it is
    tried, and while it is being sent when its sender counts as lost.
    """

    merchant_id: UUID
    call_id: UUID
    hook_id: UUID | None
    topic: Topic
    subject: str
    event_no: int
    purchase_id: UUID | None
    checkout_id: UUID | None
    payout_id: UUID | None
    claim_id: UUID | None
    state: str
    attempts: int
    tries_before: int
    created_at: datetime
    due_at: datetime
    next_try_at: datetime | None
    finished_at: datetime | None

    @property
    def tries(self) -> int:
        """The attempts begun since it was owed, or since somebody asked for it to be tried again."""
        return self.attempts - self.tries_before


@dataclass(frozen=True, slots=True)
class CallAttempt:
    """One attempt. `outcome` is None while it runs: delivered, retry, failed, or lost with its sender.

    `request` is `{method, url, headers}`; bodies are cut off where they are long.
    """

    attempt_no: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    status_code: int | None
    detail: str | None
    request: Mapping[str, Any] | None
    request_body: str | None
    response_body: str | None


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A call that failed for good, where it was to go and what was said the last time."""

    call: OutgoingCall
    account_id: str
    url: str
    detail: str


def call_of(row: asyncpg.Record) -> OutgoingCall:
    """The call in a row of `outgoing_call`."""
    facts = {name: row[name] for name in OutgoingCall.__slots__}
    return OutgoingCall(**facts | {"topic": Topic(row["topic"])})


async def get(connection: Connection, merchant_id: UUID, call_id: UUID) -> OutgoingCall:
    """One call of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        "SELECT * FROM outgoing_call WHERE merchant_id = $1 AND call_id = $2", merchant_id, call_id
    )
    if row is None:
        raise NotFoundError("delivery", call_id)
    return call_of(row)


async def of_purchase(connection: Connection, merchant_id: UUID, purchase_id: UUID) -> list[OutgoingCall]:
    """The calls about one purchase, in the order of their events."""
    rows = await connection.fetch(
        """SELECT * FROM outgoing_call WHERE merchant_id = $1 AND purchase_id = $2
            ORDER BY endpoint_id, event_no, topic""",
        merchant_id,
        purchase_id,
    )
    return [call_of(row) for row in rows]


async def of_hook(
    connection: Connection, merchant_id: UUID, hook_id: UUID, limit: int, after: UUID | None = None
) -> list[OutgoingCall]:
    """The newest deliveries to a subscription, those before delivery `after` of it."""
    rows = await connection.fetch(
        """SELECT c.* FROM outgoing_call c WHERE c.merchant_id = $1 AND c.hook_id = $2
              AND ($4::uuid IS NULL OR (c.created_at, c.call_id) < (
                  SELECT l.created_at, l.call_id FROM outgoing_call l
                   WHERE l.merchant_id = $1 AND l.hook_id = $2 AND l.call_id = $4))
            ORDER BY c.created_at DESC, c.call_id DESC LIMIT $3""",
        merchant_id,
        hook_id,
        limit,
        after,
    )
    return [call_of(row) for row in rows]


async def attempts_of(connection: Connection, calls: list[OutgoingCall]) -> dict[UUID, list[CallAttempt]]:
    """Every attempt of these calls of one merchant, in order, by call."""
    found: dict[UUID, list[CallAttempt]] = {call.call_id: [] for call in calls}
    rows = await connection.fetch(
        "SELECT * FROM outgoing_attempt WHERE merchant_id = $1 AND call_id = ANY($2) ORDER BY call_id, attempt_no",
        calls[0].merchant_id if calls else None,
        list(found),
    )
    for row in rows:
        found[row["call_id"]].append(CallAttempt(**{name: row[name] for name in CallAttempt.__slots__}))
    return found


async def given_up(connection: Connection, limit: int = 100) -> list[GivenUp]:
    """Calls that failed for good, the newest first."""
    rows = await connection.fetch(
        """SELECT c.*, m.account_id, coalesce(last.url, '') AS url, coalesce(last.detail, '') AS detail
             FROM outgoing_call c JOIN merchant m USING (merchant_id) LEFT JOIN LATERAL (
                  SELECT request ->> 'url' AS url, detail FROM outgoing_attempt a
                   WHERE (a.merchant_id, a.call_id) = (c.merchant_id, c.call_id)
                   ORDER BY attempt_no DESC LIMIT 1) last ON true
            WHERE c.state = 'failed' ORDER BY c.finished_at DESC, c.call_id DESC LIMIT $1""",
        limit,
    )
    return [GivenUp(call_of(row), row["account_id"], row["url"], row["detail"]) for row in rows]


async def find(connection: Connection, call_id: UUID) -> OutgoingCall:
    """A call by its id alone, for the operator. Raises NotFoundError."""
    row = await connection.fetchrow("SELECT * FROM outgoing_call WHERE call_id = $1", call_id)
    if row is None:
        raise NotFoundError("call", call_id)
    return call_of(row)


def owe_ping(unit: Unit, hook: Hook, wall: datetime, claim_id: UUID | None = None) -> UUID:
    """A delivery that tries the hook out, in a line of its own, of this claim where it tells of claims; its id."""
    call_id = new_id()
    key = {"merchant_id": hook.merchant_id, "call_id": call_id, "hook_id": hook.hook_id}
    place = {"topic": Topic.PING, "subject": f"ping {call_id}", "event_no": 1, "claim_id": claim_id}
    state = {"state": "waiting", "attempts": 0, "created_at": wall, "due_at": wall, "next_try_at": wall}
    unit.add("outgoing_call", {**key, **place, **state})
    return call_id


async def try_again(connection: Connection, call: OutgoingCall, wall: datetime) -> OutgoingCall:
    """Owe the call anew: due now, under its own id, with all its tries.

    One that waits is tried at once instead. Raises BusyError while it is being sent.
    """
    row = await connection.fetchrow(
        """UPDATE outgoing_call SET state = 'waiting', tries_before = attempts, due_at = $3, next_try_at = $3,
                  finished_at = NULL
            WHERE merchant_id = $1 AND call_id = $2 AND state <> 'sending' RETURNING *""",
        call.merchant_id,
        call.call_id,
        wall,
    )
    if row is None:
        raise BusyError("the delivery is being sent right now")
    return call_of(row)


async def drop_open(connection: Connection, merchant_id: UUID, hook_id: UUID, wall: datetime) -> None:
    """Nothing more goes to this subscription: what waits is dropped; what is being sent ends by itself."""
    await connection.execute(
        """UPDATE outgoing_call SET state = 'dropped', next_try_at = NULL, finished_at = $3
            WHERE merchant_id = $1 AND endpoint_id = $2 AND state = 'waiting'""",
        merchant_id,
        hook_id,
        wall,
    )
