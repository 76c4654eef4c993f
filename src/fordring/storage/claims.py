"""Claims and their events, and the directory that finds a claim by its public integer id."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim, ClaimEvent, ClaimKind, Pause
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import NotFoundError
from fordring.domain.followup.facts import StepKind
from fordring.domain.purchase.purchase import Channel
from fordring.domain.telling import Topic
from fordring.storage.claim_stops import stopped
from fordring.storage.racing import STARTED
from fordring.storage.telling import owing_of, told_from, told_row
from fordring.storage.transaction import Connection
from fordring.storage.unit import Row, Unit

COUNT = """(SELECT count(*) FROM claim_event e
             WHERE (e.merchant_id, e.claim_id) = (c.merchant_id, c.claim_id))::integer AS event_count"""

AS_IT_IS = (
    *("merchant_id", "claim_id", "claim_no", "bank_account_id", "payer_key", "billing", "business", "currency"),
    *("principal_minor", "days_until_due", "content", "created_at", "updated_at", "own_number", "number"),
    *("credits_claim_id", "reference", "issued_on", "due_on", "collection_started", "next_step_on"),
    *("fingerprint", "event_count", "stamp", "own_reference", "page_key", "contact"),
)
AS_THEY_ARE = itemgetter(*AS_IT_IS)
"""What of a claim's row is what the claim has by that name."""
WRITTEN = (
    *("merchant_id", "claim_id", "claim_no", "kind", "state", "closed_because", "own_number", "number"),
    *("credits_claim_id", "bank_account_id", "reference", "payer_key", "billing", "business", "currency"),
    *("principal_minor", "issued_on", "due_on", "days_until_due", "channel", "collection_started"),
    *("next_step_on", "content", "fingerprint", "created_at", "updated_at", "own_reference", "last_step"),
    "contact",
)
WRITTEN_OF = attrgetter(*WRITTEN)
"""What of a new claim is what its row has by that name."""


def claim_of(row: asyncpg.Record | Mapping[str, Any]) -> Claim:
    """The claim in a row of `claim c.*` with COUNT."""
    return Claim(
        **dict(zip(AS_IT_IS, AS_THEY_ARE(row), strict=True)),
        kind=ClaimKind(row["kind"]),
        state=State(row["state"]),
        closed_because=Closed(row["closed_because"]) if row["closed_because"] else None,
        open=Parts(row["open_principal"], row["open_fees"], row["open_interest"], row["open_fees_operator"]),
        channel=Channel(row["channel"]),
        last_step=StepKind(row["last_step"]) if row["last_step"] else None,
        pause=Pause(row["paused_at"], row["paused_because"], row["paused_until"]) if row["paused_at"] else None,
    )


async def get(connection: Connection, merchant_id: UUID, claim_id: UUID, *, lock: bool = False) -> Claim:
    """One claim of the merchant. Raises NotFoundError, also for another merchant's."""
    found = await these(connection, merchant_id, [claim_id], lock=lock)
    if not found:
        raise NotFoundError("claim", claim_id)
    return found[0]


async def these(
    connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID], *, lock: bool = False
) -> list[Claim]:
    """Those of the merchant's claims, in the order of their ids, which is the order of locking."""
    wanted = list(claim_ids)
    if lock:  # in a statement of its own: what the lock waited for must be visible to the reading behind it
        await connection.execute(
            "SELECT FROM claim WHERE merchant_id = $1 AND claim_id = ANY($2) ORDER BY claim_id FOR UPDATE",
            merchant_id,
            wanted,
        )
    rows = await connection.fetch(
        f"SELECT c.*, {COUNT} FROM claim c WHERE c.merchant_id = $1 AND c.claim_id = ANY($2) ORDER BY c.claim_id",
        merchant_id,
        wanted,
    )
    return [claim_of(row) for row in rows]


async def with_credited(connection: Connection, merchant_id: UUID, claim_id: UUID) -> tuple[Claim, Claim | None]:
    """One claim and, of a credit note, the claim that it credits; both locked. Raises NotFoundError."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim WHERE merchant_id = $1 AND claim_id = ANY(ARRAY[$2,
                  (SELECT credits_claim_id FROM claim WHERE merchant_id = $1 AND claim_id = $2)])
            ORDER BY claim_id FOR UPDATE""",
        merchant_id,
        claim_id,
    )
    found = {claim.claim_id: claim for claim in await these(connection, merchant_id, [row["claim_id"] for row in rows])}
    if claim_id not in found:
        raise NotFoundError("claim", claim_id)
    claim = found.pop(claim_id)
    return claim, next(iter(found.values()), None)


async def notes_waiting(connection: Connection, claim: Claim) -> list[UUID]:
    """Credit notes that were started before the claim they credit was issued."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim
            WHERE merchant_id = $1 AND credits_claim_id = $2 AND state = 'scheduled' ORDER BY claim_no""",
        claim.merchant_id,
        claim.claim_id,
    )
    return [row["claim_id"] for row in rows]


async def numbered(connection: Connection, merchant_id: UUID, number: str) -> list[Claim]:
    """What can be credited and bears this number, the client's own or of our series; oldest first."""
    rows = await connection.fetch(
        f"""SELECT c.*, {COUNT} FROM claim c
             WHERE c.merchant_id = $1 AND c.kind <> 'credit_note'
               AND c.claim_id IN (SELECT claim_id FROM claim WHERE merchant_id = $1 AND number = $2 UNION ALL
                                  SELECT claim_id FROM claim WHERE merchant_id = $1 AND own_number = $2
                                     AND kind IN ('invoice', 'collection_case', 'reminder'))
             ORDER BY c.claim_no""",
        merchant_id,
        number,
    )
    return [claim_of(row) for row in rows]


async def find(connection: Connection, claim_no: int) -> tuple[UUID, UUID]:
    """Merchant and claim behind a public integer id. Raises NotFoundError."""
    row = await connection.fetchrow(
        "SELECT merchant_id, claim_id FROM house.claim_directory WHERE claim_no = $1", claim_no
    )
    if row is None:
        raise NotFoundError("claim", claim_no)
    return row["merchant_id"], row["claim_id"]


async def find_all(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[UUID, UUID]]:
    """Merchant and claim behind each of these public integer ids that is there."""
    rows = await connection.fetch(
        "SELECT claim_no, merchant_id, claim_id FROM house.claim_directory WHERE claim_no = ANY($1::bigint[])",
        list(numbers),
    )
    return {row["claim_no"]: (row["merchant_id"], row["claim_id"]) for row in rows}


async def numbers_of(connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The public integer ids of these claims of the merchant."""
    rows = await connection.fetch(
        "SELECT claim_id, claim_no FROM claim WHERE merchant_id = $1 AND claim_id = ANY($2)",
        merchant_id,
        list(claim_ids),
    )
    return {row["claim_id"]: row["claim_no"] for row in rows}


async def newest(connection: Connection, merchant_id: UUID) -> UUID | None:
    """The claim that came last; None while the merchant has none."""
    found: UUID | None = await connection.fetchval(
        "SELECT claim_id FROM claim WHERE merchant_id = $1 ORDER BY claim_id DESC LIMIT 1", merchant_id
    )
    return found


async def next_no(connection: Connection) -> int:
    """The next public integer id; gaps are fine here."""
    return int(await connection.fetchval("SELECT nextval('house.claim_no')"))


async def scheduled_on_or_before(connection: Connection, merchant_id: UUID, day: date) -> list[UUID]:
    """Claims whose start was asked for and whose invoice day has come; those that are paused or stopped wait."""
    rows = await connection.fetch(
        f"""SELECT claim_id FROM claim c
             WHERE merchant_id = $1 AND state = 'scheduled' AND next_step_on <= $2
               AND (paused_at IS NULL OR paused_until <= $2) AND NOT ({stopped("c", "$2")}) ORDER BY claim_no""",
        merchant_id,
        day,
    )
    return [row["claim_id"] for row in rows]


async def events_of(connection: Connection, claim: Claim) -> list[ClaimEvent]:
    """The claim's whole story, oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM claim_event WHERE merchant_id = $1 AND claim_id = $2 ORDER BY event_no",
        claim.merchant_id,
        claim.claim_id,
    )
    return [event_of(row) for row in rows]


def event_of(row: asyncpg.Record) -> ClaimEvent:
    """The event in a row of `claim_event`."""
    return ClaimEvent(row["event_no"], row["kind"], State(row["state"]), row["at"], row["created_by"], row["facts"])


async def take_number(connection: Connection, merchant_id: UUID) -> str:
    """The merchant's next invoice number; the series stays locked until the commit."""
    return str(
        await connection.fetchval(
            """WITH taken AS (
                   UPDATE number_series SET next_number = next_number + 1
                    WHERE merchant_id = $1 AND series = 'invoice' RETURNING merchant_id, next_number - 1 AS n)
               SELECT m.number_prefix || '-' || lpad(n::text, greatest(6, length(n::text)), '0')
                 FROM taken JOIN merchant m USING (merchant_id)""",
            merchant_id,
        )
    )


async def save(connection: Connection, claim: Claim) -> Claim:
    """Store what changed of a locked claim; the claim with its new stamp."""
    stamp = await connection.fetchval(
        """WITH over AS (DELETE FROM follow_up_waiting WHERE merchant_id = $1 AND claim_id = $2 AND $3 = 'closed')
           UPDATE claim SET state = $3, closed_because = $4, number = $5, open_principal = $6, open_fees = $7,
               open_interest = $8, issued_on = $9, due_on = $10, collection_started = $11, next_step_on = $12,
               reference = $13, updated_at = $14, paused_at = $15, paused_because = $16, paused_until = $17,
               open_fees_operator = $18, last_step = $19
           WHERE merchant_id = $1 AND claim_id = $2 RETURNING stamp""",
        claim.merchant_id,
        claim.claim_id,
        claim.state,
        claim.closed_because,
        claim.number,
        claim.open.principal,
        claim.open.fees,
        claim.open.interest,
        claim.issued_on,
        claim.due_on,
        claim.collection_started,
        claim.next_step_on,
        claim.reference,
        claim.updated_at,
        *((claim.pause.at, claim.pause.because, claim.pause.until) if claim.pause else (None, None, None)),
        claim.open.fees_operator,
        claim.last_step,
    )
    return replace(claim, stamp=stamp)


TOUCH = f"""
    WITH touched AS (
        UPDATE claim SET stamp = 0 WHERE merchant_id = $1 AND claim_id = $2 RETURNING merchant_id, claim_id, stamp)
    {
    owing_of(
        told_from(
            "touched",
            merchant_id="merchant_id",
            subject="'claim ' || claim_id || ' ' || stamp",
            event_no="1",
            topics=f"ARRAY['{Topic.CLAIM}']",
            at="$3",
            claim_id="claim_id",
        )
    )
}"""
"""In a line of its own: what it tells of is no event of the claim, and has no number among them."""


async def touch(connection: Connection, merchant_id: UUID, claim_id: UUID, wall: datetime) -> None:
    """Lock the claim, and let whoever follows or watches it know that something shown with it changes."""
    await connection.execute(TOUCH, merchant_id, claim_id, wall)


async def set_updated(connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID], at: datetime) -> None:
    """Something happened to these claims, which are locked, that is not in their rows but for the time of it."""
    await connection.execute(
        "UPDATE claim SET updated_at = $3 WHERE merchant_id = $1 AND claim_id = ANY($2)",
        merchant_id,
        list(claim_ids),
        at,
    )


async def fix_invoice_day(connection: Connection, claim: Claim, day: date) -> None:
    """The day that a paper bears which was shown before the issue stays the claim's invoice day."""
    await connection.execute(
        """UPDATE claim SET content = content || jsonb_build_object('invoice_on', $3::date)
            WHERE merchant_id = $1 AND claim_id = $2""",
        claim.merchant_id,
        claim.claim_id,
        day,
    )


async def fix_contact(connection: Connection, claim: Claim) -> None:
    """Where its payer lives as it is issued, which its own paper stays addressed by, stands in its content."""
    await connection.execute(
        """UPDATE claim SET content = content || jsonb_build_object('contact', $3::jsonb)
            WHERE merchant_id = $1 AND claim_id = $2""",
        claim.merchant_id,
        claim.claim_id,
        claim.contact,
    )


def add(unit: Unit, claim: Claim) -> None:
    """A new claim with its public id and, when it has one, its payment reference."""
    key = {"merchant_id": claim.merchant_id, "claim_id": claim.claim_id}
    unit.add("claim", row_of(claim))
    unit.add("house.claim_directory", {**key, "claim_no": claim.claim_no})
    if claim.reference is not None:
        place = {"bank_account_id": claim.bank_account_id, "reference": claim.reference}
        unit.add("house.reference", {**key, **place})


def start(unit: Unit, claim: Claim) -> None:
    """What starting it changed, if it still bears the stamp that it was read with (`racing.py`)."""
    unit.start({name: claim.stamp if name == "seen" else getattr(claim, name) for name in STARTED})


def as_stored(claim: Claim, unit: Unit) -> Claim:
    """A claim that the unit has written, as reading it would tell it, but for the key of its payer's page."""
    return replace(claim, stamp=unit.stamps[claim.claim_id])


def row_of(claim: Claim) -> Row:
    """A new claim as a row."""
    return {
        **dict(zip(WRITTEN, WRITTEN_OF(claim), strict=True)),
        "open_principal": claim.open.principal,
        "open_fees": claim.open.fees,
        "open_interest": claim.open.interest,
        "open_fees_operator": claim.open.fees_operator,
    }


def add_event(unit: Unit, claim: Claim, event: ClaimEvent, recorded_at: datetime) -> None:
    """One event of a claim; whoever watches the merchant's claims is told of the claim once in the transaction."""
    told = told_row(claim.merchant_id, f"claim {claim.claim_id}", event.event_no, [Topic.CLAIM], recorded_at)
    unit.tell_once({**told, "claim_id": claim.claim_id})
    unit.add(
        "claim_event",
        {
            "merchant_id": claim.merchant_id,
            "claim_id": claim.claim_id,
            "event_no": event.event_no,
            "kind": event.kind,
            "state": event.state,
            "at": event.at,
            "facts": event.facts,
            "created_by": event.created_by,
            "recorded_at": recorded_at,
        },
    )
