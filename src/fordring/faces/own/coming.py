"""What becomes of a claim, and its interest, in the shapes of our own face."""

from datetime import date

from fordring.domain.claim.claim import Claim
from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.words.telling import outcome_name, step_name
from fordring.domain.followup.words.tongue import Language
from fordring.faces.own.reasons import reason_answer
from fordring.faces.own.wire.coming import (
    FollowUpAnswer,
    InterestAnswer,
    InterestRow,
    NextStepAnswer,
    StepAnswer,
    SummaryAnswer,
    SummaryRow,
    SummaryStep,
    WantedAnswer,
)
from fordring.faces.own.wire.whereabouts import ReachedAnswer
from fordring.services.bill import name_of
from fordring.services.following_up.show_follow_up import ShownFollowUp
from fordring.services.following_up.show_interest import ShownInterest
from fordring.services.following_up.show_summary import ShownSummary
from fordring.storage.steps import Step


def follow_up_answer(shown: ShownFollowUp, language: Language) -> FollowUpAnswer:
    """The plan with its reasons, for and against, and the steps that were taken."""
    plan, country = shown.follow_up.plan, shown.merchant.country
    return FollowUpAnswer(
        claim_id=shown.claim.claim_no,
        day=shown.day,
        letters_to=reached_answer(shown.claim),
        outcome=plan.outcome if plan else None,
        outcome_name=outcome_name(plan.outcome, language) if plan else "",
        step=_next(plan, country, language) if plan else None,
        reasons=[reason_answer(reason, language) for reason in plan.reasons] if plan else [],
        look_on=plan.look_on if plan else None,
        barred_after=plan.barred_after if plan else None,
        wanted=_wanted(plan.wanted) if plan and plan.wanted else None,
        steps=[_step(step, country, language) for step in shown.follow_up.steps],
    )


def reached_answer(claim: Claim) -> ReachedAnswer:
    """Where letters about the claim go by now."""
    reached = claim.reached
    return ReachedAnswer(
        name=name_of(reached),
        co_address=reached.get("co_address"),
        address_line=reached.get("address_line"),
        address_line_2=reached.get("address_line_2"),
        postal_code=reached.get("postal_code"),
        postal_place=reached.get("postal_place"),
        country=reached["country"],
        email=reached.get("email"),
        changed=claim.contact is not None,
    )


def interest_answer(shown: ShownInterest) -> InterestAnswer:
    """The interest row by row."""
    said = shown.statement
    return InterestAnswer(
        claim_id=shown.claim.claim_no,
        on=said.on,
        currency=said.currency,
        principal_minor=said.principal_minor,
        due_on=said.due_on,
        first_on=said.first_on,
        rows=[
            InterestRow(
                from_on=line.first,
                to_on=line.last,
                base_minor=line.base_minor,
                rate_bp=line.rate_bp,
                days=line.days,
                interest_minor=line.interest_minor,
                unverified="; ".join(line.marks),
            )
            for line in said.lines
        ],
        total_minor=said.total_minor,
    )


def summary_answer(shown: ShownSummary, language: Language) -> SummaryAnswer:
    """All open claims of the payer."""
    said, country = shown.summary, shown.merchant.country
    rows = [
        SummaryRow(
            claim_id=line.claim_no,
            number=line.number,
            reference=line.reference,
            due_on=line.due_on,
            principal_minor=line.open.principal,
            fees_minor=line.open.fees,
            interest_minor=line.open.interest,
            total_minor=line.open.total,
            unverified=list(line.marks.all),
            outcome=line.outcome,
            last_step=_named(line.last_step, country, language),
            next_step=_named(line.next_step, country, language),
        )
        for line in said.lines
    ]
    return SummaryAnswer(on=said.on, currency=said.currency, claims=rows, total_minor=said.open.total)


def _named(step: tuple[StepKind, date] | None, country: str, language: Language) -> SummaryStep | None:
    return SummaryStep(kind=step[0], name=step_name(step[0], country, language), on=step[1]) if step else None


def _next(plan: Plan, country: str, language: Language) -> NextStepAnswer | None:
    step = plan.step
    if step is None:
        return None
    known = plan.wanted is None
    return NextStepAnswer(
        kind=step.kind,
        name=step_name(step.kind, country, language),
        earliest_on=step.earliest_on,
        legal_on=step.legal_on,
        fee_minor=step.charge.fee_minor if known else None,
        vat_minor=step.charge.vat_minor if known else None,
        whose=step.charge.whose,
        interest_minor=step.interest_minor if known else None,
        pay_by=step.pay_by,
        electronic=step.electronic if known else None,
        unverified=list(step.marks),
    )


def _step(step: Step, country: str, language: Language) -> StepAnswer:
    return StepAnswer(
        step_no=step.step_no,
        kind=step.kind,
        name=step_name(step.kind, country, language),
        sent_on=step.sent_on,
        pay_by=step.pay_by,
        fee_minor=step.fee_minor,
        vat_minor=step.vat_minor,
        interest_minor=step.interest_minor,
        ours=step.ours,
        document_id=step.document_id,
        cancelled_on=step.cancelled_on,
        reasons=[reason_answer(reason, language) for reason in step.reasons],
        unverified=list(step.marks.all),
    )


def _wanted(error: UnusableRuleError) -> WantedAnswer:
    return WantedAnswer(
        country=error.country, item=error.item, payer=error.payer, on=error.day, unverified=error.unverified
    )
