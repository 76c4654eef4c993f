"""What is said beside an amount that rests on a figure nobody vouches for: as one text that is kept, and read back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from fordring.domain.claim.parts import Part
from fordring.domain.followup.figures import Item, Standing

_WRITTEN = re.compile(
    r"(?P<country>[A-Z]{2}) (?P<item>[a-z_]+) from (?P<day>\d{4}-\d\d-\d\d): "
    rf"(?P<standing>{'|'.join(Standing)}) \((?P<source>.*)\)",
    re.DOTALL,
)

OF_INTEREST = frozenset({Item.LATE_INTEREST, Item.INTEREST_DIVISOR, Item.INTEREST_AFTER_DEMAND, Item.INTEREST_ON_COSTS})
"""What interest rests on; every other figure that an amount rests on is a fee's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure that is not verified or was carried over: which, from when, and where it is from."""

    country: str
    item: Item
    valid_from: date
    standing: Standing
    source: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The mark as `Figure.mark` writes it; None for any other text."""
        found = _WRITTEN.fullmatch(text)
        if found is None or found["item"] not in set(Item):
            return None
        day = date.fromisoformat(found["day"])
        return cls(found["country"], Item(found["item"]), day, Standing(found["standing"]), found["source"])


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said beside fees, the compensation with them, and beside interest: kept texts, each once."""

    fees: tuple[str, ...] = ()
    interest: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The texts of a step, a letter or a plan, parted by what they are of; what is no mark is said of the fees."""
        read = {text: Mark.read(text) for text in texts if text}
        interest = tuple(text for text, mark in read.items() if mark and mark.item in OF_INTEREST)
        return cls(tuple(text for text in read if text not in interest), interest)

    def on(self, part: Part) -> tuple[str, ...]:
        """Those of a part of a claim."""
        return {Part.PRINCIPAL: (), Part.FEES: self.fees, Part.INTEREST: self.interest}[part]

    @property
    def all(self) -> tuple[str, ...]:
        """Those of the fees, then those of the interest."""
        return (*self.fees, *self.interest)

    def beside(self, fees_minor: int, interest_minor: int) -> "Marks":
        """Those of amounts that there are: beside nothing, nothing is said."""
        return Marks(self.fees if fees_minor else (), self.interest if interest_minor else ())

    @property
    def of_notices(self) -> tuple[str, ...]:
        """Of a payment plan's fees, those of the notice before each instalment."""
        read = {text: Mark.read(text) for text in self.fees}
        return tuple(text for text, mark in read.items() if mark and mark.item is Item.PLAN_NOTICE_FEE)

    @property
    def of_plan(self) -> tuple[str, ...]:
        """Of a payment plan's fees, those of its own."""
        return tuple(text for text in self.fees if text not in self.of_notices)


UNMARKED = Marks()
"""Where every figure is verified, and where there is no amount."""


def together(several: Iterable[Marks]) -> Marks:
    """The marks of several claims, each once."""
    found = tuple(several)
    fees, interest = (mark for each in found for mark in each.fees), (mark for each in found for mark in each.interest)
    return Marks(tuple(dict.fromkeys(fees)), tuple(dict.fromkeys(interest)))
