"""Owing calls: what happened becomes rows of the outbox, at the callback address and at each subscription to its topic.

It is one INSERT whoever adds the event: the unit's own statement, or a run that adds events by the thousand in SQL.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.domain.telling import Topic
from fordring.storage.transaction import Connection

TOLD = {  # the columns of what is told, with their types
    "merchant_id": "uuid",
    "subject": "text",
    "event_no": "integer",
    "topics": "text[]",
    "callback_seconds": "integer",
    "at": "timestamptz",
    "purchase_id": "uuid",
    "checkout_id": "uuid",
    "payout_id": "uuid",
    "claim_id": "uuid",
}

OWE = """
    INSERT INTO outgoing_call (
        merchant_id, call_id, hook_id, topic, subject, event_no, purchase_id, checkout_id, payout_id,
        claim_id, state, attempts, created_at, due_at, next_try_at)
    SELECT told.merchant_id, gen_random_uuid(), owed.hook_id, owed.topic, told.subject, told.event_no,
           told.purchase_id, told.checkout_id, told.payout_id, told.claim_id,
           'waiting', 0, told.at, owed.due_at, owed.due_at
      FROM {rows}, LATERAL (
           SELECT NULL::uuid, 'callback', told.at + make_interval(secs => told.callback_seconds)
            WHERE told.callback_seconds IS NOT NULL
            UNION ALL
           SELECT hook.hook_id, topic, told.at FROM hook, unnest(told.topics) AS topic
            WHERE hook.merchant_id = told.merchant_id AND hook.active AND topic = ANY (hook.topics)
           ) AS owed(hook_id, topic, due_at)"""


def owing_of(rows: str) -> str:
    """The INSERT of the calls that are owed, to be spliced into another statement as a CTE, or to stand alone.

    `rows` is an item of FROM called `told` with the columns in `TOLD`: what a unit takes as its table `told`
    (`told_row`), or rows that SQL makes. For purchase events that a set-based run has added in the CTE `added`, with
    `$1` as the wall clock:

        owing_of('''(SELECT e.merchant_id, 'purchase ' || e.purchase_id AS subject, e.event_no,
                           ARRAY['purchase'] AS topics,
                           CASE WHEN p.callback -> 'kinds' ? e.kind
                                THEN (p.callback ->> 'delay_seconds')::integer END AS callback_seconds,
                           $1::timestamptz AS at, e.purchase_id, NULL::uuid AS checkout_id, NULL::uuid AS payout_id,
                           NULL::uuid AS claim_id
                      FROM added e JOIN purchase p USING (merchant_id, purchase_id)) AS told''')

    Which topics an event is news for says `domain.telling.NEWS`; leave out the rows of kinds that stand neither there
    nor in a callback. A merchant without subscriptions costs one look into an index for each row.
    """
    return OWE.format(rows=rows)


def told_from(source: str, **columns: str) -> str:
    """Rows for `owing_of` that SQL makes of `source`: these columns by their expressions, every other is null."""
    values = ", ".join(f"({columns.get(name, 'NULL')})::{kind} AS {name}" for name, kind in TOLD.items())
    return f"(SELECT {values} FROM {source}) AS told"


async def listening(connection: Connection, merchant_ids: Collection[UUID]) -> set[UUID]:
    """Those of the merchants that have an active subscription, to whatever topic."""
    rows = await connection.fetch(
        "SELECT DISTINCT merchant_id FROM hook WHERE merchant_id = ANY($1) AND active", list(merchant_ids)
    )
    return {row["merchant_id"] for row in rows}


def told_row(
    merchant_id: UUID,
    subject: str,
    event_no: int,
    topics: Iterable[Topic],
    at: datetime,
    *,
    callback_seconds: int | None = None,
) -> dict[str, Any]:
    """One event to be told, for a unit's table `told`; add the id of what it is about: `purchase_id`, `checkout_id` ….

    `subject` and `event_no` keep the order: what is told of one subject at one endpoint is told by rising numbers, one
    after the other. `callback_seconds` is how long after `at` (wall clock) the callback address is called, None for not
    at all.
    """
    return {
        "merchant_id": merchant_id,
        "subject": subject,
        "event_no": event_no,
        "topics": list(topics),
        "callback_seconds": callback_seconds,
        "at": at,
    }
