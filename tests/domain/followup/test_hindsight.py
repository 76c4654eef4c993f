"""What still stands of steps and interest once money turns up that had been there before them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.claim.parts import NOTHING, Parts
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.figures import Payer
from fordring.domain.followup.hindsight import (
    Asked,
    Bearing,
    Known,
    asked_after,
    asked_until,
    interest_rows,
    interest_until,
    met,
    prevented,
    too_much,
)
from support.follow_ups import LIVE, SANDBOX

DUE = date(2026, 1, 30)
RATES = SANDBOX["NO"].rates[Payer.CONSUMER]
UNVERIFIED = LIVE["NO"].rates[Payer.CONSUMER]
PRINCIPAL = 1_000_000
BEARING = Bearing(PRINCIPAL, DUE + timedelta(1), RATES)


def day(after_due: int) -> date:
    return DUE + timedelta(after_due)


def step(number: int, after_due: int, fee: int = 3_500, operators: int = 0, *, interest: bool = True) -> Asked:
    kind = StepKind.REMINDER
    return Asked(number, kind, day(after_due), Parts(fees=fee, fees_operator=operators), interest=interest)


def known(*asked: Asked, interest: int | None = None, **more: object) -> Known:
    """A claim of 10 000 kr with these steps, whose letters asked for all interest up to their days."""
    plain = Known(PRINCIPAL, asked, bearing=BEARING)
    until = asked_until(plain)
    whole = (until and interest_until(plain, until)) or 0
    facts: dict[str, object] = {"principal_minor": PRINCIPAL, "asked": asked, "bearing": BEARING}
    return Known(**facts | {"interest_minor": whole if interest is None else interest} | more)  # type: ignore[arg-type]  # facts by name


REMINDED = known(step(1, 20))
WARNED = known(step(1, 20), step(2, 40))


@pytest.mark.parametrize(
    ("what", "paid", "minor", "falls"),
    [
        (REMINDED, 19, PRINCIPAL, 1),
        (REMINDED, 20, PRINCIPAL, None),
        (REMINDED, 19, PRINCIPAL - 1, None),
        (WARNED, 19, PRINCIPAL, 1),
        (WARNED, 30, PRINCIPAL, None),
        (WARNED, 30, PRINCIPAL + 3_500 + 6_575, 2),
        (WARNED, 30, PRINCIPAL + 3_500 + 6_574, None),
        (known(step(1, 20), tolerance_minor=100), 10, PRINCIPAL - 100, 1),
        (known(step(1, 20, interest=False), step(2, 40), brought_minor=7_000), 30, PRINCIPAL + 10_500, 2),
        (known(step(1, 20, interest=False), step(2, 40), brought_minor=7_000), 30, PRINCIPAL + 10_499, None),
    ],
)
def test_money_of_a_day_before_a_step_prevents_it_where_it_covers_all_that_was_owed(
    what: Known, paid: int, minor: int, falls: int | None
) -> None:
    found = prevented(what.paid(day(paid), min(minor, PRINCIPAL), minor))
    assert (found and found.step_no) == falls


def test_what_was_taken_back_before_the_step_does_not_prevent_it() -> None:
    back = REMINDED.paid(day(5), PRINCIPAL, PRINCIPAL).paid(day(9), -PRINCIPAL, -PRINCIPAL)
    assert prevented(back) is None
    assert prevented(REMINDED.paid(day(5), PRINCIPAL, PRINCIPAL).paid(day(20), -PRINCIPAL, -PRINCIPAL)) is not None


def test_interest_is_never_more_than_that_of_the_money_as_it_was_each_day() -> None:
    half = REMINDED.paid(day(10), PRINCIPAL // 2, PRINCIPAL // 2)
    assert (REMINDED.interest_minor, too_much(REMINDED), too_much(half)) == (6_575, 0, 6_575 - 3_288 - 1_644)
    assert too_much(half.asked_less(too_much(half))) == 0
    assert sum(row.interest_minor for row in interest_rows(half, day(20))) == 3_288 + 1_644


def test_without_a_letter_that_stands_no_interest_is_asked_for() -> None:
    assert too_much(REMINDED.without(1)) == 6_575
    assert too_much(WARNED.without(2)) == interest_until(WARNED, day(40)) - 6_575  # type: ignore[operator]  # it is a figure
    assert asked_until(known(step(1, 20, interest=False))) is None


def test_a_figure_that_may_not_be_used_changes_nothing_and_asks_for_nothing() -> None:
    for bearing in (Bearing(PRINCIPAL, DUE, UNVERIFIED), None):
        unusable = known(step(1, 20), step(2, 40), interest=5_000, bearing=bearing)
        assert (too_much(unusable), met(unusable, day(50), 900), interest_rows(unusable, day(50))) == (0, 0, ())
        paid = unusable.paid(day(30), PRINCIPAL, PRINCIPAL + 3_500)
        assert prevented(paid) == step(2, 40)
        assert asked_after(unusable, day(25), Parts(PRINCIPAL, 7_000, 5_000)) == Parts(fees=3_500)


@pytest.mark.parametrize(
    ("on", "surplus", "interest"), [(30, 5_000, 3_288), (30, 100, 100), (20, 100, 0), (19, 100, 0)]
)
def test_a_surplus_meets_the_interest_that_ran_up_behind_a_letter(on: int, surplus: int, interest: int) -> None:
    assert met(REMINDED, day(on), surplus) == interest
    assert met(known(), day(on), surplus) == 0


def test_interest_that_a_payment_met_is_asked_for_until_its_day_while_a_letter_stands() -> None:
    both = known(step(1, 20), met_on=day(30))
    assert asked_until(both) == day(30)
    assert asked_until(known(step(1, 20), met_on=day(10))) == day(20)
    assert asked_until(known(step(1, 20), step(2, 40), met_on=day(30))) == day(40)
    assert asked_until(both.without(1)) is None


@pytest.mark.parametrize(
    ("on", "open_", "later"),
    [
        (10, Parts(PRINCIPAL, 38_500, 13_151, 35_000), Parts(0, 38_500, 13_151, 35_000)),
        (30, Parts(PRINCIPAL, 38_500, 13_151, 35_000), Parts(0, 35_000, 6_576, 35_000)),
        (40, Parts(PRINCIPAL, 38_500, 13_151, 35_000), NOTHING),
        (30, Parts(PRINCIPAL, 20_000, 7_000, 20_000), Parts(0, 16_500, 425, 16_500)),
        (30, Parts(0, 3_500), NOTHING),
    ],
)
def test_money_covers_what_was_owed_on_its_day_before_what_was_asked_for_later(
    on: int, open_: Parts, later: Parts
) -> None:
    found = asked_after(known(step(1, 20), step(2, 40, 35_000, 35_000)), day(on), open_)
    assert found == later
    rest = open_ - found
    assert 0 <= rest.fees_operator <= rest.fees


def test_what_earlier_money_covers_already_is_not_covered_before_the_principal_again() -> None:
    what, opened = known(step(1, 20), step(2, 40, 35_000, 35_000)), Parts(PRINCIPAL, 35_000, 6_576, 35_000)
    assert asked_after(what, day(30), opened, Parts(fees=3_500, interest=6_575)) == replace(opened, principal=0)
    assert asked_after(what, day(30), opened, Parts(fees=1_000)) == Parts(0, 32_500, 1, 32_500)


DAYS = st.integers(-10, 80)
MONEY = st.tuples(DAYS, st.integers(1, PRINCIPAL), st.integers(0, 20_000))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True), st.lists(MONEY, max_size=4))
def test_taking_back_one_thing_after_another_ends_where_nothing_is_too_much(
    days: list[int], money: list[tuple[int, int, int]]
) -> None:
    now = known(*(step(number, after) for number, after in enumerate(sorted(days), start=1)))
    for on, principal, more in money:
        now = now.paid(day(on), principal, principal + more)
    while found := prevented(now):
        now = now.without(found.step_no)
    now = now.asked_less(too_much(now))
    until = asked_until(now)
    assert prevented(now) is None
    assert now.interest_minor == (min(now.interest_minor, interest_until(now, until) or 0) if until else 0)
    assert now.interest_minor >= 0
