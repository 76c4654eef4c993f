"""A preview is the invoice as it will be, marked in its language, and never with a number it has not."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from fordring.formats.documents.model import Language
from fordring.formats.documents.pdf.render import render_pdf
from formats.documents.invoices import invoice

MARKS: list[tuple[Language, str]] = [
    ("nb", "FORHÅNDSVISNING"),
    ("sv", "FÖRHANDSGRANSKNING"),
    ("fi", "ESIKATSELU"),
    ("en", "PREVIEW"),
]


@pytest.mark.parametrize(("language", "mark"), MARKS)
def test_a_preview_is_marked_in_its_language(language: Language, mark: str) -> None:
    final = replace(invoice(), language=language)
    preview = PdfReader(io.BytesIO(render_pdf(replace(final, preview=True, number=""))))
    assert preview.pages[0].extract_text().count(mark) == 2
    assert final.number not in preview.pages[0].extract_text()
    assert mark not in PdfReader(io.BytesIO(render_pdf(final))).pages[0].extract_text()
