"""Business days, rolling, local days and billing periods of three countries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.calendar import (
    Interval,
    first_business_day_after,
    is_business_day,
    issue_day,
    local_day,
    period_end,
    roll_forward,
    zone,
)
from fordring.domain.errors import UnsupportedCountryError

COUNTRIES = ("NO", "SE", "FI")

ROLLED = """
    day         NO          SE          FI
    2026-04-02  2026-04-07  2026-04-02  2026-04-02   Maundy Thursday
    2026-05-17  2026-05-18  2026-05-18  2026-05-18   a Sunday, and Norway's day
    2026-12-25  2026-12-28  2026-12-28  2026-12-28   Christmas Day, a Friday
    2026-12-24  2026-12-24  2026-12-28  2026-12-28   Christmas Eve
    2026-12-31  2026-12-31  2027-01-04  2026-12-31   New Year's Eve
    2026-06-19  2026-06-19  2026-06-22  2026-06-22   Midsummer Eve
    2026-01-01  2026-01-02  2026-01-02  2026-01-02   New Year's Day
    2026-01-05  2026-01-05  2026-01-05  2026-01-05   a Swedish half day
    2026-04-30  2026-04-30  2026-04-30  2026-04-30   a Swedish half day
    2026-10-30  2026-10-30  2026-10-30  2026-10-30   a Swedish half day
    2026-01-06  2026-01-06  2026-01-07  2026-01-07   Epiphany
    2026-06-06  2026-06-08  2026-06-08  2026-06-08   a Saturday, and Sweden's day
"""

# Purchases of the two published tables: in years whose first days are business days, and in years whose are not.
GROUPED = """
    interval   purchase  2022   2027   2030   2026   2024   2029
    monthly    01-05     02-01  02-01  02-01  02-02  02-01  02-01
    monthly    01-20     02-01  02-01  02-01  02-02  02-01  02-01
    monthly    02-15     03-01  03-01  03-01  03-02  03-01  03-01
    quarterly  01-15     04-01  04-01  04-01  04-01  04-02  04-03
    quarterly  02-20     04-01  04-01  04-01  04-01  04-02  04-03
    quarterly  04-10     07-01  07-01  07-01  07-01  07-01  07-02
"""


# The neighbours' own holidays: Sweden's day and Midsummer Eve do not fall on a first, but New Year, Easter, May Day do.
NEIGHBOURS = """
    country  interval   purchase    issued
    SE       monthly    2026-12-10  2027-01-04   New Year's Day is a Friday
    SE       monthly    2025-12-31  2026-01-02   New Year's Day is a Thursday
    SE       monthly    2026-04-15  2026-05-04   May Day is a Friday
    SE       quarterly  2023-12-05  2024-01-02   New Year's Day is a Monday
    SE       quarterly  2024-02-20  2024-04-02   Easter Monday
    SE       quarterly  2029-01-15  2029-04-03   Easter Monday is the second, the first a Sunday
    SE       monthly    2025-10-20  2025-11-03   the first is All Saints' Day, a Saturday
    FI       monthly    2026-12-10  2027-01-04   New Year's Day is a Friday
    FI       monthly    2025-12-31  2026-01-02   Finland's second of January is a business day
    FI       monthly    2028-04-03  2028-05-02   May Day is a Monday
    FI       quarterly  2024-03-31  2024-04-02   Easter Monday
    FI       quarterly  2029-03-30  2029-04-03   Easter Monday is the second
    FI       monthly    2030-05-06  2030-06-03   the first is a Saturday
    FI       quarterly  2026-04-10  2026-07-01   no holiday
"""


def cells(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("day", "country", "rolled"),
    [(row[0], country, row[column]) for row in cells(ROLLED)[1:] for column, country in enumerate(COUNTRIES, start=1)],
)
def test_a_day_rolls_to_the_countrys_next_business_day(day: str, country: str, rolled: str) -> None:
    assert roll_forward(date.fromisoformat(day), country) == date.fromisoformat(rolled)
    assert is_business_day(date.fromisoformat(day), country) == (day == rolled)


@pytest.mark.parametrize(
    ("interval", "purchase", "issued"),
    [
        (row[0], f"{year}-{row[1]}", f"{year}-{row[column]}")
        for row in cells(GROUPED)[1:]
        for column, year in enumerate(cells(GROUPED)[0][2:], start=2)
    ],
)
def test_a_grouped_invoice_is_issued_on_the_first_business_day_after_its_period(
    interval: str, purchase: str, issued: str
) -> None:
    assert issue_day(date.fromisoformat(purchase), Interval(interval), "NO") == date.fromisoformat(issued)


@pytest.mark.parametrize(
    ("country", "interval", "purchase", "issued"), [tuple(row[:4]) for row in cells(NEIGHBOURS)[1:]]
)
def test_sweden_and_finland_count_their_own_holidays(country: str, interval: str, purchase: str, issued: str) -> None:
    assert issue_day(date.fromisoformat(purchase), Interval(interval), country) == date.fromisoformat(issued)


@pytest.mark.parametrize(
    ("purchase", "issued", "due"),
    [("2027-01-05", "2027-02-01", "2027-02-15"), ("2027-02-15", "2027-03-01", "2027-03-15")],
)
def test_fourteen_days_after_issue_are_the_published_due_dates(purchase: str, issued: str, due: str) -> None:
    day = issue_day(date.fromisoformat(purchase), Interval.MONTHLY, "NO")
    assert day == date.fromisoformat(issued)
    assert day + timedelta(days=14) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "month", "quarter"),
    [
        ("2026-01-01", "2026-01-31", "2026-03-31"),
        ("2024-02-29", "2024-02-29", "2024-03-31"),
        ("2026-03-31", "2026-03-31", "2026-03-31"),
        ("2026-04-01", "2026-04-30", "2026-06-30"),
        ("2026-09-30", "2026-09-30", "2026-09-30"),
        ("2026-11-21", "2026-11-30", "2026-12-31"),
    ],
)
def test_a_billing_period_ends_with_its_month_or_quarter(day: str, month: str, quarter: str) -> None:
    assert period_end(date.fromisoformat(day), Interval.MONTHLY) == date.fromisoformat(month)
    assert period_end(date.fromisoformat(day), Interval.QUARTERLY) == date.fromisoformat(quarter)


def test_a_december_purchase_is_invoiced_after_new_years_day() -> None:
    assert issue_day(date(2026, 12, 10), Interval.MONTHLY, "NO") == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("instant", "country", "day"),
    [
        ("2026-11-20T22:30:00+00:00", "NO", "2026-11-20"),
        ("2026-11-20T22:30:00+00:00", "SE", "2026-11-20"),
        ("2026-11-20T22:30:00+00:00", "FI", "2026-11-21"),
        ("2026-11-20T23:00:00+00:00", "NO", "2026-11-21"),
        ("2026-07-20T22:00:00+00:00", "NO", "2026-07-21"),
        ("2026-07-20T20:30:00-05:00", "SE", "2026-07-21"),
    ],
)
def test_the_local_day_is_the_countrys_own(instant: str, country: str, day: str) -> None:
    assert local_day(datetime.fromisoformat(instant), country) == date.fromisoformat(day)


def test_an_instant_without_a_time_zone_has_no_local_day() -> None:
    with pytest.raises(ValueError, match="needs its time zone"):
        local_day(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None), "NO")


def test_days_of_other_countries_are_refused() -> None:
    with pytest.raises(UnsupportedCountryError, match="DK is not one of"):
        is_business_day(date(2026, 1, 1), "DK")
    with pytest.raises(UnsupportedCountryError):
        zone("DK")


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.sampled_from(COUNTRIES))
def test_rolling_never_goes_back_and_stops_at_the_first_business_day(day: date, country: str) -> None:
    rolled = roll_forward(day, country)
    between = [day + timedelta(days=step) for step in range((rolled - day).days)]
    assert is_business_day(rolled, country)
    assert not any(is_business_day(each, country) for each in between)
    assert first_business_day_after(day, country) > day
    assert len(between) <= 5
