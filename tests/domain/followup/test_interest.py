"""Interest: the worked examples of the reference, the rows that explain it, and what holds for any claim."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.figures import Payer, Standing
from fordring.domain.followup.interest import (
    Movement,
    Pause,
    Rates,
    Timeline,
    explained,
    interest_on,
    rates_of,
    start_of,
    timeline,
)
from fordring.domain.followup.rulebook import Rulebook, rulebook

NO = rulebook("NO", live=False)
RATES = {country: rates_of(rulebook(country, live=False), Payer.CONSUMER) for country in ("NO", "SE", "FI")}
DUE = date(2025, 6, 15)
FIRST = date(2025, 6, 16)


def told(rates: Rates, bearing: Timeline, day: date) -> list[str]:
    return [
        f"{row.first} {row.last} {row.base_minor} {row.rate_bp} {row.days} {row.interest_minor}"
        for row in explained(rates, bearing, day)
    ]


def test_the_worked_example_over_a_change_of_rate() -> None:
    bearing = timeline(1_000_000, FIRST)
    assert told(RATES["NO"], bearing, date(2025, 7, 15)) == [
        "2025-06-16 2025-06-30 1000000 1250 15 5137",
        "2025-07-01 2025-07-15 1000000 1225 15 5034",
    ]
    assert interest_on(RATES["NO"], bearing, date(2025, 7, 15).toordinal()) == 5137 + 5034


def test_each_row_bears_the_figure_that_it_rests_on() -> None:
    verified, unverified = explained(RATES["NO"], timeline(1_000_000, FIRST), date(2025, 7, 15))
    assert verified.figure.mark is None
    assert unverified.figure.standing is Standing.UNVERIFIED


def test_a_payment_counts_from_the_day_after_its_value_day() -> None:
    bearing = timeline(1_000_000, FIRST, [Movement(date(2025, 6, 20), -400_000), Movement(DUE, -100_000)])
    assert told(RATES["NO"], bearing, date(2025, 6, 25)) == [
        "2025-06-16 2025-06-20 900000 1250 5 1541",
        "2025-06-21 2025-06-25 500000 1250 5 856",
    ]


def test_interest_stops_when_all_is_paid_and_an_overpayment_bears_none() -> None:
    bearing = timeline(1_000_000, FIRST, [Movement(date(2025, 6, 20), -1_200_000)])
    five_days = interest_on(RATES["NO"], bearing, date(2025, 6, 20).toordinal())
    assert five_days == interest_on(RATES["NO"], bearing, date(2026, 12, 31).toordinal()) == 1712
    assert len(explained(RATES["NO"], bearing, date(2026, 12, 31))) == 1


def test_what_is_paid_on_the_due_day_bears_nothing() -> None:
    bearing = timeline(1_000_000, FIRST, [Movement(DUE, -1_000_000)])
    assert interest_on(RATES["NO"], bearing, date(2026, 12, 31).toordinal()) == 0
    assert explained(RATES["NO"], bearing, date(2026, 12, 31)) == ()


def test_a_payment_that_is_taken_back_bears_interest_again() -> None:
    bearing = timeline(
        1_000_000, FIRST, [Movement(date(2025, 6, 17), -1_000_000), Movement(date(2025, 6, 19), 1_000_000)]
    )
    assert [row.days for row in explained(RATES["NO"], bearing, date(2025, 6, 22))] == [2, 3]


@pytest.mark.parametrize(
    ("pause", "days"),
    [
        (Pause(date(2025, 6, 18), date(2025, 6, 19), "the creditor's delay"), [2, 6]),
        (Pause(date(2025, 6, 18), None, "the creditor's delay"), [2]),
        (Pause(date(2025, 6, 1), date(2025, 6, 17), "the creditor's delay"), [8]),
        (Pause(date(2025, 6, 1), date(2025, 6, 2), "the creditor's delay"), [10]),
    ],
)
def test_days_that_pause_bear_nothing(pause: Pause, days: list[int]) -> None:
    rows = explained(RATES["NO"], timeline(1_000_000, FIRST, pauses=[pause]), date(2025, 6, 25))
    assert [row.days for row in rows] == days


def test_rows_end_at_the_turn_of_a_leap_year() -> None:
    rows = explained(RATES["NO"], timeline(1_000_000, date(2027, 12, 30)), date(2029, 1, 2))
    assert [(row.first.isoformat(), row.days) for row in rows] == [
        ("2027-12-30", 2),
        ("2028-01-01", 366),
        ("2029-01-01", 2),
    ]
    assert {row.figure.standing for row in rows} == {Standing.CARRIED}


def test_a_payment_and_a_pause_may_reach_to_the_last_day_of_the_calendar() -> None:
    day = date(2025, 7, 15).toordinal()
    paid = timeline(1_000_000, FIRST, [Movement(date.max, -1_000_000)])
    assert interest_on(RATES["NO"], paid, day) == interest_on(RATES["NO"], timeline(1_000_000, FIRST), day)
    paused = timeline(1_000_000, FIRST, pauses=[Pause(FIRST, date.max, "the creditor's delay")])
    assert interest_on(RATES["NO"], paused, day) == 0


def test_before_the_first_day_there_is_no_interest() -> None:
    assert interest_on(RATES["NO"], timeline(1_000_000, FIRST), DUE.toordinal()) == 0
    assert explained(RATES["NO"], timeline(1_000_000, FIRST), DUE) == ()


@pytest.mark.parametrize(
    ("country", "first", "day", "wanted"),
    [
        ("NO", date(2026, 1, 1), date(2026, 3, 1), "2026-01-01"),
        ("SE", date(2026, 6, 1), date(2026, 7, 1), "2026-07-01"),
        ("SE", date(2019, 6, 1), date(2019, 7, 1), "0001-01-01"),
    ],
)
def test_a_live_claim_bears_no_interest_by_a_rate_that_cannot_be_used(
    country: str, first: date, day: date, wanted: str
) -> None:
    rates = rates_of(rulebook(country, live=True), Payer.CONSUMER)
    for reckon in (
        lambda: interest_on(rates, timeline(1, first), day.toordinal()),
        lambda: explained(rates, timeline(1, first), day),
    ):
        with pytest.raises(UnusableRuleError, match=f"{country} late_interest .*{wanted}"):
            reckon()


def test_a_live_claim_bears_interest_by_verified_rates_alone() -> None:
    rates = rates_of(rulebook("SE", live=True), Payer.CONSUMER)
    assert interest_on(rates, timeline(1_000_000, date(2026, 6, 1)), date(2026, 6, 30).toordinal()) == 8219


def test_a_book_without_rates_has_none() -> None:
    rates = rates_of(Rulebook("NO", False, {}), Payer.CONSUMER)
    assert rates.divisor == 365
    with pytest.raises(UnusableRuleError):
        interest_on(rates, timeline(1, FIRST), FIRST.toordinal())


@pytest.mark.parametrize(
    ("fixed", "demanded_on", "expected"),
    [
        (True, None, date(2025, 6, 16)),
        (True, date(2025, 5, 1), date(2025, 6, 16)),
        (False, None, None),
        (False, date(2025, 6, 1), date(2025, 7, 2)),
        (False, date(2025, 1, 1), date(2025, 6, 16)),
    ],
)
def test_the_first_day_is_after_a_fixed_due_date_or_thirty_days_after_a_demand(
    *,
    fixed: bool,
    demanded_on: date | None,
    expected: date | None,
) -> None:
    start = start_of(NO, DUE, demanded_on, fixed=fixed, payer=Payer.CONSUMER)
    assert (start and start.on) == expected


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CLAIMS = st.builds(
    timeline,
    st.integers(0, 10**10),
    DAYS,
    st.lists(st.builds(Movement, DAYS, st.integers(-(10**9), 10**8)), max_size=5),
    st.lists(
        st.builds(lambda first, days: Pause(first, first + timedelta(days=days), "law"), DAYS, st.integers(0, 90)),
        max_size=2,
    ),
)
COUNTRIES = st.sampled_from(["NO", "SE", "FI"])


@given(COUNTRIES, CLAIMS, DAYS)
def test_the_rows_add_up_to_the_figure_and_are_whole(country: str, bearing: Timeline, day: date) -> None:
    rows = explained(RATES[country], bearing, day)
    assert sum(row.interest_minor for row in rows) == interest_on(RATES[country], bearing, day.toordinal())
    for row in rows:
        assert row.days == (row.last - row.first).days + 1 > 0
        assert abs(row.interest_minor * 365 * 10_000 - row.base_minor * row.rate_bp * row.days) * 2 <= 365 * 10_000
    assert all(one.last < other.first for one, other in itertools.pairwise(rows))


@given(COUNTRIES, st.integers(0, 10**10), DAYS, st.lists(DAYS, min_size=1, max_size=4))
def test_splitting_a_period_changes_the_sum_by_no_more_than_one_unit_a_cut(
    country: str, owed: int, first: date, cuts: list[date]
) -> None:
    last = max([*cuts, first])
    whole = interest_on(RATES[country], timeline(owed, first), last.toordinal())
    inner = sorted({cut for cut in cuts if first <= cut < last})
    begins = [first, *(cut + timedelta(days=1) for cut in inner)]
    split = sum(
        interest_on(RATES[country], timeline(owed, begin), end.toordinal())
        for begin, end in zip(begins, [*inner, last], strict=True)
    )
    assert abs(whole - split) <= len(inner)


@given(COUNTRIES, CLAIMS, DAYS, st.integers(0, 400))
def test_interest_only_grows_with_time(country: str, bearing: Timeline, day: date, days: int) -> None:
    sooner = interest_on(RATES[country], bearing, day.toordinal())
    assert sooner <= interest_on(RATES[country], bearing, day.toordinal() + days)


@given(COUNTRIES, CLAIMS, DAYS, st.integers(0, 10**6))
def test_interest_only_grows_with_what_is_owed(country: str, bearing: Timeline, day: date, more: int) -> None:
    larger = tuple((begins, base + more) for begins, base in bearing)
    assert interest_on(RATES[country], bearing, day.toordinal()) <= interest_on(RATES[country], larger, day.toordinal())
