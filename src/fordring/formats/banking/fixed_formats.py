"""The formats of fixed width by name: how a file of each begins, and which record a line of it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fordring.formats.banking import bgmax_layout, ocr_giro_layout
from fordring.formats.banking.fixed_lines import BYTE_ORDER_MARK, decoded
from fordring.formats.banking.fixed_width import Record


@dataclass(frozen=True, slots=True)
class FixedFormat:
    """A format: what its first line looks like, and the record of a line by its marks, None for a kind not known."""

    name: str
    first_line: re.Pattern[str]
    record_of: Callable[[str], Record | None]


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
    )
}


def detect_fixed_width(head: bytes) -> str | None:
    """The name of the format whose first line stands at the beginning of `head`, or None."""
    first = head.removeprefix(BYTE_ORDER_MARK).lstrip(b"\r\n").partition(b"\n")[0].rstrip(b"\r")
    line = decoded(first[:400])[0].expandtabs()
    return next((found.name for found in FORMATS.values() if found.first_line.fullmatch(line)), None)
