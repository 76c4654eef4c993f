"""The fee of a step anew, once less of the principal is known to have been open on its day: tiers go by that.

The law's own charge is asked, by the figures of the day the step was sent. It never raises a fee, and leaves one alone
whose letter knew of no more than was open. A letter about several claims bears the fee of all of them (`together`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.case import Case, Rules
from fordring.domain.followup.facts import DEMANDS, ClaimFacts, StepTaken
from fordring.domain.followup.plan import COUNTRIES
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting
from fordring.domain.money import divide_rounded

Share = tuple[int, int]
"""What a claim would bear of a fee by itself, and the principal that it is reckoned by; minor units."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another claim of a letter, which would have borne so much, had the fee not been borne once; minor units.

    `told_minor` is what the letter said was open of its principal, `open_minor` what is known of that by now; nothing
    where its step was taken back.
    """

    fee_minor: int
    told_minor: int
    open_minor: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A step as it was taken, what stands of its fee and of the VAT on it, and by what it was reckoned; minor units.

    `told_minor` is what its letter said was open of the principal, None where there is no such letter; `others` are
    the claims that it spared a fee.
    """

    step_no: int
    taken: StepTaken
    fee_minor: int
    vat_minor: int = 0
    regime: Regime = Regime.OWN
    told_minor: int | None = None
    others: tuple[Beside, ...] = ()

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


def unfounded(pricing: Pricing, step_no: int) -> tuple[int, ...]:
    """The numbers of the steps with a fee that lack what the law wants before them, once that one is taken back."""
    without = pricing.without(step_no)
    return tuple(
        step.step_no
        for step in without.steps
        if step.fee_minor and _founded(pricing, step) and not _founded(without, step)
    )


def _founded(pricing: Pricing, step: Priced) -> bool:
    """Whether what must come before such a step came before it: a demand's notice in Norway, its reminder in Finland.

    Where no figure says it, it is taken for granted.
    """
    sent_on, wanted = step.taken.sent_on, StepSetting(step.taken.kind)
    before = tuple(each.taken for each in pricing.steps if each.taken.sent_on < sent_on)
    case = Case(replace(pricing.facts, steps=before), pricing.settings, pricing.rules, sent_on)
    try:
        return COUNTRIES[pricing.facts.country].instead(case, wanted).kind is wanted.kind
    except UnusableRuleError:
        return True


def fee_then(pricing: Pricing, step_no: int, open_minor: int) -> tuple[int, int] | None:
    """The fee and the VAT that a step may bear by so much of the principal; None where they stay as they are."""
    place = next((at for at, step in enumerate(pricing.steps) if step.step_no == step_no), None)
    if place is None:
        return None
    step = pricing.steps[place]
    if not step.fee_minor or step.told_minor is None:
        return None
    known_less = any(other.open_minor < other.told_minor for other in step.others)
    if open_minor >= step.told_minor and not known_less:
        return None
    try:
        most = _most(pricing, place, step.told_minor, min(open_minor, step.told_minor))
    except UnusableRuleError:
        return None
    if most >= step.fee_minor:
        return None
    return most, divide_rounded(step.vat_minor * most, step.fee_minor)


def _most(pricing: Pricing, place: int, told_minor: int, open_minor: int) -> int:
    """What the law lets it be. A fee that depends on more than its own claim's steps falls by the difference."""
    step, before = pricing.steps[place], pricing.steps[:place]
    taken = [each.taken for each in before]
    told = [(other.fee_minor, other.told_minor) for other in step.others]
    left = [_left(pricing, step, other) for other in step.others]
    was = _charge(pricing, step, told_minor, taken, told)
    if was == step.taken.fee_minor:
        return _charge(pricing, step, open_minor, [each.as_it_stands for each in before], left)
    return max(0, step.taken.fee_minor - max(0, was - _charge(pricing, step, open_minor, taken, left)))


def _left(pricing: Pricing, step: Priced, other: Beside) -> Share:
    """What the other claim would have borne by what is known by now: its own fee, less what its tier is lower."""
    lower = _law(pricing, step, other.told_minor, ()) - _law(pricing, step, other.open_minor, ())
    fee = max(0, other.fee_minor - lower)
    return (fee if fee <= other.open_minor else 0), other.open_minor


def _charge(
    pricing: Pricing, step: Priced, open_minor: int, before: Sequence[StepTaken], others: Sequence[Share]
) -> int:
    """The letter's fee, as far as its claim can bear it.

    It is the claim's own; a Norwegian collector's goes by all claims that would have borne one, no more than these.
    """
    own = _law(pricing, step, open_minor, before)
    spared = [share for share in others if share[0]]
    merged = pricing.facts.country == "NO" and step.regime is Regime.COLLECTOR and step.taken.kind in DEMANDS
    if not spared:
        return own if own <= open_minor else 0
    if not merged:
        return min(own, open_minor)
    bearing = [(own, open_minor), *spared] if own <= open_minor else spared
    fee = _law(pricing, step, sum(principal for _, principal in bearing), before)
    return min(fee, sum(each for each, _ in bearing), open_minor)


def _law(pricing: Pricing, step: Priced, principal_minor: int, before: Sequence[StepTaken]) -> int:
    """The law's fee for the step by so much of the principal."""
    facts = replace(pricing.facts, open=Parts(principal_minor), steps=tuple(before))
    settings = replace(pricing.settings, regime=step.regime)
    case = Case(facts, settings, pricing.rules, step.taken.sent_on)
    return COUNTRIES[facts.country].charge(case, step.taken.kind, step.taken.sent_on).fee_minor
