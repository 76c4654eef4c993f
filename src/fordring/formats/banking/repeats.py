"""Equal keys within one statement are told apart by counting them; memory grows by eight bytes a line."""

from dataclasses import dataclass, field, replace

from fordring.formats.banking.identity import line_identity
from fordring.formats.banking.model import BankLine
from fordring.formats.banking.seen import Seen


@dataclass(slots=True)
class Repeats:
    """The keys of one statement's lines so far."""

    seen: Seen = field(default_factory=Seen)
    again: dict[int, int] = field(default_factory=dict)

    def count(self, key: str) -> int:
        """How many lines before had this key."""
        packed = hash(key)
        if self.seen.add(packed):
            return 0
        self.again[packed] = self.again.get(packed, 0) + 1
        return self.again[packed]

    def told_apart(self, line: BankLine) -> BankLine:
        """The line, with its `repeat` where an earlier one of the statement has the same identity."""
        again = self.count(line_identity(line))
        return replace(line, repeat=again) if again else line
