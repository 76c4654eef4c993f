"""A payment plan's instalments: how what is owed is shared over them, what payments cover of them, and what is due.

The instalments that are left always add up to what is open of the claim. What changes it while the plan runs (interest,
a credit) is added to the last one, or taken off the last ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from fordring.domain.calendar import first_business_day_after, roll_forward
from fordring.domain.errors import FieldProblem
from fordring.domain.followup.case import months_after

FIRST_DAYS_MAX = 62
"""How long the first instalment may be away."""


class PlanState(StrEnum):
    """What became of a plan."""

    ACTIVE = "active"
    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What a plan asks for on a day."""

    NOTICE = "notice"
    REMIND = "remind"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """No instalment below `least_minor`, no more than `instalments_max` of them, a month apart.

    A notice goes out `notice_days` before each due day (0: none). A reminder goes out when `reminder_days` have passed
    after it, on the next business day, so that money on its way has come; what is not paid `broken_days` after the
    reminder breaks the plan in the same way.
    """

    country: str
    least_minor: int
    instalments_max: int
    notice_days: int
    reminder_days: int
    broken_days: int


@dataclass(frozen=True, slots=True)
class PlanWish:
    """When the first instalment is due, and either how many there are, or how much is paid a month (minor units)."""

    first_on: date
    count: int | None = None
    monthly_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment as it was agreed on; `fee_minor` is that of its notice, once that is sent."""

    number: int
    due_on: date
    amount_minor: int
    reference: str = ""
    fee_minor: int = 0
    noticed_on: date | None = None
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """An instalment as it stands: what it comes to now, and how much of that is paid."""

    instalment: Instalment
    amount_minor: int
    paid_minor: int

    @property
    def left_minor(self) -> int:
        """What is still to be paid of it."""
        return self.amount_minor - self.paid_minor

    def late_on(self, day: date) -> bool:
        """Whether its due day is over and something of it is open."""
        return self.left_minor > 0 and day > self.instalment.due_on

    def state_on(self, day: date) -> Literal["paid", "part_paid", "late", "open"]:
        """What it is on a day, in one word."""
        if self.left_minor <= 0:
            return "paid"
        if self.late_on(day):
            return "late"
        return "part_paid" if self.paid_minor else "open"


@dataclass(frozen=True, slots=True)
class Doing:
    """What is to be done for one instalment, from which day on."""

    act: Act
    number: int
    on: date


def wish_problems(wish: PlanWish, total_minor: int, terms: PlanTerms, today: date) -> Iterator[FieldProblem]:
    """What is wrong with how a total is to be paid, each with the field it is about."""
    if not today < wish.first_on <= today + timedelta(days=FIRST_DAYS_MAX):
        yield FieldProblem("first_on", f"must be after {today}, which is today, and within {FIRST_DAYS_MAX} days")
    if (wish.count is None) == (wish.monthly_minor is None):
        yield FieldProblem("count", "give either how many instalments, or how much a month")
        return
    if wish.monthly_minor is not None and wish.monthly_minor < max(terms.least_minor, 1):
        yield FieldProblem("monthly_minor", f"must be at least {max(terms.least_minor, 1)}")
        return
    if wish.count is not None and wish.count < 1:
        yield FieldProblem("count", "must be at least 1")
        return
    count, field = len(shares(wish, total_minor, terms)), "monthly_minor" if wish.count is None else "count"
    if count > terms.instalments_max:
        yield FieldProblem(field, f"makes {count} instalments, and {terms.instalments_max} are the most")
    elif wish.count is not None and wish.count > 1 and total_minor // wish.count < terms.least_minor:
        yield FieldProblem(field, f"makes instalments below {terms.least_minor}, which is the least")


def shares(wish: PlanWish, total_minor: int, terms: PlanTerms) -> tuple[int, ...]:
    """The amounts, which add up to the total: all alike, the remainder with the last one.

    By the month, the last one is what is left; less than the least instalment goes with the one before.
    """
    if wish.count is not None:
        each = total_minor // wish.count
        return (*(each for _ in range(wish.count - 1)), total_minor - each * (wish.count - 1))
    monthly = wish.monthly_minor or total_minor
    count, rest = divmod(total_minor, monthly)
    if count == 0:
        return (total_minor,)
    if rest >= max(terms.least_minor, 1):
        return (*(monthly for _ in range(count)), rest)
    return (*(monthly for _ in range(count - 1)), monthly + rest)


def instalments(wish: PlanWish, total_minor: int, terms: PlanTerms) -> tuple[Instalment, ...]:
    """The instalments of a sound wish, a month apart, each due on a business day."""
    return tuple(
        Instalment(place + 1, roll_forward(months_after(wish.first_on, place), terms.country), amount)
        for place, amount in enumerate(shares(wish, total_minor, terms))
    )


def covered(rows: Sequence[Instalment], paid_minor: int, open_minor: int) -> tuple[Covered, ...]:
    """What each instalment comes to and what is paid of it, when so much was paid since and so much is open.

    Payments cover the instalments in order, whatever their reference: one that comes early or is too much goes on to
    the next. The rows add up to what was paid and what is open.
    """
    amounts = [row.amount_minor + row.fee_minor for row in rows]
    paid = max(0, paid_minor)
    differs = paid + open_minor - sum(amounts)
    if differs > 0:
        amounts[-1] += differs
    for place in reversed(range(len(amounts))):
        taken = min(amounts[place], max(0, -differs))
        amounts[place] -= taken
        differs += taken
    found = []
    for row, amount in zip(rows, amounts, strict=True):
        part = min(amount, paid)
        paid -= part
        found.append(Covered(row, amount, part))
    return tuple(found)


def doings(rows: Sequence[Covered], terms: PlanTerms) -> Iterator[Doing]:
    """What is to come for each instalment that is not paid, in their order."""
    for row in rows:
        instalment = row.instalment
        if row.left_minor <= 0:
            continue
        if terms.notice_days and instalment.noticed_on is None and instalment.reminded_on is None:
            yield Doing(Act.NOTICE, instalment.number, instalment.due_on - timedelta(days=terms.notice_days))
        if instalment.reminded_on is None:
            yield Doing(Act.REMIND, instalment.number, _after(instalment.due_on, terms.reminder_days, terms))
        else:
            yield Doing(Act.BREAK, instalment.number, _after(instalment.reminded_on, terms.broken_days, terms))


def _after(day: date, days: int, terms: PlanTerms) -> date:
    return first_business_day_after(day + timedelta(days=days), terms.country)


def due(rows: Sequence[Covered], terms: PlanTerms, today: date) -> Doing | None:
    """The one thing to do today; a break before anything else."""
    ready = [each for each in _fitting(rows, terms, today) if each.on <= today]
    return next((each for each in ready if each.act is Act.BREAK), ready[0] if ready else None)


def look_on(rows: Sequence[Covered], terms: PlanTerms, today: date) -> date | None:
    """The day after today on which something is next to be done; None where nothing is."""
    tomorrow = today + timedelta(days=1)
    return min((max(each.on, tomorrow) for each in _fitting(rows, terms, today)), default=None)


def _fitting(rows: Sequence[Covered], terms: PlanTerms, today: date) -> Iterator[Doing]:
    """While an instalment is late, none is announced."""
    late = any(row.late_on(today) for row in rows)
    return (each for each in doings(rows, terms) if each.act is not Act.NOTICE or not late)
