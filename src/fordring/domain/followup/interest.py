"""Late-payment interest: simple, by the day, on what was owed each day; in rows that add up to the figure exactly.

A day bears interest on what was owed when it began, so the day of a payment is the last one on the old amount. Every
row ends where the rate changes, where the amount does, and at the turn of a leap year, and is rounded by itself.
"""

from bisect import bisect_left, bisect_right
from calendar import isleap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.figures import Figure, Item, Payer
from fordring.domain.followup.rulebook import Rulebook
from fordring.domain.money import BASIS_POINTS
from fordring.domain.plentiful import plentiful

_ONE_DAY = timedelta(days=1)
_LAST_LEAP_TURN = 2100
UNUSABLE = -1
"""Stands for the rate of days whose rate must not be used."""


@dataclass(frozen=True, slots=True)
class Rates:
    """A country's rates for one kind of payer, made ready: segment i begins on ordinal `starts[i]`.

    `rates_bp[i]` is its rate, UNUSABLE where `figures[i]` is the error that says why. Make it once with `rates_of`.
    """

    starts: tuple[int, ...]
    rates_bp: tuple[int, ...]
    figures: tuple[Figure | UnusableRuleError, ...]
    divisor: int


@dataclass(frozen=True, slots=True)
class Movement:
    """A change of what bears interest: negative for a payment or credit. It counts from the day after its value day."""

    value_on: date
    minor: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, both included, that bear no interest: the delay is the creditor's, or the law says so. None: no end yet."""

    first: date
    last: date | None
    reason: str


@plentiful(frozen=True, slots=True)
class InterestRow:
    """Days, both included, on which one amount bore one rate; and the interest of them.

    `started_by`: of a claim's first row, the figure that its first day goes by, where its due date was not fixed.
    """

    first: date
    last: date
    base_minor: int
    rate_bp: int
    days: int
    interest_minor: int
    figure: Figure
    started_by: Figure | None = None


Timeline = tuple[tuple[int, int], ...]
"""What bears interest: from which day (ordinal) on, how much (minor units); ascending, the first is the first day."""


def rates_of(book: Rulebook, payer: Payer) -> Rates:
    """The rates by which claims on such a payer bear interest."""
    rows = [row for row in book.by_item.get(Item.LATE_INTEREST, ()) if row.payer in {Payer.ANY, payer}]
    turns = {row.valid_from for row in rows} | {row.valid_to + _ONE_DAY for row in rows if row.valid_to}
    begins = min(turns, default=date(_LAST_LEAP_TURN, 1, 1))
    leaps = (date(year, 1, 1) for year in range(begins.year + 1, _LAST_LEAP_TURN) if isleap(year) or isleap(year - 1))
    starts = [date.min, *sorted(turns | set(leaps))]
    figures = tuple(_usable(book, day, payer) for day in starts)
    return Rates(
        tuple(day.toordinal() for day in starts),
        tuple(figure.value if isinstance(figure, Figure) else UNUSABLE for figure in figures),
        figures,
        _divisor(book, payer),
    )


def _usable(book: Rulebook, day: date, payer: Payer) -> Figure | UnusableRuleError:
    try:
        return book.find(Item.LATE_INTEREST, day, payer)
    except UnusableRuleError as error:
        return error


def _divisor(book: Rulebook, payer: Payer) -> int:
    """Actual/365 is how days are counted, no figure that money is demanded by, so it need not be verified."""
    figure = book.look(Item.INTEREST_DIVISOR, date.max, payer)
    return figure.value if figure else 365


@dataclass(frozen=True, slots=True)
class Start:
    """The first day that bears interest, and the figure that it goes by where no due date was fixed beforehand."""

    on: date
    figure: Figure | None = None


def start_of(book: Rulebook, due_on: date, demanded_on: date | None, *, fixed: bool, payer: Payer) -> Start | None:
    """When interest begins; None while nothing was demanded.

    A due date fixed beforehand: the day after it. Otherwise so many days after a written demand, and never before the
    due date is over (forsinkelsesrenteloven § 2, räntelagen 3-4 §§, korkolaki 5-6 §§). Raises UnusableRuleError.
    """
    if fixed:
        return Start(due_on + _ONE_DAY)
    if demanded_on is None:
        return None
    figure = book.find(Item.INTEREST_AFTER_DEMAND, demanded_on, payer)
    return Start(max(due_on, demanded_on + timedelta(days=figure.value)) + _ONE_DAY, figure)


def timeline(
    owed_minor: int, first: date, movements: Iterable[Movement] = (), pauses: Sequence[Pause] = ()
) -> Timeline:
    """What bore interest on each day from the first on, never less than nothing; nothing on days that pause."""
    moved = sorted((_day_after(movement.value_on), movement.minor) for movement in movements)
    if not moved and not pauses:
        return ((first.toordinal(), max(owed_minor, 0)),)
    turns = {first} | {day for day, _ in moved if day > first}
    for pause in pauses:
        ends = [_day_after(pause.last)] if pause.last else []
        turns |= {day for day in (pause.first, *ends) if day > first}
    steps: list[tuple[int, int]] = []
    for day in sorted(turns):
        owed = owed_minor + sum(minor for begins, minor in moved if begins <= day)
        paused = any(pause.first <= day and (pause.last is None or day <= pause.last) for pause in pauses)
        base = 0 if paused else max(owed, 0)
        if not steps or steps[-1][1] != base:
            steps.append((day.toordinal(), base))
    return tuple(steps)


def _day_after(day: date) -> date:
    """The next day, if there is one: a bank's value day, or the end of a pause, may be the last day of the calendar."""
    return day + _ONE_DAY if day < date.max else day


def interest_on(rates: Rates, bearing: Timeline, day: int) -> int:
    """The interest up to and with a day (an ordinal), in minor units: the sum of what `explained` has for it.

    Made for many claims as of one day: no values are made on the way. Raises UnusableRuleError.
    """
    starts, rates_bp, segments = rates.starts, rates.rates_bp, len(rates.starts)
    twice = 2 * rates.divisor * BASIS_POINTS
    half = rates.divisor * BASIS_POINTS
    after = day + 1
    total = 0
    last_step = len(bearing) - 1
    for place, (first, base) in enumerate(bearing):
        if first > day:
            break
        if not base:
            continue
        until = after if place == last_step else min(bearing[place + 1][0], after)
        begins, segment = first, bisect_right(starts, first) - 1
        while begins < until:
            segment += 1
            ends = until if segment == segments or starts[segment] > until else starts[segment]
            rate = rates_bp[segment - 1]
            if rate < 0:
                raise _reason(rates.figures[segment - 1])
            total += (2 * base * rate * (ends - begins) + half) // twice
            begins = ends
    return total


def _reason(figure: Figure | UnusableRuleError) -> UnusableRuleError:
    assert isinstance(figure, UnusableRuleError), "only a rate that must not be used is below zero"
    return figure


def explained(rates: Rates, bearing: Timeline, day: date, started_by: Figure | None = None) -> tuple[InterestRow, ...]:
    """The rows of the interest up to and with a day; they add up to `interest_on` exactly. Raises UnusableRuleError.

    The first row says which figure it was started by.
    """
    rows = tuple(_rows(rates, bearing, day.toordinal() + 1))
    return (replace(rows[0], started_by=started_by), *rows[1:]) if rows and started_by else rows


def _rows(rates: Rates, bearing: Timeline, after: int) -> Iterator[InterestRow]:
    ends = [*(begins for begins, _ in bearing[1:]), after]
    for (first, base), end in zip(bearing, ends, strict=True):
        last = min(end, after)
        turns = rates.starts[bisect_right(rates.starts, first) : bisect_left(rates.starts, last)]
        for begins, until in zip([first, *turns], [*turns, last], strict=True):
            if base and begins < until:
                yield _row(rates, begins, until, base)


def _row(rates: Rates, begins: int, until: int, base: int) -> InterestRow:
    figure = rates.figures[bisect_right(rates.starts, begins) - 1]
    if isinstance(figure, UnusableRuleError):
        raise figure
    days = until - begins
    numerator = base * figure.value * days
    interest = (2 * numerator + rates.divisor * BASIS_POINTS) // (2 * rates.divisor * BASIS_POINTS)
    last = date.fromordinal(until - 1)
    return InterestRow(date.fromordinal(begins), last, base, figure.value, days, interest, figure)
