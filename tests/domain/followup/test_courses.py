"""The course a claim takes by the plan, in each country and regime: the law's steps, days and prices as text."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, usual
from support.follow_ups import LIVE, SANDBOX, claim, collector, course, taken, wanting

REMINDER, NOTICE, DEMAND = StepKind.REMINDER, StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND
LUMP, COURT = StepKind.COMPENSATION, StepKind.LEGAL_ACTION
COLLECTING = {"regime": Regime.COLLECTOR, "licence": "2026/1"}

OWN_NO = """
2026-02-13 reminder 3800 by 2026-02-27
2026-03-05 (2026-02-28) collection_notice 3800 by 2026-03-19
2026-03-25 (2026-03-20) payment_demand 11300 by 2026-04-08
approval: not before 2026-04-14: time for money on its way
"""
COLLECTOR_NO = """
2026-02-13 reminder 3800 by 2026-02-27
2026-03-05 (2026-02-28) collection_notice 3800 by 2026-03-19
2026-03-25 (2026-03-20) payment_demand 26250 by 2026-04-08
2026-05-07 heavy_demand 26250 by 2026-05-21
approval: not before 2026-05-28: time for money on its way
"""
COLLECTOR_NO_BUSINESS_WITHOUT_DEDUCTION = """
2026-02-13 reminder 3800 by 2026-02-27
2026-03-05 (2026-02-28) collection_notice 3800 by 2026-03-19
2026-03-25 (2026-03-20) payment_demand 39375 +9844 by 2026-04-08
2026-05-07 heavy_demand 39375 +9844 by 2026-05-21
approval: not before 2026-05-28: time for money on its way
"""
TWO_REMINDERS_NO = """
2026-02-13 reminder 3800 by 2026-02-27
2026-03-05 (2026-02-28) reminder 3800 by 2026-03-19
2026-03-25 (2026-01-31) collection_notice 0 by 2026-04-08
2026-04-14 (2026-04-09) payment_demand 11300 by 2026-04-28
done: every step of the merchant's was taken
"""
LUMP_NO = """
2026-02-05 (2026-01-31) compensation 46000 by 2026-02-19
2026-02-25 (2026-01-31) reminder 0 by 2026-03-11
2026-03-17 (2026-01-31) collection_notice 0 by 2026-03-31
2026-04-09 (2026-04-01) payment_demand 0 by 2026-04-23
done: every step of the merchant's was taken
"""
REMINDER_THEN_LUMP_NO = """
2026-02-13 reminder 3800 by 2026-02-27
2026-03-05 (2026-01-31) compensation 42200 by 2026-03-19
2026-03-25 (2026-01-31) collection_notice 0 by 2026-04-08
2026-04-14 (2026-04-09) payment_demand 0 by 2026-04-28
done: every step of the merchant's was taken
"""
AGREED_SE = """
2026-02-05 (2026-01-31) reminder 6000 by 2026-02-19
2026-02-25 (2026-01-31) payment_demand 18000 by 2026-03-11
approval: not before 2026-03-17: time for money on its way
"""
LUMP_SE = """
2026-02-05 (2026-01-31) compensation 45000 by 2026-02-19
2026-02-25 (2026-01-31) reminder 0 by 2026-03-11
2026-03-17 (2026-01-31) payment_demand 0 by 2026-03-31
done: every step of the merchant's was taken
"""
COLLECTOR_FI = """
2026-02-13 reminder 500 by 2026-02-27
2026-03-05 (2026-02-27) reminder 500 by 2026-03-19
2026-03-25 (2026-03-19) payment_demand 2400 by 2026-04-08
2026-04-14 (2026-04-09) payment_demand 1200 by 2026-04-28
approval: not before 2026-05-05: time for money on its way
"""
OWN_FI = """
2026-02-13 reminder 500 by 2026-02-27
2026-03-05 (2026-02-27) payment_demand 0 by 2026-03-19
approval: not before 2026-03-25: time for money on its way
"""
BUSINESS_FI = """
2026-02-09 reminder 1200 by 2026-02-23
2026-02-27 (2026-02-19) payment_demand 7000 by 2026-03-13
person: FI total_cap (business) on 2026-03-19: no row holds that day; `fordring rules` adds or verifies it
"""
OWN_BUSINESS_FI = """
2026-02-09 reminder 1200 by 2026-02-23
2026-02-27 (2026-02-19) payment_demand 1200 by 2026-03-13
approval: not before 2026-03-19: time for money on its way
"""
LUMP_FI = """
2026-02-05 (2026-01-31) compensation 4000 by 2026-02-19
2026-02-25 (2026-01-31) reminder 0 by 2026-03-11
2026-03-17 (2026-01-31) payment_demand 0 by 2026-03-31
done: every step of the merchant's was taken
"""
FRIENDLY_NO = """
2026-01-25 advance_notice 0
2026-02-13 reminder 3800 by 2026-02-27
done: every step of the merchant's was taken
"""


@pytest.mark.parametrize(
    ("facts", "settings", "expected"),
    [
        (claim(), usual("NO", business=False), OWN_NO),
        (claim(business=True), usual("NO", business=True), OWN_NO),
        (claim(), collector("NO"), COLLECTOR_NO),
        (claim(business=True, deducts_vat=False), collector("NO"), COLLECTOR_NO_BUSINESS_WITHOUT_DEDUCTION),
        (claim(), wanting(REMINDER, REMINDER, NOTICE, DEMAND), TWO_REMINDERS_NO),
        (claim(business=True), wanting(LUMP, REMINDER, NOTICE, DEMAND), LUMP_NO),
        (claim(business=True), wanting(REMINDER, LUMP, NOTICE, DEMAND), REMINDER_THEN_LUMP_NO),
        (claim("SE", fee_agreed=True), usual("SE", business=False), AGREED_SE),
        (claim("SE"), usual("SE", business=False), AGREED_SE.replace("6000", "0")),
        (claim("SE", business=True), wanting(LUMP, REMINDER, DEMAND), LUMP_SE),
        (claim("FI"), wanting(REMINDER, REMINDER, DEMAND, DEMAND, COURT, **COLLECTING), COLLECTOR_FI),
        (claim("FI"), usual("FI", business=False), OWN_FI),
        (claim("FI", business=True), wanting(REMINDER, DEMAND, DEMAND, **COLLECTING), BUSINESS_FI),
        (claim("FI", business=True), usual("FI", business=True), OWN_BUSINESS_FI),
        (claim("FI", business=True), wanting(LUMP, REMINDER, DEMAND), LUMP_FI),
    ],
)
def test_a_claim_takes_the_course_of_its_country(facts: ClaimFacts, settings: FollowUpSettings, expected: str) -> None:
    assert course(facts, settings) == expected.strip().splitlines()


def test_a_friendly_word_comes_before_the_due_date_and_never_after() -> None:
    settings = wanting(StepSetting(StepKind.ADVANCE_NOTICE, -5), REMINDER)
    assert course(claim(), settings, begins=date(2026, 1, 20)) == FRIENDLY_NO.strip().splitlines()
    assert course(claim(), settings, begins=date(2026, 2, 1)) == FRIENDLY_NO.strip().splitlines()[1:]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], "2026-03-20 reminder 3800 by 2026-04-07"),
        ([taken(REMINDER, "2026-02-16", 3800)], "2026-03-20 (2026-03-03) collection_notice 3800 by 2026-04-07"),
        (
            [taken(NOTICE, "2026-03-02", 3800, "2026-03-16")],
            "2026-03-20 (2026-03-17) payment_demand 26250 by 2026-04-07",
        ),
        ([taken(NOTICE, "2026-03-02", 3800)], "2026-03-20 (2026-03-17) payment_demand 26250 by 2026-04-07"),
        (
            [taken(NOTICE, "2026-03-02", 3800, "2026-03-10")],
            "2026-03-20 (2026-01-31) collection_notice 0 by 2026-04-07",
        ),
        (
            [taken(DEMAND, "2026-03-02", 0, "2026-03-16")],
            "2026-03-20 (2026-02-13) collection_notice 3800 by 2026-04-07",
        ),
        (
            [taken(NOTICE, "2026-01-29", 0, "2026-02-13")],
            "2026-03-20 (2026-02-13) collection_notice 3800 by 2026-04-07",
        ),
    ],
)
def test_a_case_enters_at_its_step_by_what_its_creditor_sent(steps: list[StepTaken], expected: str) -> None:
    facts = claim(handed_over=True, delivered_on=None, steps=tuple(replace(step, ours=False) for step in steps))
    assert course(facts, collector("NO"), begins=date(2026, 3, 20))[0] == expected


def test_a_demand_older_than_six_months_is_renewed_without_a_fee_before_court() -> None:
    steps = (taken(NOTICE, "2026-02-13", 0, "2026-02-27"), taken(DEMAND, "2026-03-05", 11300, "2026-03-19"))
    facts = claim(steps=steps, approved=frozenset({COURT}))
    [*_, renewed, court, end] = course(facts, usual("NO", business=False), begins=date(2026, 9, 6))
    assert renewed == "2026-09-06 (2026-03-20) payment_demand 0 by 2026-09-21"
    assert court == "2026-09-25 (2026-09-22) legal_action 0"
    assert end == "done: every step of the merchant's was taken"
    assert course(facts, usual("NO", business=False), begins=date(2026, 9, 5))[0].startswith(
        "2026-09-05 (2026-03-20) legal"
    )


def test_an_invoice_that_came_late_is_counted_from_its_delivery() -> None:
    late = claim(delivered_on=date(2026, 2, 20))
    assert course(late, usual("NO", business=False)) == ["stopped: the invoice has not been delivered yet"]
    begins = date(2026, 2, 20)
    assert course(late, usual("NO", business=False), begins=begins)[0] == "2026-03-06 reminder 3800 by 2026-03-20"
    [free, *_] = course(late, wanting(StepSetting(REMINDER, fee=False)), begins=begins)
    assert free == "2026-02-26 (2026-02-21) reminder 0 by 2026-03-12"


def test_a_due_date_on_a_holiday_counts_from_the_next_business_day() -> None:
    facts = claim(due_on=date(2026, 4, 3), delivered_on=date(2026, 3, 20))
    assert (
        course(facts, usual("NO", business=False), begins=facts.due_on)[0] == "2026-04-21 reminder 3800 by 2026-05-05"
    )


def test_a_deadline_rolls_and_grace_is_apart_from_the_laws_days() -> None:
    facts = claim(delivered_on=date(2026, 3, 6))
    said = plan(facts, usual("NO", business=False), SANDBOX["NO"], date(2026, 3, 20))
    assert said.step is not None
    assert (said.step.legal_pay_by, said.step.pay_by) == (date(2026, 4, 3), date(2026, 4, 7))
    after = replace(facts, steps=(StepTaken(REMINDER, date(2026, 3, 20), 3800, said.step.pay_by),))
    said = plan(after, usual("NO", business=False), SANDBOX["NO"], date(2026, 3, 21))
    assert said.step is not None
    assert (said.step.legal_on, said.step.earliest_on) == (date(2026, 4, 8), date(2026, 4, 11))
    assert str(said.reasons[0]) == "not before 2026-04-11: time for money on its way"


def test_a_refusal_says_the_day_and_the_paragraph() -> None:
    facts = claim(steps=(taken(NOTICE, "2026-02-18", 3800, "2026-03-04"),))
    said = plan(facts, wanting(NOTICE, DEMAND, grace_bank_days=1), SANDBOX["NO"], date(2026, 2, 19))
    assert not said.due(date(2026, 2, 19))
    assert said.look_on == date(2026, 3, 6)
    told = [str(reason) for reason in said.reasons]
    assert "not before 2026-03-05: 14 days from sending the inkassovarsel, inkassoloven § 9" in told


def test_an_inkassokrav_over_easter_leaves_four_bank_days() -> None:
    facts = claim("SE", due_on=date(2026, 3, 27), delivered_on=date(2026, 3, 1))
    said = plan(facts, wanting(StepSetting(DEMAND, term_days=8)), SANDBOX["SE"], date(2026, 4, 2))
    assert said.step is not None
    assert (said.step.legal_pay_by, said.step.pay_by) == (date(2026, 4, 14), date(2026, 4, 14))
    assert any("4 bank days" in str(reason) for reason in said.reasons)


@pytest.mark.parametrize(
    ("facts", "charged"),
    [
        (claim(principal=37_00), 0),
        (claim(principal=38_00), 3800),
    ],
)
def test_no_fee_is_more_than_the_claim(facts: ClaimFacts, charged: int) -> None:
    said = plan(facts, usual("NO", business=False), SANDBOX["NO"], date(2026, 2, 13))
    assert said.step is not None
    assert said.step.charge.fee_minor == charged


def test_the_fee_is_that_of_the_sending_day() -> None:
    facts = claim(due_on=date(2025, 12, 15), delivered_on=date(2025, 12, 1))
    for day, fee in ((date(2025, 12, 31), 3500), (date(2026, 1, 1), 3800)):
        said = plan(facts, usual("NO", business=False), SANDBOX["NO"], day)
        assert said.step is not None
        assert said.step.charge.fee_minor == fee


def test_a_clock_moved_by_years_takes_one_step_and_carries_the_last_rows() -> None:
    day = date(2028, 6, 1)
    said = plan(claim(), usual("NO", business=False), SANDBOX["NO"], day)
    assert said.due(day)
    assert said.step is not None
    assert (said.step.kind, said.step.charge.fee_minor) == (REMINDER, 3800)
    assert any("carried over" in mark for mark in said.step.marks)
    after = replace(claim(), steps=(StepTaken(REMINDER, day, 3800, said.step.pay_by),))
    assert not plan(after, usual("NO", business=False), SANDBOX["NO"], day + timedelta(days=1)).due(
        day + timedelta(days=1)
    )


def test_a_live_merchant_is_refused_by_what_nobody_verified_and_the_row_is_named() -> None:
    early = plan(claim(), usual("NO", business=False), LIVE["NO"], date(2026, 2, 1))
    assert (early.outcome, early.look_on) == (Outcome.STEP, date(2026, 2, 13))
    assert early.wanted is not None
    then = plan(claim(), usual("NO", business=False), LIVE["NO"], date(2026, 2, 13))
    assert then.outcome is Outcome.PERSON
    assert then.wanted is not None
    assert (then.wanted.country, then.wanted.item, then.wanted.day) == ("NO", "reminder_fee", date(2026, 2, 13))
    assert "`fordring rules` adds or verifies it" in str(then.reasons[0])


def test_a_live_merchant_goes_on_by_what_is_verified() -> None:
    facts = claim("SE", fee_agreed=True)
    assert course(facts, usual("SE", business=False), LIVE["SE"]) == AGREED_SE.strip().splitlines()
    old = claim(due_on=date(2023, 3, 1), delivered_on=date(2023, 2, 1))
    assert (
        course(old, usual("NO", business=False), LIVE["NO"], begins=old.due_on)[0]
        == "2023-03-15 reminder 3500 by 2023-03-29"
    )


def test_an_unverified_limit_holds_back_and_lets_nothing_through() -> None:
    two = wanting(REMINDER, REMINDER, DEMAND)
    assert (
        course(claim("SE", fee_agreed=True), two, LIVE["SE"])[1] == "2026-02-25 (2026-01-31) reminder 0 by 2026-03-11"
    )
    third = wanting(REMINDER, REMINDER, regime=Regime.COLLECTOR)
    business = claim("FI", business=True)
    assert course(business, third, LIVE["FI"])[1].startswith("person: FI reminders_max (business)")
    assert course(business, third)[1] == "2026-02-27 (2026-02-19) reminder 1200 by 2026-03-13"


def test_the_plan_is_the_same_for_the_same_facts() -> None:
    first, second = (plan(claim(), usual("NO", business=False), SANDBOX["NO"], date(2026, 2, 13)) for _ in range(2))
    assert first == second
