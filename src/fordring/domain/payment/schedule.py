"""When a merchant is paid: on which days, from how much on, and how long money rests here before it leaves."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fordring.domain.calendar import is_business_day
from fordring.domain.errors import FieldProblem, InvalidCommandError

PART = "payouts"
"""The part of a merchant's settings that a schedule is kept in."""

HOLD_DAYS_MAX = 90
MONTH_DAY_MAX = 31
WEEK = range(7)
ONE_DAY = timedelta(days=1)


class Every(StrEnum):
    """How often a merchant is paid."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Shortfall(StrEnum):
    """What becomes of a balance below nothing: made good by the next payout, or invoiced by whom the operator names."""

    CARRIED = "carried"
    INVOICED = "invoiced"


@dataclass(frozen=True, slots=True)
class Received:
    """What waits to be paid out that came in on one day, in minor units; below nothing where it is owed back."""

    on: date
    minor: int


@dataclass(frozen=True, slots=True)
class PayoutSchedule:
    """The rule of one merchant. A day that is no business day of its country rolls forward to the next one.

    `weekdays` (Monday is 0) are those of a weekly schedule, `month_day` that of a monthly one: the last day where the
    month is shorter. Less than `minimum_minor`, gross, waits. Money that came in on a day may leave `hold_days`
    calendar days later; what is owed back does not rest.
    """

    every: Every = Every.DAILY
    weekdays: frozenset[int] = frozenset({0})
    month_day: int = 1
    minimum_minor: int = 0
    hold_days: int = 0
    shortfall: Shortfall = Shortfall.CARRIED

    def is_payout_day(self, day: date, country: str) -> bool:
        """Whether the merchant is paid that day: a business day that one of the rule's days is, or rolls to."""
        if not is_business_day(day, country):
            return False
        nominal = day
        while not self._is_nominal(nominal):
            nominal -= ONE_DAY
            if is_business_day(nominal, country):
                return False
        return True

    def first_day(self, day: date, country: str) -> date:
        """The first payout day from `day` on."""
        while not self.is_payout_day(day, country):
            day += ONE_DAY
        return day

    def received_by(self, day: date) -> date:
        """Money that came in by then may leave on `day`."""
        return day - timedelta(days=self.hold_days)

    def first_due(self, waiting: Sequence[Received], day: date, country: str) -> date | None:
        """The first day from `day` on on which there is something to pay out as things stand; None where never."""
        ripening = {day, *(each.on + timedelta(days=self.hold_days) for each in waiting if each.minor > 0)}
        for ripe in sorted(each for each in ripening if each >= day):
            if self.suffices(self.ripe(waiting, ripe)):
                return self.first_day(ripe, country)
        return None

    def ripe(self, waiting: Sequence[Received], day: date) -> int:
        """What of it may leave on `day`, in minor units."""
        return sum(each.minor for each in waiting if each.minor < 0 or each.on <= self.received_by(day))

    def suffices(self, minor: int) -> bool:
        """Whether it is worth a payout."""
        return minor > 0 and minor >= self.minimum_minor

    def _is_nominal(self, day: date) -> bool:
        if self.every is Every.WEEKLY:
            return day.weekday() in self.weekdays
        if self.every is Every.MONTHLY:
            return day.day == min(self.month_day, monthrange(day.year, day.month)[1])
        return True

    @property
    def settings(self) -> Mapping[str, Any]:
        """As it is kept."""
        return {
            "every": self.every,
            "weekdays": sorted(self.weekdays),
            "month_day": self.month_day,
            "minimum_minor": self.minimum_minor,
            "hold_days": self.hold_days,
            "shortfall": self.shortfall,
        }


def schedule_of(settings: Mapping[str, Any]) -> PayoutSchedule:
    """The schedule in a merchant's settings; without one it is paid every business day.

    `payout_weekdays` is the older setting: weekly, on several days.
    """
    kept = dict(settings.get(PART) or {})
    older = set(settings.get("payout_weekdays") or ()) & set(WEEK)
    if not kept:
        return PayoutSchedule(Every.WEEKLY, frozenset(older)) if older else PayoutSchedule()
    return PayoutSchedule(
        every=Every(kept["every"]),
        weekdays=frozenset(kept["weekdays"]),
        month_day=kept["month_day"],
        minimum_minor=kept["minimum_minor"],
        hold_days=kept["hold_days"],
        shortfall=Shortfall(kept["shortfall"]),
    )


def check_schedule(schedule: PayoutSchedule) -> None:
    """Raises InvalidCommandError naming every field that makes no schedule."""
    problems = []
    if not schedule.weekdays or not schedule.weekdays <= set(WEEK):
        problems.append(FieldProblem("weekdays", "are one or more of 0 (Monday) to 6"))
    if not 1 <= schedule.month_day <= MONTH_DAY_MAX:
        problems.append(FieldProblem("month_day", f"is 1 to {MONTH_DAY_MAX}"))
    if schedule.minimum_minor < 0:
        problems.append(FieldProblem("minimum_minor", "is not below zero"))
    if not 0 <= schedule.hold_days <= HOLD_DAYS_MAX:
        problems.append(FieldProblem("hold_days", f"is 0 to {HOLD_DAYS_MAX}"))
    if problems:
        raise InvalidCommandError(*problems)
