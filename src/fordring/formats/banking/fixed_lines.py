"""The lines of a fixed-width file as they come: decoded, filled up to their width, long ones and tabs told of.

Each line is decoded for itself, so that memory does not grow with the file: as UTF-8 where its bytes are that; else as
CP865 where they are letters of it and control characters of ISO-8859-1; else as ISO-8859-1 (bank-files, sections 2-5).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fordring.formats.banking.model import BankItem, Problem

LINE_BYTES_MAX = 4_096
TAB_WIDTH = 8
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
END_OF_DOS_FILE = b"\x1a"

_CONTROLS = re.compile(rb"[\x80-\x9f]")


class FileStoppedError(Exception):
    """The file cannot be read on from here, and nothing of it may be booked. The sentence says why."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line without its end. `cut` when there was more of it than any record has."""

    row: int
    content: bytes
    end: bytes
    cut: bool = False


def raw_lines(stream: BinaryIO) -> Iterator[RawLine]:
    """Every line of the stream, at most `LINE_BYTES_MAX` bytes of each; the byte order mark is left out."""
    row = 0
    while content := stream.readline(LINE_BYTES_MAX):
        row += 1
        cut = False
        tail = content
        while len(tail) == LINE_BYTES_MAX and not tail.endswith(b"\n"):
            tail = stream.readline(LINE_BYTES_MAX)
            cut = cut or bool(tail.strip())
        bare = content.rstrip(b"\r\n")
        end = content[len(bare) :] if tail is content else b"\n"
        yield RawLine(row, bare.removeprefix(BYTE_ORDER_MARK) if row == 1 else bare, end, cut)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a line and the encoding it was in."""
    if content.isascii():
        return content.decode("ascii"), "latin-1"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = "cp865" if _CONTROLS.search(content) else "latin-1"
        return content.decode(encoding), encoding


def is_blank(content: bytes) -> bool:
    """True for a line with nothing on it, and for the mark that ended files under DOS."""
    return not content.strip(b" \t" + END_OF_DOS_FILE)


def text_lines(stream: BinaryIO, width: int, problems: list[BankItem]) -> Iterator[tuple[int, str]]:
    """The number and the text of each line that has any, blanks cut off its end put back up to `width`.

    What is odd about a line is added to `problems` before the line is given: tabs (read as blanks up to every eighth
    place), more characters than `width` (the rest is not read), an empty line before this one.
    """
    blank = 0
    for line in raw_lines(stream):
        if is_blank(line.content):
            blank = blank or line.row
            continue
        if blank:
            problems.append(Problem("an empty line inside the file", source=f"line {blank}", row=blank))
            blank = 0
        text = decoded(line.content)[0]
        if "\t" in text:
            text = text.expandtabs(TAB_WIDTH)
            problems.append(_about(line, "tabs are read as blanks up to every eighth place"))
        if len(text) > width and (text[width:].strip() or line.cut):
            problems.append(_about(line, f"longer than {width} characters; the rest is not read"))
        yield line.row, text[:width].ljust(width)


def _about(line: RawLine, message: str) -> Problem:
    return Problem(message, source=f"line {line.row}", row=line.row)
