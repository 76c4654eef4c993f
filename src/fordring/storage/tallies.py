"""Counts and sums over all of some merchants' claims, credit notes aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.followup.facts import StepKind
from fordring.storage.deliveries import ABOUT, NEWEST
from fordring.storage.holding import held_claims, paused
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Pile:
    """Claims that stand alike: how many, and what is open of them in minor units. Held up and overdue on the day."""

    currency: str
    state: State
    closed_because: Closed | None
    hold: Hold | None
    overdue: bool
    last_step: StepKind | None
    claims: int
    open_minor: int


async def piles(connection: Connection, days: Mapping[UUID, date]) -> list[Pile]:
    """The claims of these merchants, each on its own day."""
    rows = await connection.fetch(
        f"""WITH d AS (SELECT * FROM unnest($1::uuid[], $2::date[]) AS n(merchant_id, today)),
                 held AS (SELECT d.merchant_id, h.* FROM d
                           CROSS JOIN LATERAL ({held_claims("d.merchant_id", "d.today")}) AS h)
           SELECT c.currency, c.state, c.closed_because, c.last_step,
                  CASE WHEN {paused("c", "d.today")} THEN '{Hold.PAUSED}' ELSE held.hold END AS hold,
                  c.due_on IS NOT NULL AND c.due_on < d.today AS overdue, count(*) AS claims,
                  sum(c.open_principal + c.open_fees + c.open_interest)::bigint AS open_minor
             FROM d JOIN claim c USING (merchant_id) LEFT JOIN held USING (merchant_id, claim_id)
            WHERE c.kind <> 'credit_note' GROUP BY 1, 2, 3, 4, 5, 6""",
        list(days),
        list(days.values()),
    )
    return [
        Pile(
            currency=row["currency"],
            state=State(row["state"]),
            closed_because=Closed(row["closed_because"]) if row["closed_because"] else None,
            hold=Hold(row["hold"]) if row["hold"] else None,
            overdue=row["overdue"],
            last_step=StepKind(row["last_step"]) if row["last_step"] else None,
            claims=row["claims"],
            open_minor=row["open_minor"],
        )
        for row in rows
    ]


async def collected(connection: Connection, merchant_ids: Sequence[UUID]) -> dict[str, int]:
    """By currency, what covered claims, received by us or by the merchants themselves, in minor units."""
    rows = await connection.fetch(
        """SELECT currency, sum(minor)::bigint AS minor FROM (
               SELECT currency, principal_minor + fees_minor + interest_minor AS minor FROM payment
                WHERE merchant_id = ANY($1)
               UNION ALL SELECT currency, booked_minor FROM reported_booking
                WHERE merchant_id = ANY($1) AND kind = 'direct_payment') AS covered GROUP BY currency""",
        list(merchant_ids),
    )
    return {row["currency"]: row["minor"] for row in rows}


async def undelivered(connection: Connection, merchant_ids: Sequence[UUID]) -> int:
    """How many open claims want somebody: a document was given up or came back, or a step waits for an approval."""
    found = await connection.fetchval(
        f"""SELECT count(*) FROM (
               SELECT claim_id FROM ({ABOUT} AND d.state IN ('failed', 'returned') AND {NEWEST}
                                        AND d.merchant_id = ANY($1)) b
                 JOIN claim c USING (merchant_id, claim_id) WHERE c.state <> 'closed'
                UNION
               SELECT claim_id FROM follow_up_waiting WHERE merchant_id = ANY($1) AND kind = 'approval') AS wanting""",
        list(merchant_ids),
    )
    return int(found)
