"""Reader of ISO 20022 bank-to-customer messages: camt.052 reports, camt.053 statements, camt.054 notifications.

Versions 01 to 12 by one reader: names differ by version, and each lookup knows both. One entry at a time is kept, and
eight bytes a line. An entry beside another whose shape came before is read by a pattern, all others as trees (0047).
"""

import re
from collections.abc import Generator, Iterator
from typing import BinaryIO

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.camt_paths import ENTRY, PAYMENT
from fordring.formats.banking.camt_pieces import after_blanks, piece_end, windows
from fordring.formats.banking.camt_reading import Reading
from fordring.formats.banking.camt_shapes import Shapes
from fordring.formats.banking.detect import HEAD_BYTES, detect
from fordring.formats.banking.model import BankItem, Problem
from fordring.formats.banking.secure_xml import DamagedXMLError, close, feed, finished, local_name, pull_parser

_LINES = re.compile(" line [0-9]+")  # counted without what the parser did not see; the problem's row is right
SILENT_BYTES_MAX = 32 * 1024 * 1024
_TAGS = ["{*}TxDtls", "{*}Ntry", "{*}Ntfctn", "{*}Stmt", "{*}Rpt"]


def read_camt(
    stream: BinaryIO, *, silent_bytes_max: int = SILENT_BYTES_MAX, by_shape: bool = True
) -> Iterator[BankItem]:
    """The lines of each statement in file order, then its problems and its totals, statement by statement.

    A `Problem` with `fatal` means that nothing of the file may be booked: truncated, damaged, control totals wrong, or
    an element of more than `silent_bytes_max` bytes. It may come last, so book after the end, or in one transaction.
    Other problems are questions beside the lines. Without `by_shape` every entry is read as a tree, which gives the
    same and takes five times as long. Raises NotABankFileError for anything but a camt.052, 053 or 054, and for a file
    with a DTD. Bank-files, section 6.
    """
    head = stream.read(HEAD_BYTES)
    kind = detect(head)
    if kind is None or not kind.startswith("camt."):
        raise NotABankFileError("this is not a camt.052, camt.053 or camt.054 message")
    message = _Message(Reading(kind), by_shape=by_shape)
    reading = message.reading
    try:
        for window, text in windows(head, stream):
            yield from message.take(window, text)
            if message.silent > silent_bytes_max:
                yield Problem("one entry is larger than any bank makes them", fatal=True, source=reading.place)
                return
        close(message.parser)
    except DamagedXMLError as error:
        reason, row = _LINES.sub("", error.reason), error.row + reading.rows_withheld
        place = f"{reading.place}, line {row}"
        yield Problem(f"the file is damaged or cut off: {reason}", fatal=True, source=place, row=row)
        return
    if not reading.statement_no:
        yield Problem("the message holds no statement", fatal=True)


class _Message:
    """A message on its way through the parser, which gets all of it but the entries that are read by their shape."""

    def __init__(self, reading: Reading, *, by_shape: bool) -> None:
        self.reading = reading
        self.by_shape = by_shape
        self.parser = pull_parser("end", _TAGS)
        self.shapes = {name: Shapes(name) for name in (ENTRY, PAYMENT)}
        self.beside = ""
        """ENTRY or PAYMENT where the last that was read is one of these, whole: its sister may follow."""
        self.row = 1
        self.silent = 0
        """Bytes since the last element ended."""

    def take(self, window: bytes, text: str | None) -> Iterator[BankItem]:
        """What the next bytes bring."""
        if text is None:
            yield from self._feed(window)
            return
        place = 0
        while place < len(text):
            if self.beside:
                place = yield from self._sisters(text, place)
                if place == len(text):
                    return
            end = piece_end(text, place)
            yield from self._feed(text[place:end].encode())
            if self.beside:
                self._learn(text[place:end])
            place = end

    def _feed(self, piece: bytes) -> Iterator[BankItem]:
        """Let the parser read it."""
        name = ""
        self.silent += len(piece)
        self.row += piece.count(b"\n")
        feed(self.parser, piece)
        for element in finished(self.parser):
            self.silent = 0
            name = local_name(element)
            yield from self.reading.take(element)
        whole = name in self.shapes and piece.endswith(f"</{name}>".encode())
        self.beside = name if whole and self.by_shape else ""

    def _learn(self, piece: str) -> None:
        """The piece ended with a whole element: if it began with it too, the shape is one to know."""
        begin = after_blanks(piece, 0)
        if piece.startswith(f"<{self.beside}>", begin):
            self.shapes[self.beside].learn(piece[begin:])

    def _sisters(self, text: str, place: int) -> Generator[BankItem, None, int]:
        """Read what follows its sister by its shape, as long as that can be; gives the place where it ended."""
        shapes, reading = self.shapes[self.beside], self.reading
        while True:
            begin = place if text.startswith("<", place) else after_blanks(text, place)
            found = shapes.match(text, begin)
            if found is None:
                return place
            texts, free, end = found
            if shapes.name == ENTRY:
                line = reading.usual_entry(texts, free, self.row + text.count("\n", place, begin))
                if line is None:
                    return place
                yield line
            elif not reading.usual_payment(texts, free):
                return place
            rows = text.count("\n", place, end)
            self.row += rows
            reading.withhold(rows, whole_entry=shapes.name == ENTRY)
            self.silent = 0
            place = end
