"""What the daily run will do with a claim between two days, if nothing else happens to it meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.looks import WaitsFor, look_after, look_on, waits_for
from fordring.domain.followup.outcome import Plan, Proposal
from fordring.domain.followup.settings import FollowUpSettings

Planned = Callable[[ClaimFacts, date], Plan]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes of a look that day: the plan's step is taken, or the claim begins to wait for somebody.

    `interest_minor` is what the step demands beyond what was demanded before; `open` is all that is open behind it.
    """

    day: date
    plan: Plan
    waits: WaitsFor | None
    interest_minor: int
    open: Parts


@dataclass(frozen=True, slots=True)
class Course:
    """A claim on its way: its facts, what of its interest was demanded before, and what its merchant wants."""

    facts: ClaimFacts
    posted_minor: int
    settings: FollowUpSettings
    planned: Planned


def ahead(course: Course, looked_at: date, last: date) -> Iterator[Ahead]:
    """The steps that the run takes, the first look being on `looked_at`, up to the day on which the claim waits.

    It looks as the run does, on the same days. Raises UnsupportedCountryError.
    """
    day: date | None = looked_at
    while day is not None and day <= last:
        plan = course.planned(course.facts, day)
        if plan.due(day) and plan.step is not None:
            taken = _taken(course, plan.step, day)
            yield Ahead(day, plan, None, taken.posted_minor - course.posted_minor, taken.facts.open)
            course, day = taken, look_after(day, plan.step.pay_by, course.settings, course.facts.country)
            continue
        waits = waits_for(plan, day)
        if waits is not None:
            yield Ahead(day, plan, waits, 0, course.facts.open)
            return
        day = look_on(plan, day)


def _taken(course: Course, step: Proposal, day: date) -> Course:
    """The claim behind the step."""
    facts, charge = course.facts, step.charge
    asked = 0 if step.kind is StepKind.LEGAL_ACTION else step.interest_minor
    interest = max(0, asked - course.posted_minor)
    grown = facts.open + Parts(fees=charge.fee_minor + charge.vat_minor, interest=interest)
    steps = (*facts.steps, StepTaken(step.kind, day, charge.fee_minor, step.pay_by))
    return replace(course, facts=replace(facts, open=grown, steps=steps), posted_minor=course.posted_minor + interest)
