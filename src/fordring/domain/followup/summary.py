"""What all open claims of one payer come to: each with its parts, what was done of it last, and what comes next."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.mark import UNMARKED, Marks, together
from fordring.domain.followup.outcome import Outcome


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One claim; `open` is what is to be paid of it, `marks` are said beside that. A step is a kind with its day."""

    claim_no: int
    number: str | None
    reference: str | None
    due_on: date | None
    open: Parts
    last_step: tuple[StepKind, date] | None
    next_step: tuple[StepKind, date] | None
    outcome: Outcome | None
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True)
class DunningSummary:
    """All open claims of one payer in one currency, as of a day, the one that was due first on top."""

    on: date
    currency: str
    lines: tuple[SummaryLine, ...]

    @property
    def open(self) -> Parts:
        """What is to be paid in all, part by part."""
        parts = [line.open for line in self.lines]
        return Parts(
            sum(each.principal for each in parts),
            sum(each.fees for each in parts),
            sum(each.interest for each in parts),
        )

    @property
    def marks(self) -> Marks:
        """What is said beside the fees and the interest of any of them."""
        return together(line.marks for line in self.lines)
