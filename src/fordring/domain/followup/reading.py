"""Figures as people write them, and back: `12.25 %`, `38.00`, `14`; and the tables of rows that are kept as text.

A line of a table names an item and its payers; under it, indented, a line a row, its cells two spaces apart: from, to,
tier, figure, confidence, source, and perhaps a note; `-` where there is nothing.
"""

import re
from datetime import date

from fordring.domain.followup.figures import Item, Payer, Row, Unit
from fordring.domain.followup.items import UNITS

_TWO_DECIMALS = frozenset({Unit.MINOR, Unit.BASIS_POINTS})
_NUMBER = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")
_NOTHING = "-"


def rows_of(country: str, table: str) -> tuple[Row, ...]:
    """The rows of a table. Raises ValueError naming a line that is none."""
    rows = []
    item, payer = "", ""
    for line in table.strip().splitlines():
        if line.startswith(" "):
            rows.append(_row(country, Item(item), Payer(payer), line))
        else:
            item, payer = line.split()
    return tuple(rows)


def _row(country: str, item: Item, payer: Payer, line: str) -> Row:
    cells = re.split(r"\s{2,}", line.strip())
    if len(cells) not in {6, 7}:
        raise ValueError(f"{line!r} has {len(cells)} cells instead of 6 or 7")
    first, last, tier, figure, confidence, source, *note = cells
    return Row(
        country,
        item,
        payer,
        date.fromisoformat(first),
        None if last == _NOTHING else date.fromisoformat(last),
        figure_of(UNITS[item], figure),
        confidence,
        source,
        None if tier == _NOTHING else figure_of(Unit.MINOR, tier),
        "".join(note),
    )


def figure_of(unit: Unit, text: str) -> int:
    """The figure a text gives: minor units of `38.00`, basis points of `12.25 %`, else a whole number.

    Raises ValueError for anything else, more than two decimals too.
    """
    found = _NUMBER.fullmatch(text.strip().removesuffix("%").strip())
    if found is None or (found[2] and unit not in _TWO_DECIMALS) or ("%" in text and unit is not Unit.BASIS_POINTS):
        raise ValueError(f"{text!r} is not a figure of {unit}")
    if unit not in _TWO_DECIMALS:
        return int(found[1])
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


_WORDS = {
    Unit.MINOR: "{amount}",
    Unit.BASIS_POINTS: "{amount} %",
    Unit.DAYS: "{value} days",
    Unit.BANK_DAYS: "{value} bank days",
    Unit.MONTHS: "{value} months",
    Unit.COUNT: "{value}",
    Unit.YEAR: "{value}",
}


def words_of(unit: Unit, value: int) -> str:
    """A figure as it is told: `38.00`, `12.25 %`, `14 days`."""
    whole, rest = divmod(value, 100)
    return _WORDS[unit].format(amount=f"{whole}.{rest:02}", value=value)
