"""What the daily run will do with claims between two days, if nothing else happens to them meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.case import Rules
from fordring.domain.followup.facts import SILENT, ClaimFacts, StepTaken
from fordring.domain.followup.looks import WaitsFor, look_after, look_on, waits_for
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.settings import FollowUpSettings
from fordring.domain.followup.together import DueStep, Letter, letters, together

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
class Failed:
    """The look of that day finds that no plan can be made; the run puts such a claim aside."""

    day: date
    error: Exception


@dataclass(frozen=True, slots=True)
class Course:
    """A claim on its way: its facts, what of its interest was demanded before, and what its merchant wants.

    `number` is what its payer knows it by; claims of one `payer_key` go in one letter where the law wants it.
    """

    claim_id: UUID
    claim_no: int
    number: str
    payer_key: str
    facts: ClaimFacts
    posted_minor: int
    settings: FollowUpSettings
    rules: Rules
    planned: Planned


Told = tuple[UUID, Ahead | Failed]


def ahead(courses: Iterable[tuple[date, Course]], last: date) -> Iterator[Told]:
    """The steps that the run takes, each claim's first look being on its day, up to the day on which it waits.

    It looks as the run does, on the same days, and puts together what the run puts in one letter.
    """
    agenda: dict[date, list[Course]] = {}
    for day, course in courses:
        agenda.setdefault(day, []).append(course)
    while agenda and (day := min(agenda)) <= last:
        due: dict[UUID, tuple[Course, DueStep]] = {}
        for course in agenda.pop(day):
            looked = _looked(course, day)
            if isinstance(looked, DueStep):
                due[course.claim_id] = course, looked
            elif isinstance(looked, date):
                agenda.setdefault(looked, []).append(course)
            elif looked is not None:
                yield course.claim_id, looked
        for each in _as_sent(due):
            course, _ = due[each.claim_id]
            taken = _taken(course, each.plan, day)
            yield each.claim_id, Ahead(day, each.plan, None, taken.posted_minor - course.posted_minor, taken.facts.open)
            after = look_after(day, each.step.pay_by, course.settings, course.facts.country)
            agenda.setdefault(after, []).append(taken)


def _looked(course: Course, day: date) -> DueStep | Ahead | Failed | date | None:
    """What comes of the look: a step, that the claim waits or is at fault, or the next look, if there is one."""
    try:
        plan = course.planned(course.facts, day)
    except Exception as error:  # noqa: BLE001 - the run puts such a claim aside, whatever it is, and goes on
        return Failed(day, error)
    if plan.due(day):
        return DueStep(course.claim_id, course.claim_no, course.number, course.payer_key, course.facts, plan)
    waits = waits_for(plan, day)
    return look_on(plan, day) if waits is None else Ahead(day, plan, waits, 0, course.facts.open)


def _as_sent(due: dict[UUID, tuple[Course, DueStep]]) -> Iterator[DueStep]:
    """The steps as they are taken, letter by letter; where a letter cannot be made, its claims are taken one by one."""
    for letter in letters(step for _, step in due.values()):
        course, _ = due[letter[0].claim_id]
        yield from _in_one(letter, course)


def _in_one(letter: Letter, course: Course) -> Letter:
    try:
        return together(letter, course.settings, course.rules)
    except Exception:  # noqa: BLE001 - as in the run: one claim of a letter holds up none of the others
        return letter


def _taken(course: Course, plan: Plan, day: date) -> Course:
    """The claim behind the plan's step."""
    step, facts = plan.step, course.facts
    assert step is not None
    charge = step.charge
    asked = 0 if step.kind in SILENT else step.interest_minor
    interest = max(0, asked - course.posted_minor)
    grown = facts.open + Parts(fees=charge.fee_minor + charge.vat_minor, interest=interest)
    taken = StepTaken(step.kind, day, charge.fee_minor, step.pay_by, spared_minor=charge.spared_minor)
    facts = replace(facts, open=grown, steps=(*facts.steps, taken))
    return replace(course, facts=facts, posted_minor=course.posted_minor + interest)
