"""Claims on their way: those that the daily run will look at, and the steps that were taken of a claim."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.mark import Marks
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step that was taken, by us or, where it is not `ours`, by the creditor before; `facts` say why.

    `interest_minor` is all interest that it asked for. A cancelled one was taken back, its fee with it.
    """

    step_no: int
    kind: str
    sent_on: date
    pay_by: date | None
    fee_minor: int
    vat_minor: int
    whose: str
    interest_minor: int
    ours: bool
    document_id: UUID | None
    facts: Mapping[str, Any]
    created_by: str
    cancelled_on: date | None
    cancelled_because: str | None
    cancelled_by: str | None

    @property
    def marks(self) -> Marks:
        """What is said beside its fee and its interest."""
        kept = Marks.of(self.facts.get("marks", ()))
        return kept.beside(self.fee_minor + self.vat_minor, self.interest_minor)


async def looked_at(
    connection: Connection, merchant_id: UUID, last: date, *, after: tuple[date, UUID] | None, limit: int
) -> list[tuple[date, UUID]]:
    """The next claims of the merchant's that are looked at by the day, the first look first, each with its day."""
    day, claim_id = after or (None, None)
    rows = await connection.fetch(
        """SELECT next_step_on, claim_id FROM claim
            WHERE merchant_id = $1 AND state = 'issued' AND next_step_on <= $2
              AND ($3::date IS NULL OR (next_step_on, claim_id) > ($3, $4::uuid))
            ORDER BY next_step_on, claim_id LIMIT $5""",
        merchant_id,
        last,
        day,
        claim_id,
        limit,
    )
    return [(row["next_step_on"], row["claim_id"]) for row in rows]


async def steps_of(connection: Connection, claim: Claim) -> list[StoredStep]:
    """The claim's steps, oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM step WHERE merchant_id = $1 AND claim_id = $2 ORDER BY step_no",
        claim.merchant_id,
        claim.claim_id,
    )
    return [StoredStep(**{each.name: row[each.name] for each in fields(StoredStep)}) for row in rows]
