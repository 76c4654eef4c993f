"""Steps of follow-up taken on a database as the daily run takes them, and money of any day that comes behind them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import DEMANDS, StepKind
from fordring.domain.followup.hindsight import interest_rows
from fordring.domain.followup.letter import Letter, LetterClaim, lines_of
from fordring.domain.followup.settings import Regime, Whose
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import step_demanded
from fordring.domain.merchant import Merchant
from fordring.services.bill import book_of
from fordring.services.followed import followed_one
from fordring.storage import claims, ledger
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from fordring.storage.work import Work
from support import make

DUE = date(2026, 11, 30)
"""When invoices of tests are due: issued on 16 November, with fourteen days."""


def day(after_due: int) -> date:
    """So many days after the due date."""
    return DUE + timedelta(after_due)


@dataclass(frozen=True)
class Taken:
    """A step: so many days after the due date, with a fee and whose that is; `interest`: whether it asks for it."""

    after_due: int
    fee: int = 3_800
    kind: StepKind = StepKind.REMINDER
    whose: Whose = Whose.MERCHANT
    interest: bool = True


async def step_taken(database: Database, owner: Merchant, claim_id: UUID, step: Taken) -> None:
    """Take it, and ask for the interest up to its day that was not asked for before."""
    wall = datetime.combine(day(step.after_due), time(9), UTC)
    await database.run(lambda connection: _take(make.work(connection, wall), owner, claim_id, step))


async def _take(work: Work, owner: Merchant, claim_id: UUID, step: Taken) -> None:
    key = owner.merchant_id, claim_id
    claim = await claims.get(work.connection, *key, lock=True)
    known = (await followed_one(work.connection, owner, claim)).known
    rows = interest_rows(known, day(step.after_due)) if step.interest else ()
    whole = sum(row.interest_minor for row in rows)
    interest = max(0, whole - known.interest_minor)
    step_no = 1 + await work.connection.fetchval("SELECT count(*) FROM step WHERE claim_id = $1", claim_id)
    row: dict[str, Any] = {
        "merchant_id": owner.merchant_id,
        "claim_id": claim_id,
        "step_no": step_no,
        "kind": step.kind,
        "sent_on": day(step.after_due),
        "fee_minor": step.fee,
        "vat_minor": 0,
        "whose": step.whose,
        "interest_minor": whole,
        "ours": True,
        "facts": {},
        "created_by": "fordring",
        "recorded_at": work.wall,
    }
    marks = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    await work.connection.execute(f"INSERT INTO step ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608 - words of tests
    if step.kind in DEMANDS:
        await _letter_about(work, claim, step_no, step)
    book = book_of(owner, claim)
    facts = {"step": step.kind, "fee_minor": step.fee, "paragraph": "inkassoforskriften § 1-2"}
    facts |= {"vat_minor": 0, "whose": step.whose, "interest": [line.kept() for line in lines_of(rows)]}
    postings = step_demanded(book, step.fee, interest, step.whose)
    if postings:
        cause = f"step {claim.claim_no}/{step_no}"
        ledger.post(
            work.unit, key[0], Entry(new_id(), "demanded", day(step.after_due), cause, postings, facts), work.wall
        )
    told, event = claim.demand(book.asked(step.fee, interest, step.whose)).happened("reminded", work.wall, "fordring")
    claims.add_event(work.unit, told, event, work.wall)
    await claims.save(work.connection, told)
    await work.unit.flush()


async def _letter_about(work: Work, claim: Claim, step_no: int, step: Taken) -> None:
    """The letter of a licensed collector, which says what is open of the principal."""
    about = LetterClaim(
        claim.claim_id,
        claim.claim_no,
        claim.number,
        claim.reference,
        claim.issued_on,
        DUE,
        claim.principal_minor,
        claim.open,
        step.fee,
    )
    letter = Letter(step.kind, day(step.after_due), None, claim.currency, (about,), Regime.COLLECTOR)
    document_id = new_id()
    key = {"merchant_id": claim.merchant_id, "document_id": document_id, "kind": letter.kind}
    paper = {"claim_id": claim.claim_id, "media_type": "application/pdf", "created_at": work.wall}
    work.unit.add("document", {**key, **paper})
    work.unit.add("letter", {**key, "sent_on": letter.sent_on, "content": letter.kept()})
    await work.unit.flush()
    await work.connection.execute(
        "UPDATE step SET document_id = $3 WHERE claim_id = $1 AND step_no = $2", claim.claim_id, step_no, document_id
    )
