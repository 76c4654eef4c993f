"""What the end of a part of a fixed-width file announces, against what was read of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.formats.banking.fixed_width import is_number


@dataclass(slots=True)
class Count:
    """So many payments and lines were read, and so much money; `unread` payments have amounts that nobody knows."""

    payments: int = 0
    records: int = 0
    minor: int = 0
    unread: int = 0

    def add(self, other: "Count") -> None:
        """Count the whole of a part."""
        self.payments += other.payments
        self.records += other.records
        self.minor += other.minor
        self.unread += other.unread


def differences(announced: Mapping[str, str], counted: Mapping[str, int | None]) -> list[str]:
    """A sentence for each figure that is not what was counted; a count of None cannot be compared.

    What should be digits and is not, as in a line that was cut, is a difference too.
    """
    found = []
    for name, text in announced.items():
        count = counted[name]
        if not is_number(text):
            found.append(f"{name}: {text.strip()[:40]!r} is not a number")
        elif count is not None and int(text) != count:
            found.append(f"{name}: {int(text)} announced, {count} in the file")
    return found
