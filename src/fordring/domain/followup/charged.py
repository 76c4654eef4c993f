"""What came on top of a claim, entry by entry: fees and interest that were demanded, and what was taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fordring.domain.claim.parts import Part
from fordring.domain.followup.letter import InterestLine, line_of
from fordring.domain.followup.mark import UNMARKED, Marks, together


@dataclass(frozen=True, slots=True)
class Charged:
    """Fees or interest that were demanded on a day, or taken back, which is below zero.

    `cause` is what asked for it, a step or a plan, and the same where that is taken back. `facts` say how it was
    reckoned: the step and its paragraph, the rows of interest. `marks` are those that its step or plan keeps.
    """

    part: Part
    amount_minor: int
    on: date
    cause: str
    facts: Mapping[str, Any]
    marks: Marks

    @property
    def said(self) -> Marks:
        """What is said beside this amount alone: of interest, what its own rows say."""
        if self.part is Part.FEES:
            return Marks(self.marks.fees)
        return Marks((), _once(mark for kept in self.facts.get("interest", ()) for mark in line_of(kept).marks))


def reckoned(charges: Sequence[Charged]) -> tuple[InterestLine, ...] | None:
    """The rows of all interest that is asked for, as its last entry explains it; None where none does."""
    for charge in reversed(charges):
        if charge.part is Part.INTEREST and "interest" in charge.facts:
            return tuple(line_of(kept) for kept in charge.facts["interest"])
    return None


def marks_of(charges: Sequence[Charged]) -> Marks:
    """What the fees and the interest that stand rest on that nobody verified; of what was taken back nothing."""
    left: dict[str, int] = {}
    for charge in _fees(charges):
        left[charge.cause] = left.get(charge.cause, 0) + charge.amount_minor
    fees = (mark for charge in _fees(charges) if left[charge.cause] > 0 for mark in charge.marks.fees)
    return Marks(_once(fees), _once(mark for line in reckoned(charges) or () for mark in line.marks))


def marks_by_cause(charges: Iterable[Charged]) -> Mapping[str, Marks]:
    """What is said beside the amounts of each cause."""
    found: dict[str, Marks] = {}
    for charge in charges:
        found[charge.cause] = together((found.get(charge.cause, UNMARKED), charge.said))
    return found


def _fees(charges: Iterable[Charged]) -> Iterable[Charged]:
    return (charge for charge in charges if charge.part is Part.FEES)


def _once(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(marks))
