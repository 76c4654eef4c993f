"""What is said beside an amount that rests on a figure nobody vouches for: as one text that is kept, and read back."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from fordring.domain.followup.figures import Item, Standing

_WRITTEN = re.compile(
    r"(?P<country>[A-Z]{2}) (?P<item>[a-z_]+) from (?P<day>\d{4}-\d\d-\d\d): "
    rf"(?P<standing>{'|'.join(Standing)}) \((?P<source>.*)\)",
    re.DOTALL,
)


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
