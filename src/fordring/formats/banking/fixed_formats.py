"""The formats of fixed width by name: how a file of each begins, and which record a line of it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from fordring.formats.banking import bgmax_layout, ktl_layout, ocr_giro_layout, tito_layout
from fordring.formats.banking.fixed_lines import BYTE_ORDER_MARK, decoded
from fordring.formats.banking.fixed_width import Field, Fill, Record, is_number


@dataclass(frozen=True, slots=True)
class FixedFormat:
    """A format: what its first line looks like, and the record of a line by its marks, None for a kind not known."""

    name: str
    first_line: re.Pattern[str]
    record_of: Callable[[str], Record | None]


def _tito_record(line: str) -> Record | None:
    """The record of a TITO line; a detail is as wide as it says itself."""
    record = tito_layout.RECORDS.get(line[tito_layout.MARK].upper())
    length = line[tito_layout.LENGTH]
    if record is tito_layout.DETAIL and is_number(length) and int(length) >= tito_layout.CONTENT:
        return _tito_detail(int(length))
    return record


@lru_cache(maxsize=64)
def _tito_detail(length: int) -> Record:
    content = Field("content", tito_layout.CONTENT, length, Fill.TEXT)
    return Record(tito_layout.DETAIL.name, (*tito_layout.DETAIL.fields, content))


FORMATS = {
    found.name: found
    for found in (
        FixedFormat(
            "ocr_giro",
            re.compile(r"NY000010[0-9 ]{23}[0-9 ]*", re.IGNORECASE),
            lambda line: ocr_giro_layout.RECORDS.get(line[6:8]),
        ),
        FixedFormat(
            "bgmax",
            re.compile(r"01BGMAX {5}.*", re.IGNORECASE),
            lambda line: bgmax_layout.RECORDS.get(line[:2]),
        ),
        FixedFormat(
            "ktl",
            re.compile(r"0[0-9]{10}.{11}1[ 0]*"),
            lambda line: ktl_layout.RECORDS.get(line[:1]),
        ),
        FixedFormat("tito", re.compile(r"T00[0-9]{20}.*", re.IGNORECASE), _tito_record),
    )
}


def detect_fixed_width(head: bytes) -> str | None:
    """The name of the format whose first line stands at the beginning of `head`, or None."""
    first = head.removeprefix(BYTE_ORDER_MARK).lstrip(b"\r\n").partition(b"\n")[0].rstrip(b"\r")
    line = decoded(first[:400])[0].expandtabs()
    return next((found.name for found in FORMATS.values() if found.first_line.fullmatch(line)), None)
