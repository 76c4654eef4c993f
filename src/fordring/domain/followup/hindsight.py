"""What of the steps taken and the interest asked for still stands, once more is known of what was paid, and when.

Money counts from its value day, whenever its file came. A step that it would have prevented is taken back, a fee that
would have been lower is lowered; interest is never more than the history says of the last day that it was asked for.
What becomes more is left to the next letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fordring.domain.claim.parts import NOTHING, Parts
from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.figures import Figure
from fordring.domain.followup.interest import InterestRow, Movement, Pause, Rates, explained, interest_on, timeline
from fordring.domain.followup.repricing import Pricing, fee_then, unfounded


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of ours that stands. `fee` is what it added to the claim, VAT included, and whose that is."""

    step_no: int
    kind: StepKind
    sent_on: date
    fee: Parts = NOTHING
    interest: bool = True


@dataclass(frozen=True, slots=True)
class Lower:
    """A step whose fee is too much: what it may be and the VAT on it, and what is taken `back`."""

    step: Asked
    fee_minor: int
    vat_minor: int
    back: Parts


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a claim bears interest by: its original principal, from which day, at which rates, less which days.

    `started_by` is the figure that the day goes by, where no due date was fixed.
    """

    principal_minor: int
    first: date
    rates: Rates
    pauses: tuple[Pause, ...] = ()
    started_by: Figure | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a claim that was followed up, minor units; the steps by their days.

    `moved` is what changed its principal, `money` what changed all that is owed but for what was asked for: payments,
    reversals, credits. `brought_minor` are fees that its creditor had asked for before it was handed over.
    `interest_minor` was asked for in all, less what was taken back; on `met_on` a payment met interest last. `bearing`
    is None where no interest may be reckoned, `pricing` where no fee may.
    """

    principal_minor: int
    asked: tuple[Asked, ...]
    moved: tuple[Movement, ...] = ()
    money: tuple[Movement, ...] = ()
    interest_minor: int = 0
    met_on: date | None = None
    bearing: Bearing | None = None
    tolerance_minor: int = 0
    brought_minor: int = 0
    pricing: Pricing | None = None

    def paid(self, on: date, principal_minor: int, minor: int) -> "Known":
        """With money of that value day, `principal_minor` of it on the principal; below zero where it is taken back."""
        return replace(
            self,
            moved=(*self.moved, Movement(on, -principal_minor)),
            money=(*self.money, Movement(on, -minor)),
        )

    def asked_less(self, interest_minor: int) -> "Known":
        """With less interest asked for in all."""
        return replace(self, interest_minor=self.interest_minor - interest_minor)

    def without(self, step_no: int) -> "Known":
        """Without a step that was taken back."""
        pricing = self.pricing and self.pricing.without(step_no)
        return replace(self, asked=tuple(step for step in self.asked if step.step_no != step_no), pricing=pricing)

    def lowered(self, lower: Lower) -> "Known":
        """With less of a step's fee."""
        number = lower.step.step_no
        asked = (replace(step, fee=step.fee - lower.back) if step.step_no == number else step for step in self.asked)
        pricing = self.pricing and self.pricing.with_fee(number, lower.fee_minor, lower.vat_minor)
        return replace(self, asked=tuple(asked), pricing=pricing)


def prevented(known: Known) -> Asked | None:
    """The first step that would not have been taken: what was owed on the day before it was within the tolerance."""
    fees = known.brought_minor
    for step in known.asked:
        came = sum(each.minor for each in known.money if each.value_on < step.sent_on)
        until = asked_until(_before(known, step.sent_on))
        interest = min(known.interest_minor, interest_until(known, until) or 0) if until else 0
        if known.principal_minor + fees + interest + came <= known.tolerance_minor:
            return step
        fees += step.fee.fees
    return None


def dearer(known: Known) -> Lower | None:
    """The first step whose fee is more than it may be by what was open of the principal when its day began."""
    for step in known.asked:
        left = known.principal_minor + sum(each.minor for each in known.moved if each.value_on < step.sent_on)
        found = known.pricing and fee_then(known.pricing, step.step_no, max(0, left))
        if found:
            fee_minor, vat_minor = found
            minor = step.fee.fees - fee_minor - vat_minor
            back = Parts(fees=minor, fees_operator=minor if step.fee.fees_operator else 0)
            return Lower(step, fee_minor, vat_minor, back)
    return None


def unasked(known: Known, step_no: int) -> tuple[Lower, ...]:
    """The later steps that nothing is left to stand on once that one is taken back: they cost nothing (§ 17)."""
    numbers = unfounded(known.pricing, step_no) if known.pricing else ()
    return tuple(Lower(step, 0, 0, step.fee) for step in known.asked if step.step_no in numbers)


def _before(known: Known, day: date) -> Known:
    """What had been asked for before a day."""
    met_on = known.met_on if known.met_on and known.met_on < day else None
    return replace(known, asked=tuple(step for step in known.asked if step.sent_on < day), met_on=met_on)


def asked_until(known: Known) -> date | None:
    """The last day that interest was asked for, by a letter that stands, or met by a payment behind one."""
    letters = [step.sent_on for step in known.asked if step.interest]
    if not letters:
        return None
    return max(letters[-1], known.met_on) if known.met_on and known.met_on >= letters[0] else letters[-1]


def interest_until(known: Known, day: date) -> int | None:
    """The interest up to and with a day, by all that is known; None where it may not be reckoned."""
    bearing = known.bearing
    if bearing is None:
        return None
    line = timeline(bearing.principal_minor, bearing.first, known.moved, bearing.pauses)
    try:
        return interest_on(bearing.rates, line, day.toordinal())
    except UnusableRuleError:
        return None


def interest_rows(known: Known, day: date) -> tuple[InterestRow, ...]:
    """The rows of that; none where it may not be reckoned."""
    bearing = known.bearing
    if bearing is None or interest_until(known, day) is None:
        return ()
    line = timeline(bearing.principal_minor, bearing.first, known.moved, bearing.pauses)
    return explained(bearing.rates, line, day, bearing.started_by)


def too_much(known: Known) -> int:
    """By how much the interest that was asked for is more than the history says of the day it was asked for until."""
    until = asked_until(known)
    if until is None:
        return known.interest_minor
    says = interest_until(known, until)
    return 0 if says is None else max(0, known.interest_minor - says)


def met(known: Known, on: date, surplus_minor: int) -> int:
    """How much of a surplus is interest: what has run up to its value day and was not asked for yet.

    Only where a letter before that day has asked for interest; otherwise nobody has told the payer of any.
    """
    told = any(step.interest and step.sent_on <= on for step in known.asked)
    runs = interest_until(known, on) if told else None
    return 0 if runs is None else min(surplus_minor, max(0, runs - known.interest_minor))


def asked_after(known: Known, on: date, open_: Parts, covered: Parts = NOTHING) -> Parts:
    """What of the open fees and interest was asked for after a day: money of that day covers the rest before it.

    `covered` is what money from before the next step covers already: of what was owed then, that much less is.
    """
    late = [step.fee for step in known.asked if step.sent_on > on]
    early = known.brought_minor + _total(step.fee for step in known.asked if step.sent_on <= on).fees
    fees = max(0, min(_total(late).fees, open_.fees - max(0, early - covered.fees)))
    least = max(0, open_.fees_operator - (open_.fees - fees))
    operators = max(least, min(fees, open_.fees_operator, _total(late).fees_operator))
    letters = [step.sent_on for step in known.asked if step.interest and step.sent_on <= on]
    told = interest_until(known, letters[-1]) if letters else 0
    interest = 0 if told is None else max(0, open_.interest - max(0, told - covered.interest))
    return Parts(fees=fees, interest=interest, fees_operator=operators)


def _total(parts: Iterable[Parts]) -> Parts:
    return sum(parts, NOTHING)
