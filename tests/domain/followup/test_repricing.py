"""A step's fee by what was open of the principal on its day, once more is known of that."""

from dataclasses import replace
from datetime import date

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StepKind, StepTaken
from fordring.domain.followup.hindsight import Asked, Known, Lower, dearer, unasked
from fordring.domain.followup.interest import Movement
from fordring.domain.followup.repricing import Beside, Priced, Pricing, fee_then
from fordring.domain.followup.settings import Regime, usual
from support.follow_ups import LIVE, SANDBOX, claim

SENT = date(2026, 3, 2)
HEAVY_ON = date(2026, 5, 4)


def demand(fee: int, told: int | None, number: int = 1, **more: object) -> Priced:
    """A payment demand as it was taken, and as it stands."""
    given = {"taken": StepTaken(StepKind.PAYMENT_DEMAND, SENT, fee), "fee_minor": fee, "regime": Regime.COLLECTOR}
    return Priced(number, told_minor=told, **given | more)  # type: ignore[arg-type]  # facts by name


def heavy(fee: int, told: int) -> Priced:
    """A heavy demand behind it."""
    return demand(fee, told, 2, taken=StepTaken(StepKind.HEAVY_DEMAND, HEAVY_ON, fee))


def beside(told: int = 1_000_00, opened: int | None = None) -> Beside:
    """Another claim of the letter, with the light salær of a consumer that it was spared."""
    fee = 300_00 if told > 1_000_00 else 262_50
    return Beside(fee, told, told if opened is None else opened)


def pricing(*steps: Priced, country: str = "NO", business: bool = False, live: bool = False) -> Pricing:
    """By the rules of a country."""
    told = claim(country, business=business)
    return Pricing(told, usual(country, business=business), (LIVE if live else SANDBOX)[country], steps)


@pytest.mark.parametrize(
    ("whose", "fee", "told", "opened", "most"),
    [
        ("NO consumer", 300_00, 1_500_00, 1_000_00, 262_50),
        ("NO consumer", 300_00, 1_500_00, 1_000_01, None),
        ("NO consumer", 300_00, 1_500_00, 500_00, 187_50),
        ("NO consumer", 300_00, 1_500_00, 187_49, 0),
        ("NO consumer", 300_00, 1_500_00, 0, 0),
        ("NO consumer", 300_00, 1_500_00, 1_500_00, None),
        ("NO business", 450_00, 1_500_00, 1_000_00, 393_75),
        ("FI consumer", 24_00, 150_00, 100_00, 14_00),
        ("FI business", 70_00, 600_00, 500_00, 50_00),
        ("SE consumer", 180_00, 1_000_00, 180_00, None),
        ("SE consumer", 180_00, 1_000_00, 179_99, 0),
    ],
)
def test_a_fee_is_that_of_the_tier_of_what_was_open(
    whose: str, fee: int, told: int, opened: int, most: int | None
) -> None:
    country, payer = whose.split()
    found = fee_then(pricing(demand(fee, told), country=country, business=payer == "business"), 1, opened)
    assert (found and found[0]) == most


def test_what_is_not_known_or_bears_nothing_stays() -> None:
    light = demand(300_00, 1_500_00)
    assert fee_then(pricing(light), 7, 0) is None
    assert fee_then(pricing(demand(300_00, None)), 1, 0) is None
    assert fee_then(pricing(replace(light, fee_minor=0)), 1, 0) is None
    assert fee_then(pricing(light, live=True), 1, 0) is None, "no live merchant's figure of that day was verified"


def test_vat_is_in_proportion() -> None:
    assert fee_then(pricing(demand(300_00, 1_500_00, vat_minor=75_00)), 1, 1_000_00) == (262_50, 65_63)


def test_heavy_salaer_is_twice_the_light_one_of_the_lower_tier_less_what_stands_of_that() -> None:
    whole = pricing(demand(300_00, 1_500_00), heavy(300_00, 1_500_00))
    assert fee_then(whole, 2, 1_000_00) == (2 * 262_50 - 300_00, 0)
    assert fee_then(whole.with_fee(1, 262_50, 0), 2, 1_000_00) == (262_50, 0)
    assert fee_then(whole.without(1), 2, 1_000_00) == (300_00 - 2 * (300_00 - 262_50), 0), "another fee than its own"


def test_salaer_of_several_claims_falls_by_what_the_merged_principal_falls_and_never_below_nothing() -> None:
    merged = demand(600_00, 2_000_00, others=(beside(), beside()))
    assert fee_then(pricing(merged), 1, 500_00) == (300_00, 0)
    assert fee_then(pricing(merged), 1, 600_00) is None
    assert fee_then(pricing(merged), 1, 200_00) == (200_00, 0), "no more than what was open of the claim that bears it"
    cut = demand(500_00, 2_000_00, others=(beside(), beside()))
    assert fee_then(pricing(cut), 1, 500_00) == (200_00, 0)


@pytest.mark.parametrize(
    ("fee", "others", "most"),
    [
        # 2 000 kr of its own, and what is beside it: told, and what was open
        (562_50, [(1_000_00, 1_000_00)], None),
        (562_50, [(1_000_00, 500_00)], 300_00),
        (562_50, [(1_000_00, 500_01)], None),
        (562_50, [(1_000_00, 187_49)], 300_00),
        (562_50, [(1_000_00, 0)], 300_00),
        (600_00, [(2_400_00, 600_00)], 562_50),
        (600_00, [(2_400_00, 501_00)], 562_50),
        (600_00, [(2_400_00, 500_00)], 300_00),
        (600_00, [(1_000_00, 200_00), (1_000_00, 301_00)], None),
        (600_00, [(1_000_00, 200_00), (1_000_00, 300_00)], 300_00),
    ],
)
def test_a_letters_salaer_falls_with_what_was_open_of_any_claim_in_it(
    fee: int, others: list[tuple[int, int]], most: int | None
) -> None:
    merged = demand(fee, 2_000_00, others=tuple(beside(*other) for other in others))
    found = fee_then(pricing(merged), 1, 2_000_00)
    assert (found and found[0]) == most


def test_outside_norway_and_without_a_collector_a_letter_bears_its_claims_own_fee() -> None:
    finnish = demand(24_00, 150_00, others=(Beside(14_00, 90_00, 0),))
    assert fee_then(pricing(finnish, country="FI"), 1, 150_00) is None
    assert fee_then(pricing(finnish, country="FI"), 1, 100_00) == (14_00, 0)
    own = demand(113_00, 200_00, regime=Regime.OWN, others=(Beside(113_00, 900_00, 900_00),))
    assert fee_then(pricing(own), 1, 113_00) is None
    assert fee_then(pricing(own), 1, 100_00) == (100_00, 0)
    alone = replace(own, others=(Beside(113_00, 900_00, 100_00),))
    assert fee_then(pricing(alone), 1, 100_00) == (0, 0)


def test_the_first_step_that_is_too_dear_is_lowered_with_the_operators_part_and_then_no_more() -> None:
    light = Asked(1, StepKind.PAYMENT_DEMAND, SENT, Parts(fees=300_00, fees_operator=300_00))
    own = Asked(1, StepKind.PAYMENT_DEMAND, SENT, Parts(fees=300_00))
    late = (Movement(date(2026, 3, 1), -500_00),)
    told = Known(1_500_00, (light,), moved=late, pricing=pricing(demand(300_00, 1_500_00)))
    lower = Lower(light, 262_50, 0, Parts(fees=37_50, fees_operator=37_50))
    assert dearer(told) == lower
    assert dearer(replace(told, asked=(own,))) == Lower(own, 262_50, 0, Parts(fees=37_50))
    assert dearer(told.lowered(lower)) is None
    assert dearer(replace(told, moved=(Movement(SENT, -500_00),))) is None, "money of its own day"
    assert dearer(replace(told, pricing=None)) is None
    assert dearer(told.without(1)) is None


def notice(number: int = 1) -> Priced:
    """An inkassovarsel some weeks before."""
    return Priced(number, StepTaken(StepKind.COLLECTION_NOTICE, date(2026, 2, 2 + number), 38_00), 38_00)


def test_a_demand_that_loses_its_notice_costs_nothing_and_one_that_never_had_any_stays_as_it_is() -> None:
    asked = Asked(2, StepKind.PAYMENT_DEMAND, SENT, Parts(fees=300_00, fees_operator=300_00))
    light = demand(300_00, 1_500_00, 2)
    told = Known(1_500_00, (asked,), pricing=pricing(notice(), light))
    assert unasked(told, 1) == (Lower(asked, 0, 0, asked.fee),)
    assert unasked(replace(told, pricing=pricing(notice(), notice(3), light)), 1) == ()
    assert unasked(replace(told, pricing=pricing(light)), 1) == ()
    assert unasked(replace(told, pricing=pricing(notice(), replace(light, fee_minor=0))), 1) == ()
    assert unasked(replace(told, pricing=None), 1) == ()


def test_what_no_figure_says_anything_of_is_taken_for_granted() -> None:
    old = date(2016, 3, 1)
    steps = (notice(), demand(300_00, 1_500_00, 2, taken=StepTaken(StepKind.PAYMENT_DEMAND, old, 300_00)))
    asked = Asked(2, StepKind.PAYMENT_DEMAND, old, Parts(fees=300_00))
    assert unasked(Known(1_500_00, (asked,), pricing=pricing(*steps, live=True)), 1) == ()


def test_only_the_step_that_is_lowered_changes() -> None:
    first = Asked(1, StepKind.PAYMENT_DEMAND, SENT, Parts(fees=300_00))
    second = Asked(2, StepKind.HEAVY_DEMAND, HEAVY_ON, Parts(fees=300_00))
    whole = pricing(demand(300_00, 1_500_00), heavy(300_00, 1_500_00))
    told = Known(1_500_00, (first, second), moved=(Movement(date(2026, 4, 1), -500_00),), pricing=whole)
    lower = dearer(told)
    assert lower == Lower(second, 225_00, 0, Parts(fees=75_00))
    after = told.lowered(lower)
    assert [step.fee.fees for step in after.asked] == [300_00, 225_00]
    assert after.pricing is not None
    assert [step.fee_minor for step in after.pricing.steps] == [300_00, 225_00]
