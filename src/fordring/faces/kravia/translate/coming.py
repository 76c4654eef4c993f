"""Follow-up in the words of this API: the steps of a claim, and its plan."""

from collections.abc import Iterable
from typing import Any

from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.words.telling import outcome_name, step_name
from fordring.domain.followup.words.tongue import Language
from fordring.faces.kravia.compatibility import TYPE_OF_STEP
from fordring.faces.kravia.translate.figures import major
from fordring.faces.kravia.wire import follow_up_answers as answers
from fordring.services.dossiers import Dossier
from fordring.services.follow_up_shown import FollowUp
from fordring.storage.steps import Step


def next_step(dossier: Dossier, follow_up: FollowUp, language: Language) -> answers.NextStep | None:
    """The plan of the claim; nothing for what is not issued, closed, or a credit note."""
    plan = follow_up.plan
    if plan is None:
        return None
    return answers.NextStep(
        outcome=plan.outcome,
        outcome_name=outcome_name(plan.outcome, language),
        **_step(dossier, plan, language),
        reasons=_reasons(plan.reasons, language),
        time_barred_after=plan.barred_after,
        look_again_date=plan.look_on,
    )


def _step(dossier: Dossier, plan: Plan, language: Language) -> dict[str, Any]:
    """What is known of the step: its amounts only where the figures they rest on may be used."""
    step, currency = plan.step, dossier.claim.currency
    known = step is not None and plan.wanted is None
    return {
        "type": TYPE_OF_STEP[step.kind] if step else None,
        "name": step_name(step.kind, dossier.merchant.country, language) if step else None,
        "earliest_date": step.earliest_on if step else None,
        "legal_date": step.legal_on if step else None,
        "fee": major(step.charge.fee_minor, currency) if step and known else None,
        "fee_vat": major(step.charge.vat_minor, currency) if step and known else None,
        "interest": major(step.interest_minor, currency) if step and known else None,
        "pay_by_date": step.pay_by if step else None,
        "electronic": step.electronic if step and known else None,
        "unverified": list(step.marks) if step else [],
    }


def taken_step(dossier: Dossier, step: Step, language: Language) -> answers.TakenStep:
    """A step that was taken, with the reasons that it was taken for."""
    currency = dossier.claim.currency
    return answers.TakenStep(
        number=step.step_no,
        type=TYPE_OF_STEP[step.kind],
        name=step_name(step.kind, dossier.merchant.country, language),
        sent_date=step.sent_on,
        pay_by_date=step.pay_by,
        fee=major(step.fee_minor, currency),
        fee_vat=major(step.vat_minor, currency),
        interest=major(step.interest_minor, currency),
        by_creditor=not step.ours,
        document_id=str(step.document_id) if step.document_id else None,
        cancelled_date=step.cancelled_on,
        reasons=_reasons(step.reasons, language),
        unverified=list(step.marks.all),
    )


def _reasons(reasons: Iterable[Reason], language: Language) -> list[answers.Reason]:
    return [
        answers.Reason(
            code=reason.why,
            text=reason.text(language),
            source=reason.source,
            not_before=reason.day,
            by_law=reason.legal,
        )
        for reason in reasons
    ]
