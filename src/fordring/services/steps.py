"""A step of follow-up as it is taken: the claim afterwards, and every row of it; nothing is written yet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.claim.distribution import Way
from fordring.domain.followup.facts import SILENT, ClaimFacts, StepKind
from fordring.domain.followup.letter import InterestLine, Letter, LetterClaim, lines_of
from fordring.domain.followup.looks import look_after
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.domain.followup.outcome import Plan, Proposal
from fordring.domain.followup.settings import FollowUpSettings
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import step_demanded
from fordring.domain.merchant import Merchant
from fordring.domain.plentiful import plentiful
from fordring.services.bill import book_of, name_of
from fordring.storage import claims, ledger
from fordring.storage.ids import new_id
from fordring.storage.priced import SPARED
from fordring.storage.queue import Job
from fordring.storage.unit import Row
from fordring.storage.work import Work

EVENTS: Mapping[StepKind, str] = {
    StepKind.ADVANCE_NOTICE: "advance_notice",
    StepKind.REMINDER: "reminded",
    StepKind.COMPENSATION: "compensation_claimed",
    StepKind.COLLECTION_NOTICE: "noticed",
    StepKind.PAYMENT_DEMAND: "demanded",
    StepKind.HEAVY_DEMAND: "heavily_demanded",
    StepKind.LEGAL_ACTION: "legal_action",
    StepKind.MONITORED: "monitored",
}
"""What the claim's story calls each step."""


@plentiful(frozen=True, slots=True)
class Stepping:
    """What a step is taken of: the claim with its facts and plan, whose it is and what its owner wants, and when.

    `posted_minor` is the interest that was demanded before, `marks` are said beside what was demanded before.
    """

    merchant: Merchant
    claim: Claim
    facts: ClaimFacts
    settings: FollowUpSettings
    plan: Plan
    posted_minor: int
    now: datetime
    today: date
    marks: Marks = UNMARKED


@plentiful(frozen=True, slots=True)
class StepMade:
    """A step with its rows: the claim after it, its event, `entry` if it asks for money, `letter` if it is one."""

    claim: Claim
    event: ClaimEvent
    step: Row
    entry: Entry | None
    letter: Letter | None
    document_id: UUID | None
    delivery: Row | None


def step_of(stepping: Stepping, asker: str, message: str | None = None) -> StepMade:
    """The step that the plan proposes for today, which must be due. Some have no letter: `SILENT`."""
    claim, proposal = stepping.claim, stepping.plan.step
    assert proposal is not None
    is_letter = proposal.kind not in SILENT
    lines = lines_of(proposal.interest) if is_letter else ()
    kept = [line.kept() for line in lines]
    interest_minor = max(0, sum(line.interest_minor for line in lines) - stepping.posted_minor)
    charge, book = proposal.charge, book_of(stepping.merchant, claim)
    fee_minor = charge.fee_minor + charge.vat_minor
    step_no = len(stepping.facts.steps) + 1
    asks = (fee_minor, interest_minor, charge.whose)
    document_id = new_id() if is_letter else None
    look_on = look_after(stepping.today, proposal.pay_by, stepping.settings, stepping.merchant.country)
    said: dict[str, Any] = {
        "step_no": step_no,
        "fee_minor": charge.fee_minor,
        "vat_minor": charge.vat_minor,
        "interest_minor": interest_minor,
        "pay_by": proposal.pay_by,
        "document_id": document_id,
    }
    if message:
        said["message"] = message
    last = claim.last_step if proposal.kind is StepKind.ADVANCE_NOTICE else proposal.kind
    what = (book.asked(*asks), look_on, EVENTS[proposal.kind], stepping.now, asker)
    told, event = claim.stepped(*what, facts=said, last_step=last)
    entry = None
    if fee_minor or interest_minor:
        cause, facts = f"step {claim.claim_no}/{step_no}", _entry_facts(proposal, kept)
        entry = Entry(new_id(), "demanded", stepping.today, cause, step_demanded(book, *asks), facts)
    marks = proposal.marks if is_letter else ()
    letter = _letter(stepping, told, proposal, lines, marks) if is_letter else None
    delivery = _delivery(stepping, proposal) if is_letter else None
    row = _step_row(stepping, proposal, step_no, kept, marks) | {"document_id": document_id, "created_by": asker}
    return StepMade(told, event, row, entry, letter, document_id, delivery)


def add_step(work: Work, made: StepMade) -> None:
    """The step's rows but for the claim's own, which is saved with others."""
    claim, unit = made.claim, work.unit
    key = {"merchant_id": claim.merchant_id, "claim_id": claim.claim_id}
    unit.add("step", {**key, **made.step, "recorded_at": work.wall})
    claims.add_event(unit, claim, made.event, work.wall)
    if made.entry is not None:
        ledger.post(unit, claim.merchant_id, made.entry, work.wall)
    if made.letter is None or made.delivery is None:
        return
    paper = {"merchant_id": claim.merchant_id, "document_id": made.document_id, "kind": made.letter.kind.value}
    document = {"claim_id": claim.claim_id, "media_type": "application/pdf", "created_at": claim.updated_at}
    unit.add("document", {**paper, **document})
    unit.add("letter", {**paper, "sent_on": made.letter.sent_on, "content": made.letter.kept()})
    delivery_id = made.delivery["delivery_id"]
    times = {"next_try_at": work.wall, "created_at": claim.updated_at}
    unit.add("delivery", {**key, "document_id": made.document_id, **made.delivery, **times})
    unit.add_job(Job("deliver", str(delivery_id), {"delivery_id": str(delivery_id)}, claim.merchant_id))


def _step_row(
    stepping: Stepping, proposal: Proposal, step_no: int, lines: Sequence[Row], marks: Sequence[str]
) -> dict[str, Any]:
    facts = {
        "reasons": [reason.kept() for reason in stepping.plan.reasons],
        "legal_on": proposal.legal_on,
        "marks": marks,
        "figures": [_figure(figure.row.source, figure.value) for figure in proposal.charge.figures],
        "interest": lines,
    }
    if proposal.charge.spared_minor:
        facts[SPARED] = proposal.charge.spared_minor
    return {
        "step_no": step_no,
        "kind": proposal.kind.value,
        "sent_on": stepping.today,
        "pay_by": proposal.pay_by,
        "fee_minor": proposal.charge.fee_minor,
        "vat_minor": proposal.charge.vat_minor,
        "whose": proposal.charge.whose.value,
        "interest_minor": sum(line["minor"] for line in lines),
        "ours": True,
        "facts": facts,
    }


def _figure(source: str, value: int) -> Mapping[str, Any]:
    return {"source": source, "value": value}


def _entry_facts(proposal: Proposal, lines: Sequence[Row]) -> Mapping[str, Any]:
    """What explains the entry: the fee, its paragraph, and the rows of all interest up to the step's day."""
    charge = proposal.charge
    return {
        "step": proposal.kind.value,
        "fee_minor": charge.fee_minor,
        "vat_minor": charge.vat_minor,
        "whose": charge.whose.value,
        "paragraph": charge.figures[0].row.paragraph if charge.figures else "",
        "interest": lines,
    }


def _letter(
    stepping: Stepping, claim: Claim, proposal: Proposal, lines: Sequence[InterestLine], marks: tuple[str, ...]
) -> Letter:
    assert claim.due_on is not None
    about = LetterClaim(
        claim.claim_id,
        claim.claim_no,
        claim.number or claim.own_number,
        claim.reference,
        claim.issued_on,
        claim.due_on,
        claim.principal_minor,
        claim.open,
        proposal.charge.fee_minor,
        proposal.charge.vat_minor,
        tuple(lines),
        stepping.marks.fees,
    )
    wanted = stepping.settings
    by = (wanted.regime, wanted.licence, marks, wanted.collector, claim.contact)
    return Letter(proposal.kind, stepping.today, proposal.pay_by, claim.currency, (about,), *by)


def _delivery(stepping: Stepping, proposal: Proposal) -> Row:
    """By e-mail where the law lets it and there is an address, else by letter, which the plan has seen can be sent."""
    reached = stepping.claim.reached
    email = reached.get("email")
    way = Way.EMAIL if proposal.electronic and email else Way.LETTER
    address = {"email": email, "name": name_of(reached)} if way is Way.EMAIL else reached
    return {"delivery_id": new_id(), "channel": way.value, "address": address, "state": "waiting", "attempts": 0}
