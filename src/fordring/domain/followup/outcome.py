"""What a plan says: the next step with its day, price and reasons, or what stands in its way."""

from dataclasses import field
from datetime import date
from enum import StrEnum

from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.case import Charge
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.interest import InterestRow
from fordring.domain.followup.reason import Reason
from fordring.domain.plentiful import plentiful


class Outcome(StrEnum):
    """What comes of a claim that day."""

    STEP = "step"
    APPROVAL = "approval"
    STOPPED = "stopped"
    PERSON = "person"
    MONITORED = "monitored"
    BARRED = "barred"
    DONE = "done"


@plentiful(frozen=True, slots=True)
class Proposal:
    """The next step. `legal_on` is the law's day, `earliest_on` that with the merchant's wishes and time for money.

    `sent_on`: the day it is reckoned for, today or the first day it may be. `pay_by` is `legal_pay_by` or later, a
    business day. `interest` are the rows up to `sent_on`, none where it asks for none.
    """

    kind: StepKind
    legal_on: date
    earliest_on: date
    sent_on: date
    charge: Charge = field(default_factory=Charge)
    legal_pay_by: date | None = None
    pay_by: date | None = None
    electronic: bool = False
    interest: tuple[InterestRow, ...] = ()

    @property
    def interest_minor(self) -> int:
        """The interest that is asked for."""
        return sum(row.interest_minor for row in self.interest)

    @property
    def marks(self) -> tuple[str, ...]:
        """What is said beside its amounts: the figures that are not verified, or carried over."""
        started = (row.started_by for row in self.interest if row.started_by)
        figures = (*self.charge.figures, *(row.figure for row in self.interest), *started)
        return tuple(dict.fromkeys(figure.mark for figure in figures if figure.mark))


@plentiful(frozen=True, slots=True)
class Plan:
    """What comes next and why. `look_on`: when to ask again; `barred_after`: the last day before limitation.

    `wanted` names the row of the rules that is missing or not verified: for a person today, else until the step's day.
    `warn_on` is the day from which limitation is warned of; None where nothing is open, or no period is known.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    step: Proposal | None = None
    look_on: date | None = None
    barred_after: date | None = None
    wanted: UnusableRuleError | None = field(default=None, compare=False)
    warn_on: date | None = None

    def due(self, today: date) -> bool:
        """Whether the step is to be taken on the day that was asked about."""
        return self.outcome is Outcome.STEP and self.step is not None and self.step.earliest_on <= today
