"""The outbox as a queue: calls whose time has come are taken in batches, and what came of them is recorded in batches.

The order of one subject at one endpoint (a line) is kept: only its first open call is taken, and whoever ends that one
makes the next one due. A taken call whose sender is not heard of again is taken by another when its time is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.storage.calls import OutgoingCall, call_of
from fordring.storage.transaction import Connection

LOST = "broken off before its outcome was known; it may have arrived"

# One step into the index for each endpoint that has open calls, so that a long line at one of them costs the others
# nothing. Those that are busy with few calls come first.
CANDIDATES = """
    WITH RECURSIVE endpoint (id) AS (
        SELECT (SELECT c.endpoint_id FROM outgoing_call c
                 WHERE c.state IN ('waiting', 'sending') ORDER BY c.endpoint_id LIMIT 1)
        UNION ALL
        SELECT (SELECT c.endpoint_id FROM outgoing_call c
                 WHERE c.state IN ('waiting', 'sending') AND c.endpoint_id > e.id ORDER BY c.endpoint_id LIMIT 1)
          FROM endpoint e WHERE e.id IS NOT NULL)
    SELECT due.merchant_id, due.call_id
      FROM endpoint e CROSS JOIN LATERAL (
           SELECT count(*) AS calls FROM outgoing_call s
            WHERE s.endpoint_id = e.id AND s.state = 'sending' AND s.next_try_at > $1) busy
      CROSS JOIN LATERAL (
           SELECT c.merchant_id, c.call_id, c.next_try_at FROM outgoing_call c
            WHERE c.endpoint_id = e.id AND c.state IN ('waiting', 'sending') AND c.next_try_at <= $1
              AND ($2::uuid IS NULL OR c.merchant_id = $2)
            ORDER BY c.next_try_at LIMIT greatest($3 - busy.calls, 0) FOR UPDATE SKIP LOCKED) due
     ORDER BY busy.calls, due.next_try_at LIMIT $4"""

# In a statement behind the locks, so that it sees what they waited for.
TAKE = """
    WITH mine AS (
        SELECT c.merchant_id, c.call_id, c.state, c.attempts, first.call_id AS first_id, first.next_try_at AS first_at
          FROM unnest($1::uuid[], $2::uuid[]) AS m(merchant_id, call_id)
          JOIN outgoing_call c USING (merchant_id, call_id)
          CROSS JOIN LATERAL (
               SELECT f.call_id, f.next_try_at FROM outgoing_call f
                WHERE (f.merchant_id, f.endpoint_id, f.subject) = (c.merchant_id, c.endpoint_id, c.subject)
                  AND f.state IN ('waiting', 'sending')
                ORDER BY f.event_no, f.topic LIMIT 1) first),
    lost AS (
        UPDATE outgoing_attempt a SET finished_at = $3, outcome = 'lost', detail = $6 FROM mine
         WHERE (a.merchant_id, a.call_id, a.attempt_no) = (mine.merchant_id, mine.call_id, mine.attempts)
           AND mine.state = 'sending'),
    later AS (
        UPDATE outgoing_call c SET state = 'waiting', next_try_at = greatest(mine.first_at, $3 + $5::interval) FROM mine
         WHERE (c.merchant_id, c.call_id) = (mine.merchant_id, mine.call_id) AND mine.first_id <> mine.call_id),
    taken AS (
        UPDATE outgoing_call c SET state = 'sending', attempts = c.attempts + 1,
               next_try_at = $3 + CASE WHEN c.hook_id IS NULL THEN $4::interval ELSE $5::interval END FROM mine
         WHERE (c.merchant_id, c.call_id) = (mine.merchant_id, mine.call_id) AND mine.first_id = mine.call_id
        RETURNING c.*),
    begun AS (
        INSERT INTO outgoing_attempt (merchant_id, call_id, attempt_no, started_at)
        SELECT merchant_id, call_id, attempts, $3 FROM taken)
    SELECT * FROM taken ORDER BY due_at, event_no"""

RECORD = """
    WITH result AS (
        SELECT * FROM jsonb_to_recordset($1) AS r(
               merchant_id uuid, call_id uuid, attempt_no integer, state text, next_try_at timestamptz,
               started_at timestamptz, finished_at timestamptz, outcome text, status_code integer, detail text,
               request jsonb, request_body text, response_body text)),
    ended AS (
        UPDATE outgoing_call c SET state = r.state, next_try_at = r.next_try_at,
               finished_at = CASE WHEN r.state <> 'waiting' THEN r.finished_at END
          FROM result r WHERE (c.merchant_id, c.call_id) = (r.merchant_id, r.call_id)
           AND c.state = 'sending' AND c.attempts = r.attempt_no
        RETURNING c.*),
    logged AS (
        UPDATE outgoing_attempt a SET started_at = r.started_at, finished_at = r.finished_at, outcome = r.outcome,
               status_code = r.status_code, detail = r.detail, request = r.request, request_body = r.request_body,
               response_body = r.response_body
          FROM result r JOIN ended USING (merchant_id, call_id)
         WHERE (a.merchant_id, a.call_id, a.attempt_no) = (r.merchant_id, r.call_id, r.attempt_no))
    SELECT * FROM ended"""

NEXT_IN_LINE = """
    UPDATE outgoing_call c SET next_try_at = c.due_at
      FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS line(merchant_id, endpoint_id, subject)
     WHERE c.merchant_id = line.merchant_id AND c.state = 'waiting' AND c.call_id = (
           SELECT f.call_id FROM outgoing_call f
            WHERE (f.merchant_id, f.endpoint_id, f.subject) = (line.merchant_id, line.endpoint_id, line.subject)
              AND f.state IN ('waiting', 'sending')
            ORDER BY f.event_no, f.topic LIMIT 1)"""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is sent at once to one endpoint, over all senders, and how long a call may be in a sender's hands."""

    at_one_endpoint: int
    callback_lease: timedelta
    hook_lease: timedelta


@dataclass(frozen=True, slots=True)
class Attempted:
    """What came of one attempt at a call that was taken.

    `outcome`: delivered, retry, failed. `state` is where the call goes by it: waiting (with `next_try_at`), delivered,
    failed, dropped. `request` is `{method, url, headers}`.
    """

    call: OutgoingCall
    started_at: datetime
    finished_at: datetime
    outcome: str
    state: str
    next_try_at: datetime | None = None
    status_code: int | None = None
    detail: str = ""
    request: dict[str, Any] | None = None
    request_body: str | None = None
    response_body: str | None = None

    def row(self) -> dict[str, Any]:
        """The JSON object that `RECORD` reads."""
        return {
            "merchant_id": self.call.merchant_id,
            "call_id": self.call.call_id,
            "attempt_no": self.call.attempts,
            **{name: getattr(self, name) for name in self.__slots__ if name != "call"},
        }


async def take(
    connection: Connection, wall: datetime, many: int, limits: Limits, merchant_id: UUID | None = None
) -> list[OutgoingCall]:
    """Begin an attempt at up to `many` calls that are due, first in their lines, of one merchant or of all.

    What is due behind an open call of its line waits for that one's end. An attempt whose sender was lost is closed,
    and a new one begun. Runs in the caller's transaction; other senders pass over what it holds.
    """
    found = await connection.fetch(CANDIDATES, wall, merchant_id, limits.at_one_endpoint, many)
    if not found:
        return []
    keys = [row["merchant_id"] for row in found], [row["call_id"] for row in found]
    rows = await connection.fetch(TAKE, *keys, wall, limits.callback_lease, limits.hook_lease, LOST)
    return [call_of(row) for row in rows]


async def record(connection: Connection, attempted: Sequence[Attempted]) -> list[OutgoingCall]:
    """Write down what came of these attempts; the calls as they are now, without those that are others' by now.

    Where a call has ended, the next of its line is due.
    """
    rows = await connection.fetch(RECORD, [each.row() for each in attempted])
    over = [row for row in rows if row["state"] != "waiting"]
    if over:
        line = ([row[name] for row in over] for name in ("merchant_id", "endpoint_id", "subject"))
        await connection.execute(NEXT_IN_LINE, *line)
    return [call_of(row) for row in rows]


async def in_hands(connection: Connection, merchant_id: UUID, wall: datetime) -> bool:
    """Whether somebody is sending a call of this merchant right now."""
    return bool(
        await connection.fetchval(
            """SELECT EXISTS (SELECT FROM outgoing_call c JOIN (
                   SELECT $1::uuid AS endpoint_id UNION ALL SELECT hook_id FROM hook WHERE merchant_id = $1) e
                   USING (endpoint_id) WHERE c.state = 'sending' AND c.next_try_at > $2)""",
            merchant_id,
            wall,
        )
    )
