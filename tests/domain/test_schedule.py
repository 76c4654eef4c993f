"""When a merchant is paid, as tables for people."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.calendar import is_business_day
from fordring.domain.errors import InvalidCommandError
from fordring.domain.payment.schedule import (
    Every,
    PayoutSchedule,
    Received,
    Shortfall,
    check_schedule,
    schedule_of,
)

DAILY = PayoutSchedule()
FRIDAYS = PayoutSchedule(Every.WEEKLY, frozenset({4}))
TWICE = PayoutSchedule(Every.WEEKLY, frozenset({0, 3}))
THE_FIRST = PayoutSchedule(Every.MONTHLY)
THE_LAST = PayoutSchedule(Every.MONTHLY, month_day=31)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SCHEDULES = st.sampled_from([DAILY, FRIDAYS, TWICE, THE_FIRST, THE_LAST])


@pytest.mark.parametrize(
    ("schedule", "country", "day", "expected"),
    [
        (DAILY, "NO", "2026-11-21", "2026-11-23"),
        (DAILY, "NO", "2026-12-25", "2026-12-28"),
        (FRIDAYS, "NO", "2026-11-16", "2026-11-20"),
        (FRIDAYS, "NO", "2026-12-24", "2026-12-28"),  # the Friday is Christmas Day
        (FRIDAYS, "SE", "2026-06-18", "2026-06-22"),  # Midsummer's Eve
        (TWICE, "FI", "2026-11-17", "2026-11-19"),
        (THE_FIRST, "NO", "2026-10-31", "2026-11-02"),  # a Sunday
        (THE_FIRST, "NO", "2026-11-03", "2026-12-01"),
        (THE_FIRST, "NO", "2026-12-02", "2027-01-04"),
        (THE_LAST, "SE", "2026-02-10", "2026-03-02"),  # 28 February is a Saturday
        (THE_LAST, "SE", "2026-09-01", "2026-09-30"),
    ],
)
def test_a_day_that_is_none_rolls_to_the_next_business_day(
    schedule: PayoutSchedule, country: str, day: str, expected: str
) -> None:
    assert schedule.first_day(date.fromisoformat(day), country) == date.fromisoformat(expected)


@given(SCHEDULES, st.sampled_from(["NO", "SE", "FI"]), DAYS)
def test_every_payout_day_is_a_business_day_and_none_is_passed_over(
    schedule: PayoutSchedule, country: str, day: date
) -> None:
    found = schedule.first_day(day, country)
    assert is_business_day(found, country)
    assert found - day <= timedelta(days=36)
    between = (day + timedelta(days=each) for each in range((found - day).days))
    assert not any(schedule.is_payout_day(each, country) for each in between)


MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)


@pytest.mark.parametrize(
    ("schedule", "waiting", "expected"),
    [
        (DAILY, [], None),
        (DAILY, [Received(MONDAY, 100)], "2026-11-17"),
        (DAILY, [Received(MONDAY, 100), Received(MONDAY, -100)], None),
        (PayoutSchedule(hold_days=3), [Received(MONDAY, 100)], "2026-11-19"),
        (PayoutSchedule(hold_days=5), [Received(MONDAY, 100)], "2026-11-23"),  # Saturday rolls
        (PayoutSchedule(minimum_minor=150), [Received(MONDAY, 100)], None),
        (PayoutSchedule(minimum_minor=150), [Received(MONDAY, 150)], "2026-11-17"),
        (
            PayoutSchedule(minimum_minor=150, hold_days=2),
            [Received(MONDAY, 100), Received(TUESDAY, 100)],
            "2026-11-19",
        ),
        (PayoutSchedule(hold_days=2), [Received(MONDAY, 100), Received(WEDNESDAY, -100)], None),
        (PayoutSchedule(Every.WEEKLY, frozenset({1}), hold_days=2), [Received(MONDAY, 100)], "2026-11-24"),
    ],
)
def test_what_waits_is_paid_on_the_first_payout_day_after_its_rest(
    schedule: PayoutSchedule, waiting: list[Received], expected: str | None
) -> None:
    found = schedule.first_due(waiting, TUESDAY, "NO")
    assert found == (date.fromisoformat(expected) if expected else None)


@given(
    st.builds(PayoutSchedule, hold_days=st.integers(0, 9), minimum_minor=st.sampled_from([0, 150])),
    st.lists(st.builds(Received, st.sampled_from([MONDAY, TUESDAY, WEDNESDAY]), st.integers(-200, 200)), max_size=5),
)
def test_on_the_first_day_that_is_due_enough_is_ripe_and_on_no_payout_day_before(
    schedule: PayoutSchedule, waiting: list[Received]
) -> None:
    found = schedule.first_due(waiting, TUESDAY, "NO")
    for each in range(30):
        day = TUESDAY + timedelta(days=each)
        if found is None or day < found:
            assert not schedule.is_payout_day(day, "NO") or not schedule.suffices(schedule.ripe(waiting, day))
    assert found is None or schedule.suffices(schedule.ripe(waiting, found))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, DAILY),
        ({"payout_weekdays": [0, 3]}, TWICE),
        ({"payout_weekdays": [9]}, DAILY),
        ({"payouts": dict(THE_LAST.settings), "payout_weekdays": [0]}, THE_LAST),
    ],
)
def test_a_schedule_is_read_from_settings(settings: dict[str, Any], expected: PayoutSchedule) -> None:
    assert schedule_of(settings) == expected


def test_a_schedule_comes_back_as_it_was_kept() -> None:
    kept = PayoutSchedule(Every.MONTHLY, frozenset({2}), 5, 50_000, 3, Shortfall.INVOICED)
    assert schedule_of({"payouts": dict(kept.settings)}) == kept


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"weekdays": frozenset()}, {"weekdays"}),
        ({"weekdays": frozenset({7})}, {"weekdays"}),
        ({"month_day": 0}, {"month_day"}),
        ({"month_day": 32, "minimum_minor": -1, "hold_days": 91}, {"month_day", "minimum_minor", "hold_days"}),
        ({"hold_days": -1}, {"hold_days"}),
    ],
)
def test_what_makes_no_schedule_is_refused_field_by_field(fields: dict[str, Any], named: set[str]) -> None:
    with pytest.raises(InvalidCommandError) as refused:
        check_schedule(PayoutSchedule(**fields))
    assert {problem.field for problem in refused.value.problems} == named


def test_a_usual_schedule_is_not_refused() -> None:
    check_schedule(PayoutSchedule(Every.MONTHLY, month_day=31, hold_days=90))
