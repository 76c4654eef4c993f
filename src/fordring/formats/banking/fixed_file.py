"""A fixed-width file as its rows and their fields, so that writing what was read gives the same bytes again."""

import io
from dataclasses import dataclass

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.fixed_formats import FORMATS, detect_fixed_width
from fordring.formats.banking.fixed_lines import BYTE_ORDER_MARK, LINE_BYTES_MAX, decoded, raw_lines
from fordring.formats.banking.fixed_width import Record


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its record, None where it is of no known kind, and the record's fields as they stand.

    `spelt` is the line itself where it is not written as its record says: cut, too long, with tabs, not known.
    """

    record: Record | None
    values: tuple[str, ...]
    end: str
    encoding: str
    spelt: str = ""

    @property
    def text(self) -> str:
        """The line without its end."""
        return self.spelt or "".join(self.values)

    def value(self, name: str) -> str:
        """The field `name` without the blanks around it."""
        assert self.record is not None
        names = [field.name for field in self.record.fields]
        return self.values[names.index(name)].strip()


@dataclass(frozen=True, slots=True)
class FixedFile:
    """All rows of a file. `marked` when it begins with a byte order mark."""

    kind: str
    rows: tuple[Row, ...]
    marked: bool = False


def read_fixed_file(data: bytes) -> FixedFile:
    """The rows of a file of a format of fixed width. Raises NotABankFileError for anything else, and for long lines."""
    kind = detect_fixed_width(data)
    if kind is None:
        raise NotABankFileError("this is no bank file of fixed width")
    rows = []
    for line in raw_lines(io.BytesIO(data)):
        if line.cut or len(line.content) >= LINE_BYTES_MAX:
            raise NotABankFileError(f"line {line.row} is longer than any bank makes them")
        text, encoding = decoded(line.content)
        rows.append(_row(FORMATS[kind].record_of(text), text, line.end.decode(), encoding))
    return FixedFile(kind, tuple(rows), data.startswith(BYTE_ORDER_MARK))


def write_fixed_file(file: FixedFile) -> bytes:
    """The bytes: `write_fixed_file(read_fixed_file(data)) == data`."""
    rows = b"".join((row.text + row.end).encode(row.encoding) for row in file.rows)
    return BYTE_ORDER_MARK + rows if file.marked else rows


def _row(record: Record | None, text: str, end: str, encoding: str) -> Row:
    if record is None:
        return Row(None, (), end, encoding, text)
    values = record.values(text.ljust(record.width))
    exact = "".join(values) == text
    return Row(record, values, end, encoding, "" if exact else text)
