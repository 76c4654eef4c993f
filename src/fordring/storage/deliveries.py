"""Deliveries of documents to payers, and of reports to merchants: each attempt is a row, what was given up is listed.

An attempt is taken by a job. Only that same job, run again because its worker was lost, may take it once more.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.distribution import Way
from fordring.domain.errors import NotFoundError
from fordring.storage.queue import Job
from fordring.storage.transaction import Connection

LOST = "broken off before its outcome was known; it may have arrived"
WITHOUT_REASON = "came back, without a reason"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claim's document on its way to its payer by one channel; by e-mail a report's files, an invitation, or a code.

    Either `claim_id` and `document_id` are set, or `report_id`, `configuration_id` and `filetypes`, or `invitation_id`,
    or `confirmation_id`, of the account that a code confirms. `attempts` counts those begun. `state`: waiting, sending,
    handed_over (to the print house), delivered, failed, returned. `sending_no`: one more for each time before that the
    document came back.
    """

    merchant_id: UUID
    delivery_id: UUID
    claim_id: UUID | None
    document_id: UUID | None
    channel: Way
    address: Mapping[str, Any]
    state: str
    attempts: int
    taken_by: int | None
    next_try_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    report_id: UUID | None = None
    configuration_id: UUID | None = None
    filetypes: Sequence[str] | None = None
    invitation_id: UUID | None = None
    confirmation_id: UUID | None = None
    sending_no: int = 1


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a delivery. `outcome` is None while it runs: delivered, retry, failed, or lost with its worker."""

    attempt_no: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    detail: str | None


def delivery_of(row: asyncpg.Record) -> Delivery:
    """The delivery in a row of `delivery`."""
    names = [name for name in Delivery.__slots__ if name != "channel"]
    return Delivery(**{name: row[name] for name in names}, channel=Way(row["channel"]))


async def get(connection: Connection, merchant_id: UUID, delivery_id: UUID, *, lock: bool = False) -> Delivery:
    """One delivery of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        f"SELECT * FROM delivery WHERE merchant_id = $1 AND delivery_id = $2{' FOR UPDATE' if lock else ''}",
        merchant_id,
        delivery_id,
    )
    if row is None:
        raise NotFoundError("delivery", delivery_id)
    return delivery_of(row)


ABOUT = """
    SELECT d.merchant_id, a.claim_id FROM delivery d
     CROSS JOIN LATERAL (
           SELECT d.claim_id UNION
           SELECT (jsonb_path_query(l.content, '$.claims[*].claim_id') #>> '{}')::uuid FROM letter l
            WHERE (l.merchant_id, l.document_id) = (d.merchant_id, d.document_id)) a
     WHERE a.claim_id IS NOT NULL"""
"""Each delivery's claim, and those that its letter is about as well."""


NEWEST = """NOT EXISTS (SELECT FROM delivery n WHERE n.document_id = d.document_id AND n.channel = 'letter'
                          AND n.sending_no > d.sending_no)"""
"""SQL: whether the document of delivery `d` was not sent again by post."""


async def owner_of(connection: Connection, delivery_id: UUID) -> UUID | None:
    """The merchant whose delivery it is; None where there is none."""
    owner = await connection.fetchval("SELECT merchant_id FROM delivery WHERE delivery_id = $1", delivery_id)
    return None if owner is None else UUID(str(owner))


async def claims_behind(connection: Connection, delivery_id: UUID) -> list[tuple[UUID, UUID]]:
    """Merchant and claim of each claim that a delivery is about, in their order; none for a report's."""
    rows = await connection.fetch(f"{ABOUT} AND d.delivery_id = $1 ORDER BY a.claim_id", delivery_id)
    return [(row["merchant_id"], row["claim_id"]) for row in rows]


async def of_report(connection: Connection, merchant_id: UUID, report_id: UUID) -> list[Delivery]:
    """The report's deliveries, oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM delivery WHERE merchant_id = $1 AND report_id = $2 ORDER BY delivery_id", merchant_id, report_id
    )
    return [delivery_of(row) for row in rows]


async def attempts_of(connection: Connection, delivery: Delivery) -> list[Attempt]:
    """Every attempt of the delivery, in order."""
    rows = await connection.fetch(
        "SELECT * FROM delivery_attempt WHERE merchant_id = $1 AND delivery_id = $2 ORDER BY attempt_no",
        delivery.merchant_id,
        delivery.delivery_id,
    )
    return [Attempt(**{name: row[name] for name in Attempt.__slots__}) for row in rows]


async def try_again(connection: Connection, delivery_id: UUID, wall: datetime) -> Delivery:
    """Let a delivery that failed be tried once more, now. Raises NotFoundError for one that has not failed."""
    row = await connection.fetchrow(
        """UPDATE delivery SET state = 'waiting', next_try_at = $2, finished_at = NULL
            WHERE delivery_id = $1 AND state = 'failed' RETURNING *""",
        delivery_id,
        wall,
    )
    if row is None:
        raise NotFoundError("failed delivery", delivery_id)
    return delivery_of(row)


async def returned(connection: Connection, delivery_id: UUID) -> Delivery | None:
    """The delivery, if it came back and may be sent again: it was not, and no step that it tells of was taken back."""
    row = await connection.fetchrow(
        f"""SELECT d.* FROM delivery d WHERE delivery_id = $1 AND state = 'returned' AND {NEWEST}
               AND NOT EXISTS (SELECT FROM step s WHERE s.merchant_id = d.merchant_id AND s.cancelled_on IS NOT NULL
                                  AND s.document_id = d.document_id AND s.claim_id IN (
                                      SELECT a.claim_id FROM ({ABOUT} AND d.delivery_id = $1) a))""",
        delivery_id,
    )
    return delivery_of(row) if row else None


async def bills_returned(
    connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID]
) -> list[tuple[UUID, Delivery]]:
    """Claim and delivery of each invoice and credit note of theirs that came back and was not sent again."""
    rows = await connection.fetch(
        f"""SELECT d.* FROM delivery d WHERE d.merchant_id = $1 AND d.claim_id = ANY($2)
               AND d.channel = 'letter' AND d.state = 'returned' AND {NEWEST}
               AND NOT EXISTS (SELECT FROM letter l
                                WHERE (l.merchant_id, l.document_id) = (d.merchant_id, d.document_id))
             ORDER BY d.delivery_id""",
        merchant_id,
        list(claim_ids),
    )
    return [(row["claim_id"], delivery_of(row)) for row in rows]


async def add_sending(connection: Connection, sending: Delivery) -> None:
    """Store another sending of a document that came back. Raises UniqueViolationError if somebody else did so."""
    names = [name for name in Delivery.__slots__ if name not in {"finished_at", "taken_by"}]
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    await connection.execute(
        f"INSERT INTO delivery ({', '.join(names)}) VALUES ({places})", *(getattr(sending, name) for name in names)
    )


async def readdress(connection: Connection, delivery: Delivery) -> None:
    """Store where it goes from now on."""
    await connection.execute(
        "UPDATE delivery SET address = $3 WHERE merchant_id = $1 AND delivery_id = $2",
        delivery.merchant_id,
        delivery.delivery_id,
        delivery.address,
    )


def next_attempt(delivery: Delivery) -> Job:
    """The job of the delivery's next attempt, at its time."""
    attempt = delivery.attempts + 1
    payload = {"delivery_id": str(delivery.delivery_id), "attempt": attempt}
    key = f"{delivery.delivery_id}:{attempt}"
    return Job(_job_name(delivery), key, payload, delivery.merchant_id, run_after=delivery.next_try_at)


def _job_name(delivery: Delivery) -> str:
    if delivery.invitation_id is not None:
        return "deliver_invitation"
    if delivery.confirmation_id is not None:
        return "deliver_code"
    return "deliver" if delivery.report_id is None else "deliver_report"


async def take(
    connection: Connection, merchant_id: UUID, delivery_id: UUID, attempt_no: int, job_id: int, wall: datetime
) -> Delivery | None:
    """Begin the attempt that the job is for; None when it was made, or is in another job's hands.

    A job that finds its own attempt unfinished was lost with its worker: that attempt is closed and a new one begun.
    Raises NotFoundError.
    """
    delivery = await get(connection, merchant_id, delivery_id, lock=True)
    mine_again = delivery.state == "sending" and delivery.taken_by == job_id
    if not mine_again and (delivery.state != "waiting" or delivery.attempts != attempt_no - 1):
        return None
    if mine_again:
        await _lose_attempt(connection, delivery, wall)
    taken = replace(delivery, state="sending", attempts=delivery.attempts + 1, taken_by=job_id, next_try_at=None)
    await connection.execute(
        """WITH begun AS (
               INSERT INTO delivery_attempt (merchant_id, delivery_id, attempt_no, started_at) VALUES ($1, $2, $3, $4))
           UPDATE delivery SET state = 'sending', attempts = $3, taken_by = $5, next_try_at = NULL
            WHERE merchant_id = $1 AND delivery_id = $2""",
        merchant_id,
        delivery_id,
        taken.attempts,
        wall,
        job_id,
    )
    return taken


async def finish_attempt(
    connection: Connection, taken: Delivery, wall: datetime, outcome: str, detail: str, next_try_at: datetime | None
) -> Delivery | None:
    """Record what came of the attempt; the delivery as it is now, or None when the attempt is another's by now.

    `outcome`: delivered, handed_over, retry, failed. A retry without `next_try_at` is the last one, and fails.
    """
    state = outcome if outcome != "retry" else "waiting" if next_try_at else "failed"
    row = await connection.fetchrow(
        """WITH finished AS (
               UPDATE delivery SET state = $4, taken_by = NULL, next_try_at = $5, finished_at = $6
                WHERE merchant_id = $1 AND delivery_id = $2 AND state = 'sending' AND attempts = $3 AND taken_by = $7
               RETURNING *),
           closed AS (
               UPDATE delivery_attempt a SET finished_at = $8, outcome = $9, detail = $10 FROM finished f
                WHERE (a.merchant_id, a.delivery_id, a.attempt_no) = (f.merchant_id, f.delivery_id, f.attempts))
           SELECT * FROM finished""",
        taken.merchant_id,
        taken.delivery_id,
        taken.attempts,
        state,
        next_try_at,
        wall if state in {"delivered", "failed"} else None,
        taken.taken_by,
        wall,
        outcome,
        detail,
    )
    return delivery_of(row) if row else None


async def of_letter(connection: Connection, document_id: UUID, sending_no: int) -> Delivery | None:
    """That sending of a document by letter, if the print house has it; None when it has none of that name."""
    row = await connection.fetchrow(
        """SELECT * FROM delivery WHERE document_id = $1 AND sending_no = $2 AND channel = 'letter'
            AND state IN ('handed_over', 'delivered', 'returned')""",
        document_id,
        sending_no,
    )
    return delivery_of(row) if row else None


async def acknowledge(
    connection: Connection, letter: Delivery, state: str, wall: datetime, reason: str
) -> Delivery | None:
    """The print house's word on a letter, `delivered` or `returned`; None when it changes nothing.

    A letter may still come back after it was accepted. The reason it gives is kept with the letter's last attempt.
    """
    row = await connection.fetchrow(
        """WITH told AS (
               UPDATE delivery SET state = $3, finished_at = $4
                WHERE merchant_id = $1 AND delivery_id = $2 AND state = ANY($5) RETURNING *),
           said AS (
               UPDATE delivery_attempt a SET detail = $6 FROM told t
                WHERE (a.merchant_id, a.delivery_id, a.attempt_no) = (t.merchant_id, t.delivery_id, t.attempts)
                  AND $6 <> '')
           SELECT * FROM told""",
        letter.merchant_id,
        letter.delivery_id,
        state,
        wall,
        ["handed_over"] if state == "delivered" else ["handed_over", "delivered"],
        reason or (WITHOUT_REASON if state == "returned" else ""),
    )
    return delivery_of(row) if row else None


async def _lose_attempt(connection: Connection, delivery: Delivery, wall: datetime) -> None:
    await connection.execute(
        """UPDATE delivery_attempt SET finished_at = $4, outcome = 'lost', detail = $5
            WHERE merchant_id = $1 AND delivery_id = $2 AND attempt_no = $3""",
        delivery.merchant_id,
        delivery.delivery_id,
        delivery.attempts,
        wall,
        LOST,
    )
