"""Setting a page by typst: PDF/A-3a and PDF/UA-1, tagged, fonts embedded, equal bytes for equal input.

Texts travel as data, so none is ever read as markup. Safe in threads and processes: each thread keeps one compiler a
template, all share the fonts.
"""

import calendar
import threading
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from fordring.formats.documents.pdf.glyphs import FONTS

Standard = Literal["a-3a", "ua-1"]

TEMPLATES = Path(__file__).with_name("template")

_of_this_thread = threading.local()


def set_pdf(
    template: str, inputs: Mapping[str, str], day: date, standards: Sequence[Standard] = ("a-3a", "ua-1")
) -> bytes:
    """The template with these inputs; `day` is the file's creation time (ISO 19005-3, ISO 14289-1).

    Without `standards` colours of print pass, as a photograph from elsewhere may have them.
    """
    made_at = calendar.timegm(day.timetuple())
    pdf = _compiler(template).compile(
        format="pdf", sys_inputs=dict(inputs), pdf_standards=list(standards), timestamp=made_at
    )
    assert isinstance(pdf, bytes)
    return pdf


def compiler(template: str) -> typst.Compiler:
    """A compiler of the template that sees the bundled fonts only."""
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """The bundled fonts, read once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler: one serves one document at a time, and making one costs more than an invoice."""
    kept: dict[str, typst.Compiler] = _of_this_thread.__dict__.setdefault("compilers", {})
    if template not in kept:
        kept[template] = compiler(template)
    return kept[template]
