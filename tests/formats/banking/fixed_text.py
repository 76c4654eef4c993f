"""Bank files of fixed width for tests: what reading one gives, and how one is spoilt."""

import io
from collections.abc import Callable

from hypothesis import strategies as st

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.model import AccountTotals, BankLine, Problem
from fordring.formats.banking.read_bank_file import read_bank_file

Spoil = Callable[[bytes], bytes]


class Told:
    """Everything one file gave, sorted by kind; a file that is none is one fatal problem."""

    def __init__(self, data: bytes) -> None:
        try:
            items = list(read_bank_file(io.BytesIO(data)))
        except NotABankFileError as error:
            items = [Problem(str(error), fatal=True)]
        self.lines = [item for item in items if isinstance(item, BankLine)]
        self.problems = [item for item in items if isinstance(item, Problem)]
        self.totals = [item for item in items if isinstance(item, AccountTotals)]

    @property
    def outcome(self) -> str:
        """`refused`, `questions` or `sound`."""
        if any(problem.fatal for problem in self.problems):
            return "refused"
        return "questions" if self.problems else "sound"

    @property
    def said(self) -> str:
        """All problems in one text."""
        return "; ".join(f"{problem.message} ({problem.source})" for problem in self.problems)

    @property
    def table(self) -> str:
        """Each line as its day, direction, amount, references and text."""
        return "\n".join(_row(line) for line in self.lines)


def _row(line: BankLine) -> str:
    named = " ".join(reference.value for reference in line.references)
    sign = "-" if line.direction == "debit" else ""
    text = " / ".join(line.text.splitlines())
    return f"{line.booked_on} {sign}{line.amount.minor} {line.amount.currency} {named} | {text}".rstrip(" |")


def without_line(row: int) -> Spoil:
    """The file without one line, counted from 1."""
    return lambda data: b"".join(line for place, line in enumerate(data.splitlines(keepends=True), 1) if place != row)


def swapped(old: str, new: str) -> Spoil:
    """The file with the first `old` made `new`; it must be there."""

    def spoil(data: bytes) -> bytes:
        assert old.encode("latin-1") in data, old
        return data.replace(old.encode("latin-1"), new.encode("latin-1"), 1)

    return spoil


@st.composite
def mutations(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with up to three spoilt places: bytes changed, cut out or put in, lines doubled, swapped or lost."""
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 90))
        junk = draw(
            st.binary(max_size=8) | st.sampled_from([b"\t", b"\r\n", b"\n", b"9" * 30, b"-", b"<", b"&x;", b"]]>"])
        )
        data = draw(
            st.sampled_from(
                [
                    data[:place] + junk + data[place + len(junk) :],
                    data[:place] + junk + data[place:],
                    data[:place] + data[place + length :],
                    data[: place + length] + data[place:],
                    data[:place],
                ]
            )
        )
    return data
