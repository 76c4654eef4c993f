"""The steps of follow-up that were taken on a claim, as they are shown: with their letters, and why they were taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asyncpg import Record

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.letter import InterestLine, line_of
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.domain.followup.reason import Reason
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `interest_minor` is all interest that it asked for, `ours` false for the creditor's own.

    `marks` are said beside its fee and its interest: figures that were not verified.
    """

    step_no: int
    kind: StepKind
    sent_on: date
    pay_by: date | None
    fee_minor: int
    vat_minor: int
    interest_minor: int
    ours: bool
    document_id: UUID | None
    cancelled_on: date | None
    reasons: tuple[Reason, ...] = ()
    interest: tuple[InterestLine, ...] = ()
    marks: Marks = UNMARKED


async def steps_of(connection: Connection, claim: Claim) -> Sequence[Step]:
    """The steps of a claim, the first one first; those that were taken back too."""
    rows = await connection.fetch(
        "SELECT * FROM step WHERE (merchant_id, claim_id) = ($1, $2) ORDER BY step_no",
        claim.merchant_id,
        claim.claim_id,
    )
    return [_step_of(row) for row in rows]


async def last_of(connection: Connection, claim: Claim) -> tuple[StepKind, date] | None:
    """The last step that stands, and its day; None where none was taken."""
    row = await connection.fetchrow(
        """SELECT kind, sent_on FROM step
            WHERE (merchant_id, claim_id) = ($1, $2) AND cancelled_on IS NULL
            ORDER BY sent_on DESC, step_no DESC LIMIT 1""",
        claim.merchant_id,
        claim.claim_id,
    )
    return (StepKind(row["kind"]), row["sent_on"]) if row else None


def _step_of(row: Record) -> Step:
    facts = row["facts"]
    return Step(
        step_no=row["step_no"],
        kind=StepKind(row["kind"]),
        sent_on=row["sent_on"],
        pay_by=row["pay_by"],
        fee_minor=row["fee_minor"],
        vat_minor=row["vat_minor"],
        interest_minor=row["interest_minor"],
        ours=row["ours"],
        document_id=row["document_id"],
        cancelled_on=row["cancelled_on"],
        reasons=tuple(Reason.of(kept) for kept in facts.get("reasons", ()) if "why" in kept),
        interest=tuple(line_of(kept) for kept in facts.get("interest", ())),
        marks=Marks.of(facts.get("marks", ())).beside(row["fee_minor"] + row["vat_minor"], row["interest_minor"]),
    )
