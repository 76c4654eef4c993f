"""What a summary of a claim for a court is made of: its papers, those of its letters too, and its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import PARTS, Parts
from fordring.domain.ledger.accounts import RECEIVABLE
from fordring.storage.documents import Document, document_of
from fordring.storage.transaction import Connection

PAPERS = """
    SELECT d.* FROM document d
     WHERE d.merchant_id = $1
       AND (d.claim_id = $2
            OR d.document_id IN (SELECT s.document_id FROM step s WHERE s.merchant_id = $1 AND s.claim_id = $2))
     ORDER BY d.created_at, d.document_id"""

STEPS = """
    SELECT kind, sent_on, pay_by, fee_minor + vat_minor AS fee_minor, ours, cancelled_on IS NOT NULL AS cancelled,
           document_id, coalesce(facts -> 'marks', '[]') AS marks
      FROM step WHERE merchant_id = $1 AND claim_id = $2 ORDER BY sent_on, step_no"""

ENTRIES = """
    SELECT e.entry_id, e.kind, e.value_on, e.cause,
           array_agg((p.account, p.amount_minor) ORDER BY p.line_no) AS postings
      FROM posting p JOIN entry e ON (e.merchant_id, e.entry_id, e.recorded_at) = ($1, p.entry_id, p.recorded_at)
     WHERE p.merchant_id = $1 AND p.claim_id = $2
     GROUP BY e.entry_id, e.kind, e.value_on, e.cause, e.recorded_at ORDER BY e.value_on, e.recorded_at, e.entry_id"""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry with its postings on one claim, and what they changed of what is owed."""

    entry_id: UUID
    kind: str
    value_on: date
    cause: str
    changes: Parts
    postings: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step's row, as far as a court is told of it; its fee with its VAT."""

    kind: str
    sent_on: date
    pay_by: date | None
    fee_minor: int
    ours: bool
    cancelled: bool
    document_id: UUID | None
    marks: Sequence[str]


async def papers_of(connection: Connection, claim: Claim) -> list[Document]:
    """Every document of the claim, and every letter that is about it too, the oldest first."""
    return [document_of(row) for row in await connection.fetch(PAPERS, claim.merchant_id, claim.claim_id)]


async def steps_of(connection: Connection, claim: Claim) -> list[KeptStep]:
    """Every step of the claim, the oldest first."""
    return [KeptStep(**row) for row in await connection.fetch(STEPS, claim.merchant_id, claim.claim_id)]


async def entries_of(connection: Connection, claim: Claim) -> list[KeptEntry]:
    """Every entry that touches the claim, by the days they count from."""
    found = []
    for row in await connection.fetch(ENTRIES, claim.merchant_id, claim.claim_id):
        postings = [(account, minor) for account, minor in row["postings"]]
        sums = {part.value: sum(minor for account, minor in postings if account == RECEIVABLE[part]) for part in PARTS}
        head = (row["entry_id"], row["kind"], row["value_on"], row["cause"])
        found.append(KeptEntry(*head, Parts(**sums), postings))
    return found
