"""Calls owed to merchants: each attempt is a row, the order of one subject is kept, and what was given up is listed.

An attempt is taken by a job. Only that same job, run again because its worker was lost, may take it once more.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection

LOST = "broken off before its outcome was known; it may have arrived"


@dataclass(frozen=True, slots=True)
class OutgoingCall:
    """One call owed for one event of a purchase. `attempts` counts those begun.

    `state`: waiting, sending, delivered, failed. `subject` names what calls are kept in order for.
    """

    merchant_id: UUID
    call_id: UUID
    subject: str
    purchase_id: UUID
    event_no: int
    state: str
    attempts: int
    taken_by: int | None
    next_try_at: datetime | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class CallAttempt:
    """One attempt. `outcome` is None while it runs: delivered, retry, failed, or lost with its worker."""

    attempt_no: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    status_code: int | None
    detail: str | None


def _call_of(row: asyncpg.Record) -> OutgoingCall:
    return OutgoingCall(**{name: row[name] for name in OutgoingCall.__slots__})


async def get(connection: Connection, merchant_id: UUID, call_id: UUID) -> OutgoingCall:
    """One call of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        "SELECT * FROM outgoing_call WHERE merchant_id = $1 AND call_id = $2", merchant_id, call_id
    )
    if row is None:
        raise NotFoundError("call", call_id)
    return _call_of(row)


async def of_purchase(connection: Connection, merchant_id: UUID, purchase_id: UUID) -> list[OutgoingCall]:
    """The calls about one purchase, in the order of their events."""
    rows = await connection.fetch(
        "SELECT * FROM outgoing_call WHERE merchant_id = $1 AND purchase_id = $2 ORDER BY event_no",
        merchant_id,
        purchase_id,
    )
    return [_call_of(row) for row in rows]


async def attempts_of(connection: Connection, call: OutgoingCall) -> list[CallAttempt]:
    """Every attempt of the call, in order."""
    rows = await connection.fetch(
        "SELECT * FROM outgoing_attempt WHERE merchant_id = $1 AND call_id = $2 ORDER BY attempt_no",
        call.merchant_id,
        call.call_id,
    )
    return [CallAttempt(**{name: row[name] for name in CallAttempt.__slots__}) for row in rows]


async def given_up(connection: Connection, limit: int = 100) -> list[OutgoingCall]:
    """Calls that failed for good, the newest first."""
    rows = await connection.fetch(
        "SELECT * FROM outgoing_call WHERE state = 'failed' ORDER BY finished_at DESC, call_id DESC LIMIT $1", limit
    )
    return [_call_of(row) for row in rows]


async def take(
    connection: Connection, merchant_id: UUID, call_id: UUID, attempt_no: int, job_id: int, wall: datetime
) -> OutgoingCall | None:
    """Begin the attempt that the job is for; None when it was made, is in another job's hands, or must wait its turn.

    A call's turn comes when every earlier one of its subject is delivered or given up; whoever ends the earlier one
    queues the next (`next_in_line`). A job that finds its own attempt unfinished was lost with its worker: that attempt
    is closed and a new one begun. Raises NotFoundError.
    """
    subject = (await get(connection, merchant_id, call_id)).subject
    first = await _first_in_line(connection, merchant_id, subject)
    if first is None or first.call_id != call_id:
        return None
    mine_again = first.state == "sending" and first.taken_by == job_id
    if not mine_again and (first.state != "waiting" or first.attempts != attempt_no - 1):
        return None
    if mine_again:
        await _close_attempt(connection, first, wall, "lost", None, LOST)
    taken = replace(first, state="sending", attempts=first.attempts + 1, taken_by=job_id, next_try_at=None)
    await _save(connection, taken)
    await connection.execute(
        "INSERT INTO outgoing_attempt (merchant_id, call_id, attempt_no, started_at) VALUES ($1, $2, $3, $4)",
        merchant_id,
        call_id,
        taken.attempts,
        wall,
    )
    return taken


async def finish_attempt(
    connection: Connection,
    taken: OutgoingCall,
    wall: datetime,
    outcome: str,
    status_code: int | None,
    detail: str,
    next_try_at: datetime | None,
) -> OutgoingCall | None:
    """Record what came of the attempt; the call as it is now, or None when the attempt is another's by now.

    `outcome`: delivered, retry, failed. A retry without `next_try_at` was the last one, and fails.
    """
    now = await _first_in_line(connection, taken.merchant_id, taken.subject)
    mine = ("sending", taken.call_id, taken.attempts, taken.taken_by)
    if now is None or (now.state, now.call_id, now.attempts, now.taken_by) != mine:
        return None
    await _close_attempt(connection, taken, wall, outcome, status_code, detail)
    state = outcome if outcome != "retry" else "waiting" if next_try_at else "failed"
    finished_at = None if state == "waiting" else wall
    finished = replace(taken, state=state, taken_by=None, next_try_at=next_try_at, finished_at=finished_at)
    await _save(connection, finished)
    return finished


async def next_in_line(connection: Connection, ended: OutgoingCall) -> OutgoingCall | None:
    """The call whose turn it is now that `ended` is over; None when there is none. Its own time may be yet to come."""
    return await _first_in_line(connection, ended.merchant_id, ended.subject)


async def _first_in_line(connection: Connection, merchant_id: UUID, subject: str) -> OutgoingCall | None:
    """The earliest open call of the subject. Every open one is locked, so that ends and beginnings see each other."""
    rows = await connection.fetch(
        """SELECT * FROM outgoing_call WHERE merchant_id = $1 AND subject = $2 AND state IN ('waiting', 'sending')
            ORDER BY event_no FOR UPDATE""",
        merchant_id,
        subject,
    )
    return _call_of(rows[0]) if rows else None


async def _close_attempt(
    connection: Connection, call: OutgoingCall, wall: datetime, outcome: str, status_code: int | None, detail: str
) -> None:
    await connection.execute(
        """UPDATE outgoing_attempt SET finished_at = $4, outcome = $5, status_code = $6, detail = $7
            WHERE merchant_id = $1 AND call_id = $2 AND attempt_no = $3""",
        call.merchant_id,
        call.call_id,
        call.attempts,
        wall,
        outcome,
        status_code,
        detail,
    )


async def _save(connection: Connection, call: OutgoingCall) -> None:
    await connection.execute(
        """UPDATE outgoing_call SET state = $3, attempts = $4, taken_by = $5, next_try_at = $6, finished_at = $7
            WHERE merchant_id = $1 AND call_id = $2""",
        call.merchant_id,
        call.call_id,
        call.state,
        call.attempts,
        call.taken_by,
        call.next_try_at,
        call.finished_at,
    )
