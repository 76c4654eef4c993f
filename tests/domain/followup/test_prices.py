"""Prices at the edges of the tables: caps, enforceable claims, plans and time, months and money on its way."""

from dataclasses import replace
from datetime import date

import pytest

from fordring.domain.followup import sweden
from fordring.domain.followup.agreements import Agreement, agreement_charge, notice_charge
from fordring.domain.followup.case import Case, months_after
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.plan import COUNTRIES, plan
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, Whose, usual
from support.follow_ups import SANDBOX, claim, collector, taken, wanting

REMINDER, DEMAND, LUMP = StepKind.REMINDER, StepKind.PAYMENT_DEMAND, StepKind.COMPENSATION
DAY = date(2026, 4, 10)
PLAN, TIME = Agreement.PAYMENT_PLAN, Agreement.MORE_TIME
CLAIMED = taken(LUMP, "2026-02-05", 450_00, "2026-02-19")
OURS = taken(REMINDER, "2026-02-16", 5_00, "2026-03-02")


def case(facts: ClaimFacts, settings: FollowUpSettings) -> Case:
    return Case(facts, settings, SANDBOX[facts.country], DAY)


@pytest.mark.parametrize(
    ("facts", "settings", "agreed", "days", "fee", "whose"),
    [
        (claim(), usual("NO", business=False), PLAN, 60, 0, Whose.MERCHANT),
        (claim(), collector("NO"), PLAN, 60, 1_125_00, Whose.OPERATOR),
        (claim("SE"), usual("SE", business=False), PLAN, 60, 170_00, Whose.MERCHANT),
        (claim("SE", business=True), usual("SE", business=True), PLAN, 60, 170_00, Whose.MERCHANT),
        (claim("SE", business=True, steps=(CLAIMED,)), usual("SE", business=True), PLAN, 60, 0, Whose.MERCHANT),
        (
            claim("SE", business=True, steps=(replace(CLAIMED, fee_minor=50_00),)),
            *(usual("SE", business=True), PLAN, 60, 120_00, Whose.MERCHANT),
        ),
        (claim("FI"), collector("FI"), PLAN, 60, 20_00, Whose.OPERATOR),
        (claim("FI", business=True), collector("FI"), PLAN, 60, 0, Whose.MERCHANT),
        (claim("FI", 100_00, steps=(replace(OURS, fee_minor=55_00),)), collector("FI"), PLAN, 60, 5_00, Whose.OPERATOR),
        (claim("FI", 100_00, plan_fees_minor=55_00), collector("FI"), PLAN, 60, 5_00, Whose.OPERATOR),
        (claim("FI"), usual("FI", business=False), TIME, 14, 5_00, Whose.MERCHANT),
        (claim("FI"), usual("FI", business=False), TIME, 13, 0, Whose.MERCHANT),
        (claim("FI", enforceable=True), collector("FI"), TIME, 14, 5_00, Whose.OPERATOR),
        (claim("NO"), usual("NO", business=False), TIME, 30, 0, Whose.MERCHANT),
    ],
)
def test_what_a_payer_asks_for_costs_what_its_country_says(
    facts: ClaimFacts, settings: FollowUpSettings, agreed: Agreement, days: int, fee: int, whose: Whose
) -> None:
    charge = agreement_charge(case(facts, settings), agreed, DAY, days)
    assert (charge.fee_minor, charge.whose) == (fee, whose)
    assert charge.reasons


def test_a_notice_within_a_payment_plan_costs_something_in_sweden_alone() -> None:
    costs = {land: notice_charge(case(claim(land), collector(land)), DAY).fee_minor for land in ("NO", "SE", "FI")}
    assert costs == {"NO": 0, "SE": 60_00, "FI": 0}
    behind_lump_sum = claim("SE", business=True, steps=(CLAIMED,))
    assert notice_charge(case(behind_lump_sum, usual("SE", business=True)), DAY).fee_minor == 0


@pytest.mark.parametrize(
    ("principal", "steps", "enforceable", "fee"),
    [
        (100_00, [OURS], False, 14_00),
        (100_01, [OURS], False, 24_00),
        (1_000_01, [OURS], False, 50_00),
        (100_01, [OURS], True, 14_00),
        (100_00, [replace(OURS, fee_minor=50_00)], False, 10_00),
        (100_00, [replace(OURS, fee_minor=70_00)], False, 0),
        (100_01, [replace(OURS, fee_minor=40_00)], True, 11_00),
        (500_00, [OURS, taken(DEMAND, "2026-03-10", 10_00, "2026-03-24")], False, 5_00),
        (500_00, [OURS, taken(DEMAND, "2026-03-10", 40_00, "2026-03-24")], False, 12_00),
    ],
)
def test_a_finnish_consumers_demand_is_by_tier_and_within_the_cap(
    principal: int, steps: list[StepTaken], *, enforceable: bool, fee: int
) -> None:
    facts = claim("FI", principal, steps=tuple(steps), enforceable=enforceable)
    said = plan(facts, wanting(REMINDER, DEMAND, DEMAND, regime=Regime.COLLECTOR), SANDBOX["FI"], DAY)
    assert said.step is not None
    assert (said.step.kind, said.step.charge.fee_minor) == (DEMAND, fee)


def test_a_businesss_further_demand_is_within_a_cap_that_an_operator_must_add() -> None:
    facts = claim("FI", business=True, steps=(OURS, taken(DEMAND, "2026-03-10", 70_00, "2026-03-24")))
    said = plan(facts, wanting(REMINDER, DEMAND, DEMAND, regime=Regime.COLLECTOR), SANDBOX["FI"], DAY)
    assert said.wanted is not None
    assert said.wanted.item == "total_cap"


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_a_second_compensation_is_passed_over(country: str) -> None:
    facts = claim(country, business=True, steps=(taken(LUMP, "2026-02-10", 400_00, "2026-02-24"),))
    said = plan(facts, wanting(REMINDER, LUMP, LUMP, REMINDER), SANDBOX[country], DAY)
    assert said.step is not None
    assert (said.step.kind, said.step.charge.fee_minor) == (REMINDER, 0)


@pytest.mark.parametrize(
    ("country", "expected"),
    [("SE", "payment_demand"), ("FI", "reminder"), ("NO", "collection_notice")],
)
def test_court_stands_on_what_its_country_wants_before_it(country: str, expected: str) -> None:
    said = plan(claim(country), wanting(StepKind.LEGAL_ACTION), SANDBOX[country], DAY)
    assert said.step is not None
    assert said.step.kind == expected


def test_heavy_salaer_stands_on_a_demand() -> None:
    notice = taken(StepKind.COLLECTION_NOTICE, "2026-02-20", 38_00, "2026-03-06")
    said = plan(claim(steps=(notice,)), wanting(StepKind.HEAVY_DEMAND, regime=Regime.COLLECTOR), SANDBOX["NO"], DAY)
    assert said.step is not None
    assert (said.step.kind, said.step.charge.fee_minor) == (DEMAND, 262_50)


def test_a_second_light_salaer_and_a_second_own_demand_are_free() -> None:
    steps = (taken(StepKind.COLLECTION_NOTICE, "2026-02-20", 38_00, "2026-03-06"), taken(DEMAND, "2026-03-12", 113_00))
    for settings in (wanting(DEMAND, DEMAND, regime=Regime.COLLECTOR), wanting(DEMAND, DEMAND)):
        said = plan(claim(steps=steps), settings, SANDBOX["NO"], DAY)
        assert said.step is not None
        assert (said.step.kind, said.step.charge.fee_minor) == (DEMAND, 0)


def test_a_third_finnish_reminder_is_free() -> None:
    steps = (OURS, taken(REMINDER, "2026-03-10", 5_00, "2026-03-24"))
    said = plan(claim("FI", steps=steps), wanting(REMINDER, REMINDER, REMINDER), SANDBOX["FI"], DAY)
    assert said.step is not None
    assert said.step.charge.fee_minor == 0
    assert "2 of these letters bore one" in str([*map(str, said.reasons)])


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 30), 6, date(2028, 2, 29)),
        (date(2026, 3, 5), 6, date(2026, 9, 5)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_end_with_the_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_a_creditors_own_demand_to_a_finnish_consumer_is_free_whatever_is_wanted() -> None:
    said = plan(claim("FI", steps=(OURS,)), wanting(REMINDER, DEMAND), SANDBOX["FI"], DAY)
    assert said.step is not None
    assert (said.step.kind, said.step.charge.fee_minor) == (DEMAND, 0)


def test_the_merchants_own_days_are_waited_for_and_told_as_such() -> None:
    settings = wanting(StepSetting(REMINDER, 20), StepSetting(DEMAND, 30))
    first = plan(claim("SE"), settings, SANDBOX["SE"], date(2026, 2, 1))
    assert first.look_on == date(2026, 2, 19)
    assert str(first.reasons[0]) == "not before 2026-02-19: 20 days, as the merchant wants"
    then = plan(claim("SE", steps=(taken(REMINDER, "2026-02-19", 0, "2026-03-05"),)), settings, SANDBOX["SE"], DAY)
    assert then.step is not None
    assert then.step.earliest_on == date(2026, 3, 21)


def test_swedens_compensation_is_offset_against_what_a_payment_plan_cost() -> None:
    behind_plan = case(claim("SE", business=True, plan_fees_minor=230_00), usual("SE", business=True))
    assert sweden.charge(behind_plan, LUMP, DAY).fee_minor == 450_00 - 230_00


@pytest.mark.parametrize(
    ("facts", "kind", "limit"),
    [
        (claim("FI", steps=(OURS,)), REMINDER, None),
        (claim("FI", business=True, steps=(OURS,)), REMINDER, "reminders_max"),
        (claim("FI", steps=(taken(DEMAND, "2026-02-16", 14_00),)), DEMAND, "demands_max"),
        (claim("FI"), DEMAND, None),
        (claim("NO", steps=(OURS,)), REMINDER, None),
        (claim("SE", fee_agreed=True), REMINDER, None),
    ],
)
def test_a_further_fee_rests_on_the_limit_that_leaves_room_for_it(
    facts: ClaimFacts, kind: StepKind, limit: str | None
) -> None:
    settings = collector("FI", business=facts.business) if kind is DEMAND else usual(facts.country, business=False)
    charge = COUNTRIES[facts.country].charge(case(facts, settings), kind, DAY)
    assert charge.fee_minor > 0
    said = [figure.row.item for figure in charge.figures if figure.mark and figure.row.item.endswith("_max")]
    assert said == ([limit] if limit else [])
