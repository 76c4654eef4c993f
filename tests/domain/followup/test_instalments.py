"""Instalments: how a total is shared, what payments cover of them, and what is due on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.followup.instalments import (
    Act,
    Covered,
    Doing,
    Instalment,
    PlanTerms,
    PlanWish,
    covered,
    due,
    instalments,
    look_on,
    shares,
    wish_problems,
)
from fordring.domain.followup.plan_terms import PLAN_TERMS

TERMS = PlanTerms("NO", least_minor=100_00, instalments_max=24, notice_days=10, reminder_days=5, broken_days=14)
TODAY = date(2026, 3, 10)
FIRST = date(2026, 4, 1)
MINOR = st.integers(1, 10**9)


def by_count(count: int) -> PlanWish:
    return PlanWish(FIRST, count=count)


def by_month(minor: int) -> PlanWish:
    return PlanWish(FIRST, monthly_minor=minor)


@pytest.mark.parametrize(
    ("wish", "total", "amounts"),
    [
        (by_count(3), 1_000_00, (333_33, 333_33, 333_34)),
        (by_count(1), 999_99, (999_99,)),
        (by_month(400_00), 1_000_00, (400_00, 400_00, 200_00)),
        (by_month(500_00), 1_000_00, (500_00, 500_00)),
        (by_month(300_00), 950_00, (300_00, 300_00, 350_00)),
        (by_month(2_000_00), 950_00, (950_00,)),
    ],
)
def test_a_total_is_shared_to_the_ore_and_the_remainder_goes_last(
    wish: PlanWish, total: int, amounts: tuple[int, ...]
) -> None:
    assert shares(wish, total, TERMS) == amounts


@given(MINOR, st.integers(1, 60))
def test_by_number_the_instalments_add_up_and_differ_by_less_than_their_number(total: int, count: int) -> None:
    amounts = shares(by_count(count), total, TERMS)
    assert (sum(amounts), len(amounts)) == (total, count)
    assert max(amounts) - min(amounts) < count


@given(MINOR, st.integers(100_00, 10**7))
def test_by_the_month_the_instalments_add_up_and_none_is_below_the_least(total: int, monthly: int) -> None:
    amounts = shares(by_month(monthly), total, TERMS)
    assert sum(amounts) == total
    assert min(amounts) >= min(total, TERMS.least_minor)


def test_due_days_are_a_month_apart_and_roll_over_holidays() -> None:
    made = instalments(PlanWish(date(2026, 1, 31), count=4), 4_000_00, TERMS)
    told = [str(each.due_on) for each in made]
    assert told == ["2026-02-02", "2026-03-02", "2026-03-31", "2026-04-30"]
    may = instalments(PlanWish(date(2026, 5, 1), count=1), 4_000_00, TERMS)
    assert may == (Instalment(1, date(2026, 5, 4), 4_000_00),)


@pytest.mark.parametrize(
    ("wish", "total", "field"),
    [
        (PlanWish(TODAY, count=2), 1_000_00, "first_on"),
        (PlanWish(TODAY + timedelta(days=63), count=2), 1_000_00, "first_on"),
        (PlanWish(FIRST), 1_000_00, "count"),
        (PlanWish(FIRST, 2, 500_00), 1_000_00, "count"),
        (by_month(99_99), 1_000_00, "monthly_minor"),
        (by_month(100_00), 2_500_00, "monthly_minor"),
        (by_count(0), 1_000_00, "count"),
        (by_count(25), 5_000_00, "count"),
        (by_count(11), 1_000_00, "count"),
    ],
)
def test_a_wish_that_cannot_be_granted_names_its_field(wish: PlanWish, total: int, field: str) -> None:
    assert [problem.field for problem in wish_problems(wish, total, TERMS, TODAY)] == [field]


@pytest.mark.parametrize("wish", [by_count(1), by_count(10), by_month(100_00), by_month(5_000_00)])
def test_a_wish_within_the_terms_has_no_problems(wish: PlanWish) -> None:
    assert not list(wish_problems(wish, 1_000_00, TERMS, TODAY))


ROWS = instalments(by_count(3), 900_00, TERMS)


def told(rows: tuple[Covered, ...]) -> list[tuple[int, int]]:
    return [(row.amount_minor, row.paid_minor) for row in rows]


@pytest.mark.parametrize(
    ("paid", "left", "expected"),
    [
        (0, 900_00, [(300_00, 0), (300_00, 0), (300_00, 0)]),
        (300_00, 600_00, [(300_00, 300_00), (300_00, 0), (300_00, 0)]),
        (450_00, 450_00, [(300_00, 300_00), (300_00, 150_00), (300_00, 0)]),
        (900_00, 0, [(300_00, 300_00), (300_00, 300_00), (300_00, 300_00)]),
        (300_00, 612_34, [(300_00, 300_00), (300_00, 0), (312_34, 0)]),
        (300_00, 500_00, [(300_00, 300_00), (300_00, 0), (200_00, 0)]),
        (300_00, 150_00, [(300_00, 300_00), (150_00, 0), (0, 0)]),
        (-50_00, 950_00, [(300_00, 0), (300_00, 0), (350_00, 0)]),
    ],
)
def test_payments_cover_the_instalments_in_order_and_the_last_take_the_difference(
    paid: int, left: int, expected: list[tuple[int, int]]
) -> None:
    assert told(covered(ROWS, paid, left)) == expected


@given(st.integers(0, 2_000_00), st.integers(0, 2_000_00))
def test_what_is_left_of_the_instalments_is_what_is_open(paid: int, left: int) -> None:
    rows = covered(ROWS, paid, left)
    assert sum(row.left_minor for row in rows) == left
    assert sum(row.paid_minor for row in rows) == paid


def test_a_notices_fee_is_paid_with_its_instalment() -> None:
    noticed = (replace(ROWS[0], fee_minor=60_00), *ROWS[1:])
    assert told(covered(noticed, 0, 960_00)) == [(360_00, 0), (300_00, 0), (300_00, 0)]


def at(day: str, *rows: Instalment, paid: int = 0, terms: PlanTerms = TERMS) -> Doing | None:
    kept = (*rows, *ROWS[len(rows) :])
    return due(covered(kept, paid, 900_00 - paid), terms, date.fromisoformat(day))


NOTICED = replace(ROWS[0], noticed_on=date(2026, 3, 22))
REMINDED = replace(NOTICED, reminded_on=date(2026, 4, 7))


def test_a_notice_goes_out_before_a_reminder_after_and_then_the_plan_is_broken() -> None:
    assert at("2026-03-21") is None
    assert at("2026-03-22") == Doing(Act.NOTICE, 1, date(2026, 3, 22))
    assert at("2026-04-06", NOTICED) is None
    assert at("2026-04-07", NOTICED) == Doing(Act.REMIND, 1, date(2026, 4, 7))
    assert at("2026-04-21", REMINDED) is None
    assert at("2026-04-22", REMINDED) == Doing(Act.BREAK, 1, date(2026, 4, 22))


def test_what_was_paid_asks_for_nothing_and_a_late_instalment_is_not_announced() -> None:
    assert at("2026-04-24", REMINDED, paid=300_00) == Doing(Act.NOTICE, 2, ROWS[1].due_on - timedelta(days=10))
    assert at("2026-04-03", paid=900_00) is None
    assert at("2026-04-03") is None
    assert at("2026-04-01", terms=replace(TERMS, notice_days=0)) is None


def test_a_break_goes_before_a_notice_of_another_instalment() -> None:
    found = at("2026-06-30", ROWS[0], replace(ROWS[1], reminded_on=date(2026, 5, 11)))
    assert found == Doing(Act.BREAK, 2, date(2026, 5, 26))


def test_the_next_look_is_on_the_day_of_what_comes_next_and_never_today() -> None:
    assert look_on(covered(ROWS, 0, 900_00), TERMS, TODAY) == date(2026, 3, 22)
    assert look_on(covered(ROWS, 0, 900_00), TERMS, date(2026, 4, 20)) == date(2026, 4, 21)
    assert look_on(covered(ROWS, 900_00, 0), TERMS, TODAY) is None


def test_each_country_has_its_terms() -> None:
    assert set(PLAN_TERMS) == {"NO", "SE", "FI"}


@pytest.mark.parametrize(
    ("paid", "day", "state"),
    [
        (0, "2026-04-01", "open"),
        (1, "2026-04-01", "part_paid"),
        (1, "2026-04-02", "late"),
        (300_00, "2026-05-01", "paid"),
    ],
)
def test_an_instalment_is_told_in_one_word(paid: int, day: str, state: str) -> None:
    assert covered(ROWS, paid, 900_00 - paid)[0].state_on(date.fromisoformat(day)) == state
