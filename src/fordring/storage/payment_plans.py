"""Payment plans and their instalments: added with what they rest on, looked at on their days, ended once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.instalments import Instalment, PlanState, PlanTerms
from fordring.domain.followup.payment_plan import PaymentPlan, PlanStanding
from fordring.domain.followup.settings import Whose
from fordring.storage.reported import DIRECT_PAYMENT
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

PLAIN = (
    *("merchant_id", "plan_id", "claim_id", "plan_no", "agreed_on", "accepted_by", "accepted_how", "fee_minor"),
    *("notice_fee_minor", "stop_id", "document_id", "note", "look_on", "ended_on", "ended_because"),
    *("created_at", "created_by"),
)
PARTS = ("principal", "fees", "interest", "fees_operator")

ROWS = """
    SELECT p.*, (SELECT array_agg(i ORDER BY instalment_no) FROM instalment i
                  WHERE (i.merchant_id, i.plan_id) = (p.merchant_id, p.plan_id)) AS instalments
      FROM payment_plan p"""

# What was received since the plan was made, whoever received it: ids grow with time.
PAID = f"""
    SELECT w.claim_id,
           coalesce((SELECT sum(p.principal_minor + p.fees_minor + p.interest_minor) FROM payment p
                      WHERE p.merchant_id = $1 AND p.claim_id = w.claim_id AND p.payment_id > w.plan_id), 0)::bigint
         + coalesce((SELECT sum(b.booked_minor) FROM reported_booking b
                      WHERE b.merchant_id = $1 AND b.claim_id = w.claim_id AND b.booking_id > w.plan_id
                        AND {DIRECT_PAYMENT}), 0)::bigint AS minor
      FROM unnest($2::uuid[], $3::uuid[]) AS w(claim_id, plan_id)"""

# Something is due, or the claim was closed by something else; and what was kept and is owed again.
DUE = """
    SELECT p.claim_id FROM payment_plan p JOIN claim c USING (merchant_id, claim_id)
     WHERE p.merchant_id = $1 AND p.state = 'active' AND (p.look_on <= $2 OR c.state = 'closed')
    UNION
    SELECT p.claim_id FROM payment_plan p JOIN claim c USING (merchant_id, claim_id)
     WHERE p.merchant_id = $1 AND p.state = 'kept' AND c.state = 'issued'
       AND NOT EXISTS (SELECT FROM payment_plan n WHERE n.merchant_id = $1 AND n.claim_id = p.claim_id
                          AND n.plan_no > p.plan_no)
     ORDER BY 1"""

FIRST_DAY = """
    SELECT min(day) FROM (
        SELECT CASE WHEN c.state = 'closed' THEN p.agreed_on ELSE p.look_on END AS day
          FROM payment_plan p JOIN claim c USING (merchant_id, claim_id)
         WHERE p.merchant_id = $1 AND p.state = 'active'
        UNION ALL
        SELECT p.ended_on FROM payment_plan p JOIN claim c USING (merchant_id, claim_id)
         WHERE p.merchant_id = $1 AND p.state = 'kept' AND c.state = 'issued'
           AND NOT EXISTS (SELECT FROM payment_plan n WHERE n.merchant_id = $1 AND n.claim_id = p.claim_id
                              AND n.plan_no > p.plan_no)) AS looks"""


def add(unit: Unit, plan: PaymentPlan, bank_account_id: UUID, recorded_at: datetime) -> None:
    """A new plan, its instalments, and their references on the account that the claim is paid to."""
    key = {"merchant_id": plan.merchant_id, "plan_id": plan.plan_id}
    facts = {name: getattr(plan, name) for name in PLAIN}
    agreed = {name: getattr(plan.agreed, name) for name in PARTS}
    more = {"state": plan.state, "whose": plan.whose, "terms": asdict(plan.terms), "agreed": agreed}
    more["marks"] = list(plan.marks)
    unit.add("payment_plan", facts | more | {"recorded_at": recorded_at})
    place = {"merchant_id": plan.merchant_id, "claim_id": plan.claim_id, "bank_account_id": bank_account_id}
    unit.add("house.reference", *({**place, "reference": each.reference} for each in plan.instalments))
    unit.add("instalment", *({**key, **_row_of(each)} for each in plan.instalments))


def _row_of(instalment: Instalment) -> Mapping[str, Any]:
    row = asdict(instalment)
    return {"instalment_no": row.pop("number"), **row}


async def of_claim(connection: Connection, claim: Claim) -> Sequence[PlanStanding]:
    """Every plan of the claim as it stands, the oldest first."""
    rows = await connection.fetch(
        f"{ROWS} WHERE p.merchant_id = $1 AND p.claim_id = $2 ORDER BY p.plan_no", claim.merchant_id, claim.claim_id
    )
    plans = [_plan_of(row) for row in rows]
    if not plans:
        return []
    ids = [plan.plan_id for plan in plans]
    paid = await connection.fetch(PAID, claim.merchant_id, [claim.claim_id for _ in ids], ids)
    return [PlanStanding(plan, claim, row["minor"]) for plan, row in zip(plans, paid, strict=True)]


async def newest(connection: Connection, claim: Claim) -> PlanStanding | None:
    """The claim's last plan as it stands; None where it never had one."""
    found = await of_claim(connection, claim)
    return found[-1] if found else None


async def due(connection: Connection, merchant_id: UUID, today: date) -> list[UUID]:
    """The claims whose plans are to be looked at by the day."""
    return [row["claim_id"] for row in await connection.fetch(DUE, merchant_id, today)]


async def first_day(connection: Connection, merchant_id: UUID) -> date | None:
    """The earliest day on which one of the merchant's plans is to be looked at; None where none is."""
    found: date | None = await connection.fetchval(FIRST_DAY, merchant_id)
    return found


async def save(connection: Connection, plan: PaymentPlan) -> None:
    """Store what changes of a plan whose claim is locked, and of its instalments."""
    await connection.execute(
        """UPDATE payment_plan SET state = $3, look_on = $4, ended_on = $5, ended_because = $6, stop_id = $7
            WHERE merchant_id = $1 AND plan_id = $2""",
        *(plan.merchant_id, plan.plan_id, plan.state, plan.look_on, plan.ended_on, plan.ended_because, plan.stop_id),
    )
    await connection.executemany(
        """UPDATE instalment SET fee_minor = $4, noticed_on = $5, reminded_on = $6
            WHERE merchant_id = $1 AND plan_id = $2 AND instalment_no = $3""",
        [
            (plan.merchant_id, plan.plan_id, each.number, each.fee_minor, each.noticed_on, each.reminded_on)
            for each in plan.instalments
        ],
    )


async def look_on(connection: Connection, merchant_id: UUID, claim_id: UUID, day: date) -> None:
    """The claim's active plan is looked at on that day, whatever is in it."""
    await connection.execute(
        "UPDATE payment_plan SET look_on = $3 WHERE merchant_id = $1 AND claim_id = $2 AND state = 'active'",
        *(merchant_id, claim_id, day),
    )


async def end_stop(connection: Connection, plan: PaymentPlan, day: date, because: str, by: str) -> None:
    """What the plan stopped goes on."""
    await connection.execute(
        """UPDATE claim_stop SET ended_on = $3, ended_because = $4, ended_by = $5
            WHERE merchant_id = $1 AND stop_id = $2 AND ended_on IS NULL""",
        *(plan.merchant_id, plan.stop_id, day, because, by),
    )


async def fees_of(connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID]) -> dict[UUID, int]:
    """What plans of these claims cost their payers so far; claims without a fee are left out."""
    rows = await connection.fetch(
        """SELECT p.claim_id, sum(p.fee_minor + coalesce((SELECT sum(i.fee_minor) FROM instalment i
                    WHERE (i.merchant_id, i.plan_id) = (p.merchant_id, p.plan_id)), 0))::bigint AS minor
             FROM payment_plan p WHERE p.merchant_id = $1 AND p.claim_id = ANY($2)
            GROUP BY p.claim_id""",
        merchant_id,
        list(claim_ids),
    )
    return {row["claim_id"]: row["minor"] for row in rows if row["minor"]}


def _plan_of(row: asyncpg.Record) -> PaymentPlan:
    return PaymentPlan(
        **{name: row[name] for name in PLAIN},
        state=PlanState(row["state"]),
        agreed=Parts(**row["agreed"]),
        whose=Whose(row["whose"]),
        terms=PlanTerms(**row["terms"]),
        instalments=tuple(_instalment_of(each) for each in row["instalments"] or ()),
        marks=tuple(row["marks"]),
    )


def _instalment_of(row: asyncpg.Record) -> Instalment:
    names = ("due_on", "amount_minor", "reference", "fee_minor", "noticed_on", "reminded_on")
    return Instalment(row["instalment_no"], *(row[name] for name in names))
