"""How long money can be claimed: the ordinary periods of limitation, dated rows with their source.

The period runs from the due day, anew from the day it was last interrupted. Older dues keep the row of their own day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from fordring.domain.plentiful import plentiful


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a country from a day on; `business` says of which payers, None of all.

    `confidence`: A the law or an authority was read, B a good secondary source, M from memory. `source` is quoted to
    the client whose claim is too old.
    """

    country: str
    business: bool | None
    valid_from: date
    years: int
    confidence: str
    source: str


PERIODS = (
    Period("NO", None, date(1980, 1, 1), 3, "A", "foreldelsesloven § 2"),
    Period("SE", False, date(1982, 1, 1), 3, "B", "preskriptionslagen 2 §"),
    Period("SE", True, date(1982, 1, 1), 10, "B", "preskriptionslagen 2 §"),
    Period("FI", None, date(2004, 1, 1), 3, "A", "laki velan vanhentumisesta 728/2003"),
)

INTERRUPTED_BY_DEEDS = frozenset({"SE", "FI"})
"""What interrupts differs (nordic-rules.md § 2): in Norway an acknowledgement or legal step, not a reminder; in Sweden
and Finland a written reminder too, and a payment (preskriptionslagen 5 §, 728/2003)."""


@lru_cache(maxsize=4096)
def period_of(country: str, due_on: date, *, business: bool) -> Period | None:
    """The row that holds for a claim due that day; None where none is known."""
    rows = [
        row
        for row in PERIODS
        if row.country == country and row.business in {None, business} and row.valid_from <= due_on
    ]
    return max(rows, key=lambda row: row.valid_from, default=None)


@plentiful(frozen=True, slots=True)
class Due:
    """What a period is reckoned from: who owes where, since when, and what interrupted it.

    `interrupted_on` is believed whatever the period before it: who tells of it tells of the last time. `written` are
    the days of reminders and demands, `paid` those of payments, which interrupt where the country says so, unless the
    period was over by then.
    """

    country: str
    business: bool
    due_on: date
    interrupted_on: date | None = None
    written: Sequence[date] = ()
    paid: Sequence[date] = ()

    @property
    def period(self) -> Period | None:
        """The row that holds; None where none is known."""
        return period_of(self.country, self.due_on, business=self.business)

    @property
    def last(self) -> date | None:
        """The last day on which it can be claimed; None where no period is known."""
        period = self.period
        if period is None:
            return None
        runs_from = max(self.due_on, self.interrupted_on or self.due_on)
        for day in sorted((*self.written, *self.paid)) if self.country in INTERRUPTED_BY_DEEDS else ():
            if runs_from < day <= last_day(period, runs_from):
                runs_from = day
        return last_day(period, runs_from)

    def interrupted(self, on: date) -> "Due":
        """The same, interrupted on that day."""
        return replace(self, interrupted_on=on)

    def barred(self, today: date) -> tuple[Period, date] | None:
        """The period that is over and the last day it had; None while the money can be claimed."""
        period, ended_on = self.period, self.last
        return (period, ended_on) if period and ended_on and ended_on < today else None


def last_day(period: Period, runs_from: date) -> date:
    """The last day on which the claim is not barred; 29 February ends on the 28th of a year without it."""
    year = runs_from.year + period.years
    try:
        return runs_from.replace(year=year)
    except ValueError:
        return date(year, 3, 1) - timedelta(days=1)
