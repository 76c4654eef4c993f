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
        """What is said beside the amounts: rates that are not verified, or carried over."""
        return tuple(dict.fromkeys(line.mark for line in self.lines if line.mark))


def statement_of(case: Case, on: date) -> InterestStatement:
    """The statement of one claim as of a day. Raises UnusableRuleError."""
    facts = case.facts
    lines = lines_of(interest_up_to(case, on))
    return InterestStatement(on, facts.currency, facts.principal_minor, facts.due_on, bearing_from(case), lines)
