"""Days: business days of Norway, Sweden and Finland, a country's local day of an instant, and billing periods.

Holidays come from the `holidays` package; what is a business day, and how a day rolls, is decided here.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

from fordring.domain.errors import UnsupportedCountryError

_ZONES = {"NO": "Europe/Oslo", "SE": "Europe/Stockholm", "FI": "Europe/Helsinki"}
# Sweden's eves (Midsummer, Christmas, New Year) are `de_facto`; its category `bank` is of no use, it holds half days.
_HOLIDAY_CATEGORIES = {"NO": ("public",), "SE": ("public", "de_facto"), "FI": ("public",)}
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_DAYS_KEPT = 4096

FIRST_TOLD, LAST_TOLD = date(2000, 1, 1), date(2099, 12, 31)
"""Outside these a year that somebody tells is a slip of the pen: before the first lies the longest final period of
limitation (nordic-rules.md § 2.3)."""


class Interval(StrEnum):
    """How often the purchases of one payer are gathered into one invoice."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


def is_business_day(day: date, country: str) -> bool:
    """Whether the day is neither Saturday, Sunday nor a public holiday; in Sweden none of the three eves either.

    Sweden: lag (1930:173) § 2. Raises UnsupportedCountryError.
    """
    return day not in _holidays(country, day.year) and day.weekday() < _SATURDAY


@lru_cache(maxsize=_DAYS_KEPT)
def roll_forward(day: date, country: str) -> date:
    """The day itself if it is a business day, else the next one. Raises UnsupportedCountryError."""
    while not is_business_day(day, country):
        day += _ONE_DAY
    return day


def first_business_day_after(day: date, country: str) -> date:
    """The first business day later than the day. Raises UnsupportedCountryError."""
    return roll_forward(day + _ONE_DAY, country)


def local_day(instant: datetime, country: str) -> date:
    """The date in Oslo, Stockholm or Helsinki at that instant, which must bear its time zone.

    Raises UnsupportedCountryError, and ValueError for an instant without a time zone.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(zone(country)).date()


def zone(country: str) -> ZoneInfo:
    """The time zone a country's days are counted in. Raises UnsupportedCountryError."""
    if country not in _ZONES:
        raise UnsupportedCountryError(country)
    return ZoneInfo(_ZONES[country])


def zone_names() -> dict[str, str]:
    """By country, the name of the time zone its days are counted in."""
    return dict(_ZONES)


def period_end(day: date, interval: Interval) -> date:
    """The last day of the month, or of the quarter (January to March and so on), that the day lies in."""
    month = day.month if interval is Interval.MONTHLY else (day.month + 2) // 3 * 3
    return date(day.year, month, monthrange(day.year, month)[1])


def issue_day(purchase_day: date, interval: Interval, country: str) -> date:
    """When a gathered invoice is issued: the first business day after the billing period of the purchase.

    Raises UnsupportedCountryError. Source: the public page on grouped invoices, with public holidays counted too.
    """
    return first_business_day_after(period_end(purchase_day, interval), country)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    if country not in _HOLIDAY_CATEGORIES:
        raise UnsupportedCountryError(country)
    return frozenset(holidays.country_holidays(country, years=year, categories=_HOLIDAY_CATEGORIES[country]))
