"""Counts and sums over all of some merchants' claims, credit notes aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.claim.lifecycle import Closed, State
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Pile:
    """Claims that stand alike: how many, and what is open of them in minor units. Paused and overdue on the day."""

    currency: str
    state: State
    closed_because: Closed | None
    paused: bool
    overdue: bool
    claims: int
    open_minor: int


async def piles(connection: Connection, days: Mapping[UUID, date]) -> list[Pile]:
    """The claims of these merchants, each on its own day."""
    rows = await connection.fetch(
        """SELECT c.currency, c.state, c.closed_because,
                  c.paused_at IS NOT NULL AND (c.paused_until IS NULL OR d.today < c.paused_until) AS paused,
                  c.due_on IS NOT NULL AND c.due_on < d.today AS overdue, count(*) AS claims,
                  sum(c.open_principal + c.open_fees + c.open_interest)::bigint AS open_minor
             FROM unnest($1::uuid[], $2::date[]) AS d(merchant_id, today) JOIN claim c USING (merchant_id)
            WHERE c.kind <> 'credit_note' GROUP BY 1, 2, 3, 4, 5""",
        list(days),
        list(days.values()),
    )
    return [
        Pile(
            currency=row["currency"],
            state=State(row["state"]),
            closed_because=Closed(row["closed_because"]) if row["closed_because"] else None,
            paused=row["paused"],
            overdue=row["overdue"],
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
    """How many open claims have a document that was given up or came back, so that a person must do something."""
    found = await connection.fetchval(
        """SELECT count(DISTINCT claim_id) FROM delivery d JOIN claim c USING (merchant_id, claim_id)
            WHERE d.state IN ('failed', 'returned') AND d.merchant_id = ANY($1) AND c.state <> 'closed'""",
        list(merchant_ids),
    )
    return int(found)
