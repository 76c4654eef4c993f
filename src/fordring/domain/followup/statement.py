"""The interest of a claim as of any day, explained: rows of days, base and rate that add up to it exactly."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.followup.case import Case
from fordring.domain.followup.letter import InterestLine, lines_of
from fordring.domain.followup.plan import bearing_from, interest_up_to


@dataclass(frozen=True, slots=True)
class InterestStatement:
    """Late-payment interest up to and with `on`; minor units. `first_on`: its first day, None where none is asked for.

    `principal_minor` is the original principal. What was paid of the interest is not taken off here.
    """

    on: date
    currency: str
    principal_minor: int
    due_on: date | None
    first_on: date | None
    lines: tuple[InterestLine, ...] = ()

    @property
    def total_minor(self) -> int:
        """What the rows add up to."""
        return sum(line.interest_minor for line in self.lines)

    @property
    def marks(self) -> tuple[str, ...]:
        """What is said beside the amounts: figures that are not verified, or carried over."""
        return tuple(dict.fromkeys(mark for line in self.lines for mark in line.marks))


def statement_of(case: Case, on: date) -> InterestStatement:
    """The statement of one claim as of a day. Raises UnusableRuleError."""
    facts = case.facts
    lines, start = lines_of(interest_up_to(case, on)), bearing_from(case)
    first_on = start.on if start else None
    return InterestStatement(on, facts.currency, facts.principal_minor, facts.due_on, first_on, lines)
