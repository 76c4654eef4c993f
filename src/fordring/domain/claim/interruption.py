"""What interrupts limitation and is told later: an acknowledgement of the payer's, or a step in court."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from fordring.domain.claim.limitation import Due
from fordring.domain.errors import FieldProblem


class Interruption(StrEnum):
    """How it was interrupted (foreldelsesloven §§ 14-19, preskriptionslagen 5 §, 728/2003)."""

    ACKNOWLEDGED = "acknowledged"
    COURT = "court"


def interruption_problems(due: Due, on: date, today: date) -> Iterator[FieldProblem]:
    """Why nothing was interrupted that day: it is to come, before the due date, or the claim was barred by then."""
    if on > today:
        yield FieldProblem("on", f"must not lie after {today}, which is today")
    elif on < due.due_on:
        yield FieldProblem("on", f"lies before the claim was due, on {due.due_on}")
    elif due.interrupted_on is not None and on < due.interrupted_on:
        yield FieldProblem("on", f"lies before the last interruption that is known, on {due.interrupted_on}")
    else:
        found = due.barred(on)
        if found:
            period, ended_on = found
            yield FieldProblem("on", f"the claim was time-barred since {ended_on} by then: {period.source}")
