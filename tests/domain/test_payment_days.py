"""Days of a payment that can be, and days that cannot."""

from datetime import date

import pytest

from fordring.domain.payment.days import day_fault

DAYS = """
    # booking     value         made        what is wrong
    2026-11-20    2026-11-20    2026-11-20
    2026-11-20    -             2026-11-20
    -             2026-11-20    -
    1992-01-20    1992-01-16    -
    2016-11-19    -             2026-11-20
    2027-11-21    2026-11-20    2026-11-20
    -             -             2026-11-20  the bank says no day of it
    0001-01-01    -             -           0001-01-01 is no day of a payment
    2026-11-20    9999-12-31    -           9999-12-31 is no day of a payment
    2027-11-22    -             2026-11-20  2027-11-22 is far from 2026-11-20, when the file was made
    2016-11-10    -             2026-11-20  2016-11-10 is far from 2026-11-20, when the file was made
    2026-11-20    2024-11-20    -           its value day 2024-11-20 is far from its booking day 2026-11-20
"""


@pytest.mark.parametrize("row", DAYS.splitlines()[2:])
def test_days_that_cannot_be_are_told(row: str) -> None:
    *days, fault = [*row.split(maxsplit=3), ""][:4]
    booked, value, made = (None if day == "-" else date.fromisoformat(day) for day in days)
    assert day_fault(booked, value, made, unread=False) == fault


def test_a_day_that_could_not_be_read_is_none_whatever_the_other_says() -> None:
    said = "a day that the bank says of it is none"
    assert day_fault(date(2026, 11, 20), None, None, unread=True) == said
