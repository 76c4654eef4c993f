"""How a claim stands on a day and what happens to it next, for whoever owes it: each one word that pages explain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import UNISSUED, Closed, State
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.outcome import Outcome, Plan, Proposal
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.stops import HOLDING
from fordring.domain.followup.why import Why


class Standing(StrEnum):
    """What a payer wants to know first."""

    UNISSUED = "unissued"
    CREDIT_NOTE = "credit_note"
    PAID = "paid"
    CREDITED = "credited"
    WITHDRAWN = "withdrawn"
    TIME_BARRED = "time_barred"
    WRITTEN_OFF = "written_off"
    PAUSED = "paused"
    DUE = "due"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


class Next(StrEnum):
    """What happens next, and by whom."""

    ISSUE = "issue"
    NOTHING = "nothing"
    PAUSE_ENDS = "pause_ends"
    PAUSE = "pause"
    PAYMENT = "payment"
    PAYMENT_NOTICED = "payment_noticed"
    STEP = "step"
    APPROVAL = "approval"
    DISPUTED = "disputed"
    MORE_TIME = "more_time"
    PAYMENT_PLAN = "payment_plan"
    HELD = "held"
    BARRED = "barred"
    NOTHING_PLANNED = "nothing_planned"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes next, and on which day where that is known; the step of follow-up behind it, if there is one.

    `waits` are the days that it still waits for, the last one first.
    """

    what: Next
    on: date | None = None
    step: Proposal | None = None
    waits: tuple[Reason, ...] = ()


_CLOSED = {
    Closed.PAID: Standing.PAID,
    Closed.CREDITED: Standing.CREDITED,
    Closed.WITHDRAWN: Standing.WITHDRAWN,
    Closed.TIME_BARRED: Standing.TIME_BARRED,
    Closed.WRITTEN_OFF: Standing.WRITTEN_OFF,
}


def standing_of(claim: Claim, day: date) -> Standing:
    """How the claim stands on that day. A pause is told before a due day: it is what matters while it lasts."""
    if claim.state in UNISSUED:
        return Standing.UNISSUED
    if claim.kind is ClaimKind.CREDIT_NOTE:
        return Standing.CREDIT_NOTE
    if claim.state is State.CLOSED:
        return _CLOSED[claim.closed_because or Closed.PAID]
    if claim.paused_on(day):
        return Standing.PAUSED
    if claim.due_on is None or day < claim.due_on:
        return Standing.DUE
    return Standing.DUE_TODAY if day == claim.due_on else Standing.OVERDUE


_STOPS = {
    Why.MORE_TIME: Next.MORE_TIME,
    Why.PAYMENT_PLAN: Next.PAYMENT_PLAN,
    Why.DISPUTED: Next.DISPUTED,
}
"""The stops that are the payer's to know of. Of any other the page says that somebody looks at it, and no more."""
_STOPPED = frozenset({Outcome.STOPPED, Outcome.PERSON})


def outlook(claim: Claim, day: date, plan: Plan | None = None) -> Outlook:
    """What happens next, seen from that day, for whoever owes the claim. `plan` is its plan of that day."""
    if claim.state in UNISSUED:
        return Outlook(Next.ISSUE, claim.next_step_on)
    if claim.kind is ClaimKind.CREDIT_NOTE or claim.state is State.CLOSED:
        return Outlook(Next.NOTHING)
    if claim.pause is not None and claim.paused_on(day):
        return Outlook(Next.PAUSE_ENDS, claim.pause.until) if claim.pause.until else Outlook(Next.PAUSE)
    stopped = _stopped(plan) if plan else None
    if stopped:
        return stopped
    step = plan.step if plan and plan.outcome in {Outcome.STEP, Outcome.APPROVAL} else None
    waits = tuple(each for each in plan.reasons if each.day and each.day > day) if plan and step else ()
    if claim.due_on is not None and day <= claim.due_on:
        noticed = step is not None and step.kind is StepKind.ADVANCE_NOTICE
        return Outlook(Next.PAYMENT_NOTICED if noticed else Next.PAYMENT, claim.due_on, step, waits)
    if plan is None or step is None:
        return Outlook(Next.NOTHING_PLANNED if plan is None or plan.outcome is not Outcome.PERSON else Next.HELD)
    what = Next.APPROVAL if plan.outcome is Outcome.APPROVAL else Next.STEP
    return Outlook(what, max(day, step.earliest_on), step, waits)


def _stopped(plan: Plan) -> Outlook | None:
    """What the payer is told of a stop; None where there is none, or nothing to be told of it."""
    if plan.outcome is Outcome.BARRED:
        return Outlook(Next.BARRED)
    if plan.outcome not in _STOPPED:
        return None
    whys = {reason.why for reason in plan.reasons} & HOLDING
    if not whys:
        return None
    if Why.PAUSED in whys and len(whys) == 1:
        return Outlook(Next.PAUSE_ENDS, plan.look_on) if plan.outcome is Outcome.STOPPED else Outlook(Next.PAUSE)
    told = _STOPS.get(next(iter(whys))) if len(whys) == 1 else None
    return Outlook(told, plan.look_on) if told else Outlook(Next.HELD)
