"""Records of fixed width: what a line of OCR giro, BgMax, KTL or TITO is made of, position by position.

A layout is a table of records, a record a table of fields. Positions count characters from 1, the last one included, as
the banks' manuals do.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CENTURY_PIVOT = 70
"""Two-digit years from here on are of the last century: no payment file in use is older, and none is from 2070."""


class Fill(StrEnum):
    """How a field is filled: text to the left, digits with zeros in front, or to the right with blanks in front."""

    TEXT = "text"
    DIGITS = "digits"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record; `constant` is what a writer puts there unless told otherwise."""

    name: str
    first: int
    last: int
    fill: Fill = Fill.DIGITS
    constant: str = ""

    @property
    def place(self) -> slice:
        """Where it stands in a line."""
        return slice(self.first - 1, self.last)

    def spelt(self, value: str) -> str:
        """The value as wide as the field. Raises ValueError for one that does not fit."""
        width = self.last - self.first + 1
        if len(value) > width:
            raise ValueError(f"{self.name} has {width} places, too few for {value[:40]!r}")
        if self.fill is Fill.TEXT:
            return value.ljust(width)
        return value.rjust(width, "0" if self.fill is Fill.DIGITS else " ")


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of line; its fields follow each other without a gap to the line's last place."""

    name: str
    fields: tuple[Field, ...]

    @property
    def width(self) -> int:
        """How many characters a line has."""
        return self.fields[-1].last

    def place(self, name: str) -> slice:
        """Where the field `name` stands."""
        return next(field.place for field in self.fields if field.name == name)

    def write(self, **values: str) -> str:
        """The line with these values. Raises ValueError for one that does not fit, KeyError for a field that is not."""
        unknown = values.keys() - {field.name for field in self.fields}
        if unknown:
            raise KeyError(f"{self.name} has no field {', '.join(sorted(unknown))}")
        return "".join(field.spelt(values.get(field.name, field.constant)) for field in self.fields)

    def values(self, line: str) -> tuple[str, ...]:
        """Every field of a line of the record's width, as it stands there."""
        return tuple(line[field.place] for field in self.fields)


def is_number(text: str) -> bool:
    """True for one or more of the digits 0 to 9 and nothing else."""
    return text.isascii() and text.isdecimal()


def number(text: str) -> int:
    """The number in a field of digits. Raises ValueError for anything else: blanks and signs are no digits."""
    if not is_number(text):
        raise ValueError(f"{text[:40]!r} is not a number")
    return int(text)


def day_of(year: str, month: str, day: str) -> date:
    """The day of two-digit parts; the century by `CENTURY_PIVOT`. Raises ValueError for a day that is none."""
    last_two = number(year)
    century = 1900 if last_two >= CENTURY_PIVOT else 2000
    return date(century + last_two, number(month), number(day))
