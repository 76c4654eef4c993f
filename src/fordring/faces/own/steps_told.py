"""Steps of follow-up in the shape of our own face: those to come and those that were taken."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from fordring.domain.followup.facts import SILENT, StepKind
from fordring.domain.followup.letter import InterestLine, line_of, lines_of
from fordring.domain.followup.outcome import Proposal
from fordring.domain.followup.settings import Whose
from fordring.domain.followup.words.tongue import Language
from fordring.faces.own.reasons import reason_answer, reason_told
from fordring.faces.own.wire.ahead import ComingAnswer, InterestAnswer, ProposedAnswer, StepAnswer
from fordring.services.bill import name_of
from fordring.services.preview import Coming
from fordring.storage.upcoming import StoredStep


def proposed(step: Proposal) -> ProposedAnswer:
    """A step that is to come."""
    way: Literal["email", "letter"] = "email" if step.electronic else "letter"
    return ProposedAnswer(
        kind=step.kind,
        legal_on=step.legal_on,
        earliest_on=step.earliest_on,
        pay_by=step.pay_by,
        fee=step.charge.fee_minor,
        vat=step.charge.vat_minor,
        whose=step.charge.whose,
        interest=step.interest_minor,
        interest_rows=_rows(lines_of(step.interest)),
        way="none" if step.kind in SILENT else way,
        marks=list(step.marks),
    )


def coming_told(coming: Coming, language: Language = "en", *, operator: bool = False) -> ComingAnswer:
    """What comes of a claim on a day, its reasons in the language; what went wrong is the operator's to read."""
    claim, ahead = coming.claim, coming.ahead
    about: dict[str, Any] = {
        "claim_id": claim.claim_no,
        "number": claim.number or claim.own_number,
        "payer": name_of(claim.billing),
    }
    if ahead is None:
        assert coming.failure is not None
        reasons = [reason_told(coming.failure, language, operator=operator)]
        nothing: dict[str, Any] = {"step": None, "interest": 0, "total": claim.open.total}
        return ComingAnswer(**about, **nothing, day=coming.day, does="fails", waits_for="failed", reasons=reasons)
    return ComingAnswer(
        **about,
        day=coming.day,
        does="waits" if ahead.waits else "step",
        waits_for=ahead.waits,
        step=proposed(ahead.plan.step) if ahead.plan.step else None,
        interest=ahead.interest_minor,
        total=ahead.open.total,
        reasons=[reason_answer(each, language) for each in ahead.plan.reasons],
    )


def taken(step: StoredStep, language: Language = "en") -> StepAnswer:
    """A step that was taken, its reasons in the language."""
    facts: Mapping[str, Any] = step.facts
    return StepAnswer(
        step_no=step.step_no,
        kind=StepKind(step.kind),
        sent_on=step.sent_on,
        pay_by=step.pay_by,
        fee=step.fee_minor,
        vat=step.vat_minor,
        whose=Whose(step.whose),
        interest=step.interest_minor,
        ours=step.ours,
        document_id=step.document_id,
        reasons=[reason_told(each, language) for each in facts.get("reasons", ())],
        interest_rows=_rows(line_of(each) for each in facts.get("interest", ())),
        marks=list(step.marks.all),
        created_by=step.created_by,
        cancelled_on=step.cancelled_on,
        cancelled_because=step.cancelled_because,
        cancelled_by=step.cancelled_by,
    )


def _rows(lines: Iterable[InterestLine]) -> list[InterestAnswer]:
    return [
        InterestAnswer(
            from_on=line.first,
            to_on=line.last,
            base=line.base_minor,
            rate_bp=line.rate_bp,
            days=line.days,
            interest=line.interest_minor,
            mark="; ".join(line.marks),
        )
        for line in lines
    ]
