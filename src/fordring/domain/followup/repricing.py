"""The fee of a step anew, once less of the principal is known to have been open on its day: tiers go by that.

The law's own charge is asked, by the figures of the day the step was sent. It never raises a fee, and leaves one alone
whose letter knew of no more than was open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.case import Case, Rules
from fordring.domain.followup.facts import ClaimFacts, StepTaken
from fordring.domain.followup.plan import COUNTRIES
from fordring.domain.followup.settings import FollowUpSettings, Regime
from fordring.domain.money import divide_rounded


@dataclass(frozen=True, slots=True)
class Priced:
    """A step as it was taken, what stands of its fee and of the VAT on it, and by what it was reckoned; minor units.

    `told_minor` is what its letter said was open of the principal, None where there is no such letter; `others_minor`
    what was open of other claims that would have borne a fee of their own, had they not been in the same letter.
    """

    step_no: int
    taken: StepTaken
    fee_minor: int
    vat_minor: int = 0
    regime: Regime = Regime.OWN
    told_minor: int | None = None
    others_minor: int = 0

    @property
    def as_it_stands(self) -> StepTaken:
        """The step with what stands of its fee."""
        return replace(self.taken, fee_minor=self.fee_minor)


@dataclass(frozen=True, slots=True)
class Pricing:
    """By what the fees of a claim are reckoned; its steps that stand, the creditor's too, by their days."""

    facts: ClaimFacts
    settings: FollowUpSettings
    rules: Rules
    steps: tuple[Priced, ...] = ()

    def without(self, step_no: int) -> "Pricing":
        """Without a step that was taken back."""
        return replace(self, steps=tuple(step for step in self.steps if step.step_no != step_no))

    def with_fee(self, step_no: int, fee_minor: int, vat_minor: int) -> "Pricing":
        """With less of a step's fee."""
        told = (
            replace(step, fee_minor=fee_minor, vat_minor=vat_minor) if step.step_no == step_no else step
            for step in self.steps
        )
        return replace(self, steps=tuple(told))


def fee_then(pricing: Pricing, step_no: int, open_minor: int) -> tuple[int, int] | None:
    """The fee and the VAT that a step may bear by so much of the principal; None where they stay as they are."""
    place = next((at for at, step in enumerate(pricing.steps) if step.step_no == step_no), None)
    if place is None:
        return None
    step = pricing.steps[place]
    if not step.fee_minor or step.told_minor is None or open_minor >= step.told_minor:
        return None
    try:
        most = _most(pricing, place, step.told_minor, open_minor)
    except UnusableRuleError:
        return None
    if most >= step.fee_minor:
        return None
    return most, divide_rounded(step.vat_minor * most, step.fee_minor)


def _most(pricing: Pricing, place: int, told_minor: int, open_minor: int) -> int:
    """What the law lets it be. A fee that depends on more than its own claim's steps falls by the difference."""
    step, before = pricing.steps[place], pricing.steps[:place]
    taken = [each.taken for each in before]
    was = _charge(pricing, step, told_minor, taken)
    if was == step.taken.fee_minor:
        return _charge(pricing, step, open_minor, [each.as_it_stands for each in before])
    return max(0, step.taken.fee_minor - max(0, was - _charge(pricing, step, open_minor, taken)))


def _charge(pricing: Pricing, step: Priced, open_minor: int, before: Sequence[StepTaken]) -> int:
    """The law's fee by so much of the claim's principal, and none that is more than that."""
    facts = replace(pricing.facts, open=Parts(open_minor + step.others_minor), steps=tuple(before))
    settings = replace(pricing.settings, regime=step.regime)
    kind, sent_on = step.taken.kind, step.taken.sent_on
    case = Case(facts, settings, pricing.rules, sent_on)
    fee = COUNTRIES[facts.country].charge(case, kind, sent_on).fee_minor
    if fee <= open_minor:
        return fee
    return open_minor if step.others_minor else 0
