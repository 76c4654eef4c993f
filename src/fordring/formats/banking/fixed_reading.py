"""How every fixed-width file is read: line after line, what each brought given at once, then what the end brings."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from fordring.formats.banking.fixed_lines import FileStoppedError, text_lines
from fordring.formats.banking.model import BankItem


class Reading(Protocol):
    """What one format knows between two lines; `found` is what has come of them and was not given yet."""

    found: list[BankItem]

    def take(self, row: int, line: str) -> None:
        """One line. Raises FileStoppedError where the file cannot be read on."""

    def end(self) -> None:
        """The end of the file. Raises FileStoppedError where something lacks its end."""

    def problem(self, message: str, *, fatal: bool = False) -> None:
        """Something is wrong at the line that was taken last."""


def items_of(reading: Reading, stream: BinaryIO, width: int) -> Iterator[BankItem]:
    """Payments, totals and problems in file order. A fatal `Problem` may come last, so book after the end."""
    try:
        for row, line in text_lines(stream, width, reading.found):
            reading.take(row, line)
            if reading.found:
                yield from reading.found
                reading.found.clear()
        reading.end()
    except FileStoppedError as error:
        reading.problem(str(error), fatal=True)
    yield from reading.found
