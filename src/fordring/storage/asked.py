"""What follow-up asked for of many claims at once: the steps of ours that stand, and what the ledger says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from fordring.storage import letters
from fordring.storage.transaction import Connection

Keys = Sequence[tuple[UUID, UUID]]

WANTED = "unnest($1::uuid[], $2::uuid[]) AS w(merchant_id, claim_id)"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it was taken; amounts are minor units."""

    step_no: int
    kind: str
    sent_on: date
    fee_minor: int
    vat_minor: int
    whose: str
    interest_minor: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """What one entry did to what is owed of a claim, in minor units."""

    kind: str
    cause: str
    value_on: date
    principal: int
    fees: int
    interest: int


@dataclass(frozen=True, slots=True)
class CancelledStep:
    """A step to be cancelled: on which day, why, and by whom."""

    merchant_id: UUID
    claim_id: UUID
    step_no: int
    on: date
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class LoweredStep:
    """A step of whose fee less is asked for: what is left of it, and of the VAT on it."""

    merchant_id: UUID
    claim_id: UUID
    step_no: int
    fee_minor: int
    vat_minor: int


ASKED = frozenset({"demanded", "cancelled"})
"""Kinds of entries by which follow-up asks for something, and takes back what it asked for."""

SET_UP = frozenset({"issued", "registered"})
"""Kinds of entries by which a principal comes to be."""

STEP = """s.claim_id, s.step_no, s.kind, s.sent_on, s.fee_minor, s.vat_minor, s.whose, s.interest_minor,
           s.cancelled_on IS NOT NULL AS cancelled"""

LAST_STEPS = f"""
    UPDATE claim c SET last_step = (
               SELECT s.kind FROM step s
                WHERE (s.merchant_id, s.claim_id) = (c.merchant_id, c.claim_id) AND s.cancelled_on IS NULL
                  AND s.kind <> 'advance_notice' ORDER BY s.step_no DESC LIMIT 1)
      FROM {WANTED} WHERE (c.merchant_id, c.claim_id) = (w.merchant_id, w.claim_id)"""

STEPS = f"""
    SELECT {STEP}
      FROM {WANTED} JOIN step s USING (merchant_id, claim_id)
     WHERE s.ours AND s.cancelled_on IS NULL ORDER BY s.claim_id, s.sent_on, s.step_no"""

BOOKED = f"""
    SELECT l.claim_id, e.kind, e.cause, e.value_on,
           coalesce(sum(l.amount_minor) FILTER (WHERE l.account = 'receivable.principal'), 0)::bigint AS principal,
           coalesce(sum(l.amount_minor) FILTER (WHERE l.account = 'receivable.fees'), 0)::bigint AS fees,
           coalesce(sum(l.amount_minor) FILTER (WHERE l.account = 'receivable.interest'), 0)::bigint AS interest
      FROM {WANTED}
      JOIN posting l USING (merchant_id, claim_id)
      JOIN entry e ON (e.merchant_id, e.entry_id, e.recorded_at) = (l.merchant_id, l.entry_id, l.recorded_at)
     WHERE l.account LIKE 'receivable.%'
     GROUP BY l.claim_id, e.entry_id, e.kind, e.cause, e.value_on ORDER BY e.value_on, e.entry_id"""


async def standing_steps(connection: Connection, keys: Keys) -> dict[UUID, list[StepRow]]:
    """Those of each claim (merchant, claim) that has any, by their days."""
    found: dict[UUID, list[StepRow]] = {}
    for row in await connection.fetch(STEPS, *sides(keys)):
        found.setdefault(row["claim_id"], []).append(_step_of(row))
    return found


async def step(connection: Connection, merchant_id: UUID, claim_id: UUID, step_no: int) -> StepRow | None:
    """One step, ours or its creditor's."""
    row = await connection.fetchrow(
        f"SELECT {STEP} FROM step s WHERE s.merchant_id = $1 AND s.claim_id = $2 AND s.step_no = $3",
        merchant_id,
        claim_id,
        step_no,
    )
    return _step_of(row) if row else None


async def last_of_letter(connection: Connection, merchant_id: UUID, document_id: UUID) -> dict[UUID, int]:
    """Of each claim that the letter is about the number of its step, where that stands and is the claim's last."""
    rows = await connection.fetch(
        """SELECT s.claim_id, s.step_no FROM step s
             WHERE s.merchant_id = $1 AND s.document_id = $2 AND s.claim_id = ANY($3) AND s.cancelled_on IS NULL
               AND NOT EXISTS (SELECT FROM step n
                                WHERE (n.merchant_id, n.claim_id) = (s.merchant_id, s.claim_id)
                                  AND n.step_no > s.step_no AND n.cancelled_on IS NULL)
             ORDER BY s.claim_id""",
        merchant_id,
        document_id,
        await letters.claims_in(connection, merchant_id, document_id),
    )
    return {row["claim_id"]: row["step_no"] for row in rows}


def _step_of(row: asyncpg.Record) -> StepRow:
    return StepRow(**{name: row[name] for name in StepRow.__slots__})


async def booked_on(connection: Connection, keys: Keys) -> dict[UUID, list[Booked]]:
    """What every entry did to these claims, by value day."""
    found: dict[UUID, list[Booked]] = {}
    for row in await connection.fetch(BOOKED, *sides(keys)):
        found.setdefault(row["claim_id"], []).append(Booked(**{name: row[name] for name in Booked.__slots__}))
    return found


async def interest_asked(connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID]) -> dict[UUID, int]:
    """How much interest was asked for of each of the claims in all, less what was taken back; paid or not."""
    rows = await connection.fetch(
        """SELECT l.claim_id, sum(l.amount_minor)::bigint AS minor FROM posting l
             JOIN entry e ON (e.merchant_id, e.entry_id, e.recorded_at) = (l.merchant_id, l.entry_id, l.recorded_at)
            WHERE l.merchant_id = $1 AND l.claim_id = ANY($2) AND l.account = 'receivable.interest'
              AND e.kind = ANY($3) GROUP BY l.claim_id""",
        merchant_id,
        list(claim_ids),
        sorted(ASKED),
    )
    return {row["claim_id"]: row["minor"] for row in rows}


async def said_of(connection: Connection, keys: Keys) -> dict[UUID, Mapping[str, Any]]:
    """What the client said of each claim for its follow-up."""
    rows = await connection.fetch(
        f"SELECT c.claim_id, c.content -> 'follow_up' AS said FROM {WANTED} JOIN claim c USING (merchant_id, claim_id)",
        *sides(keys),
    )
    return {row["claim_id"]: row["said"] or {} for row in rows}


async def cancel_steps(connection: Connection, steps: Collection[CancelledStep]) -> None:
    """The steps count no more; one cancelled before stays as it was. Their claims stand where they did before."""
    await connection.execute(
        """UPDATE step s SET cancelled_on = n.on_day, cancelled_because = n.because, cancelled_by = n.by_whom
             FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::date[], $5::text[], $6::text[])
                  AS n(merchant_id, claim_id, step_no, on_day, because, by_whom)
            WHERE (s.merchant_id, s.claim_id, s.step_no) = (n.merchant_id, n.claim_id, n.step_no)
              AND s.cancelled_on IS NULL""",
        [step.merchant_id for step in steps],
        [step.claim_id for step in steps],
        [step.step_no for step in steps],
        [step.on for step in steps],
        [step.because for step in steps],
        [step.by for step in steps],
    )
    await connection.execute(LAST_STEPS, *sides([(step.merchant_id, step.claim_id) for step in steps]))


async def lower_fees(connection: Connection, steps: Sequence[LoweredStep]) -> None:
    """The steps bear less, each the last of what is said of it; what they bore when they were taken is kept."""
    last = {(step.merchant_id, step.claim_id, step.step_no): step for step in steps}.values()
    await connection.execute(
        """UPDATE step s SET fee_minor = n.fee, vat_minor = n.vat,
                  facts = jsonb_build_object('taken', jsonb_build_object('fee_minor', s.fee_minor)) || s.facts
             FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[], $5::bigint[])
                  AS n(merchant_id, claim_id, step_no, fee, vat)
            WHERE (s.merchant_id, s.claim_id, s.step_no) = (n.merchant_id, n.claim_id, n.step_no)""",
        [step.merchant_id for step in last],
        [step.claim_id for step in last],
        [step.step_no for step in last],
        [step.fee_minor for step in last],
        [step.vat_minor for step in last],
    )


async def wait_no_more(connection: Connection, keys: Keys) -> None:
    """These claims wait for nobody any more: the daily run looks at them anew, or they are closed."""
    await connection.execute(
        f"""DELETE FROM follow_up_waiting f USING {WANTED}
             WHERE (f.merchant_id, f.claim_id) = (w.merchant_id, w.claim_id)""",
        *sides(keys),
    )


def sides(keys: Keys) -> tuple[list[UUID], list[UUID]]:
    """The keys as WANTED takes them."""
    return [merchant for merchant, _ in keys], [claim for _, claim in keys]
