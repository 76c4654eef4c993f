"""Whether the days that a bank says of a payment can be: interest must not be reckoned on a day that nobody said."""

from datetime import date, timedelta

EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
APART_MAX = timedelta(days=366)
"""Booking and value day of one payment are days apart, and no file tells of payments of the year after next."""
BEHIND_MAX = timedelta(days=10 * 366)
"""How far back a file may tell of: banks keep their statements for ten years."""


def day_fault(booked_on: date | None, value_on: date | None, made_on: date | None, *, unread: bool) -> str:
    """Why the days are none to book by; empty where they are. `unread`: one that the bank said is no day at all.

    Where the bank says one of the two, that is both. `made_on` is when the file was made, where it says so.
    """
    if unread:
        return "a day that the bank says of it is none"
    days = [day for day in (booked_on, value_on) if day is not None]
    if not days:
        return "the bank says no day of it"
    for day in days:
        if not EARLIEST <= day <= LATEST:
            return f"{day} is no day of a payment"
        if made_on is not None and not made_on - BEHIND_MAX <= day <= made_on + APART_MAX:
            return f"{day} is far from {made_on}, when the file was made"
    if max(days) - min(days) > APART_MAX:
        return f"its value day {value_on} is far from its booking day {booked_on}"
    return ""
