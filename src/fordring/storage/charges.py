"""What came on top of claims: every fee and all interest, what each rests on, and what was taken back of it."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from asyncpg import Record

from fordring.domain.claim.parts import Part, Parts
from fordring.domain.followup.charged import Charged, marks_of
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.storage.transaction import Connection

CHARGES = """
    SELECT w.claim_id, p.account, p.amount_minor, e.value_on, e.cause, e.facts,
           coalesce(s.facts -> 'marks', to_jsonb(a.marks), '[]') AS marks
      FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS w(merchant_id, claim_id, claim_no)
      JOIN posting p USING (merchant_id, claim_id)
      JOIN entry e ON (e.merchant_id, e.entry_id, e.recorded_at) = (p.merchant_id, p.entry_id, p.recorded_at)
      LEFT JOIN step s ON (s.merchant_id, s.claim_id) = (w.merchant_id, w.claim_id)
                      AND e.cause = concat('step ', w.claim_no, '/', s.step_no)
      LEFT JOIN payment_plan a ON (a.merchant_id, a.claim_id) = (w.merchant_id, w.claim_id)
                              AND (e.cause = concat('plan ', w.claim_no, '/', a.plan_no)
                                   OR e.cause LIKE concat('instalment ', w.claim_no, '/', a.plan_no, '/%'))
     WHERE e.kind IN ('demanded', 'cancelled') AND p.account IN ('receivable.fees', 'receivable.interest')
     ORDER BY e.value_on, e.entry_id"""


class Owed(Protocol):
    """A claim, whole or as it is listed: by what it is found, and what is open of it."""

    @property
    def merchant_id(self) -> UUID:
        """Whose it is."""

    @property
    def claim_id(self) -> UUID:
        """Its id."""

    @property
    def claim_no(self) -> int:
        """Its number, by which entries name what they were caused by."""

    @property
    def open(self) -> Parts:
        """What is open of it."""


async def charges_on(connection: Connection, claims: Sequence[Owed]) -> Mapping[UUID, list[Charged]]:
    """Every fee and all interest that was demanded of each claim, and what of it was taken back, oldest first."""
    found: dict[UUID, list[Charged]] = {claim.claim_id: [] for claim in claims}
    keys = zip(*((claim.merchant_id, claim.claim_id, claim.claim_no) for claim in claims), strict=True)
    for row in await connection.fetch(CHARGES, *map(list, keys)) if claims else ():
        found[row["claim_id"]].append(_charged(row))
    return found


async def marks_on(connection: Connection, claims: Sequence[Owed]) -> Mapping[UUID, Marks]:
    """What is said beside the fees and the interest that are open of each claim; of most, nothing is read."""
    found = dict.fromkeys((claim.claim_id for claim in claims), UNMARKED)
    asked = {claim.claim_id: claim.open for claim in claims if claim.open.fees or claim.open.interest}
    charges = await charges_on(connection, [claim for claim in claims if claim.claim_id in asked])
    marks = {
        claim_id: marks_of(charges[claim_id]).beside(parts.fees, parts.interest) for claim_id, parts in asked.items()
    }
    return found | marks


def _charged(row: Record) -> Charged:
    part, marks = Part(row["account"].rpartition(".")[2]), Marks.of(row["marks"])
    told = {"plan": marks.of_plan, "instalment": marks.of_notices}.get(row["cause"].partition(" ")[0], marks.fees)
    amount = row["amount_minor"], row["value_on"], row["cause"]
    return Charged(part, *amount, row["facts"], Marks(told, marks.interest))
