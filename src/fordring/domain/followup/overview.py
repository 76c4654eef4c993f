"""All that a country's rules say on a day, row by row: what applies, on what ground, and how far it can be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fordring.domain.followup.figures import Figure, Item, Row, Standing
from fordring.domain.followup.items import UNITS
from fordring.domain.followup.reading import words_of
from fordring.domain.followup.rulebook import Rulebook
from fordring.domain.followup.tables.laws import LAWS

_NO_LIMIT = 10**15
"""More than any principal: what the tier without a limit is found by."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one figure: the row, how it stands, and how it is told."""

    row: Row
    standing: Standing

    @property
    def figure(self) -> str:
        """The figure with its unit, and the tier that it is of."""
        told = words_of(UNITS[self.row.item], self.row.value)
        tier = self.row.up_to_minor
        return told if tier is None else f"{told} up to {words_of(UNITS[Item.TOTAL_CAP], tier).removesuffix('.00')}"

    @property
    def days(self) -> str:
        """The days it holds."""
        return f"{self.row.valid_from} – {self.row.valid_to or ''}".rstrip()


def overview(book: Rulebook, day: date) -> tuple[Line, ...]:
    """A line for every figure that holds that day or is the last one known, in the order of the tables."""
    return tuple(_lines(book, day))


def laws_told(country: str) -> tuple[str, ...]:
    """A sentence for each law of the country that was adopted and has no day in force among the tables."""
    waiting = [law for law in LAWS if law.country == country and not law.in_force]
    return tuple(f"{law.name}: {law.note}" for law in waiting)


def _lines(book: Rulebook, day: date) -> Iterator[Line]:
    for item, rows in book.by_item.items():
        for payer in dict.fromkeys(row.payer for row in rows):
            seen: list[Figure] = []
            for reach in sorted({row.up_to_minor or _NO_LIMIT for row in rows if row.payer is payer}):
                found = book.look(item, day, payer, reach)
                if found and found.row.payer is payer and found not in seen:
                    seen.append(found)
                    yield Line(found.row, found.standing)
