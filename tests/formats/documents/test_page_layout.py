"""Where things stand on the paper: the envelope's window, and what a page must not bear alone."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.pdf import render_pdf
from formats.documents.invoices import invoice
from formats.documents.letters import document, letter

POINTS_PER_MM = 72 / 25.4
PAGE_HEIGHT_MM = 297
REACH_MM = 4
"""So near to its edge a printer prints nothing."""


def where(text: str, pdf: bytes) -> list[tuple[float, float]]:
    """Each place of the text on page one, in mm from the left and the top edge."""
    found = []

    def visit(shown: str, page: list[float], matrix: list[float], _font: Any, _size: Any) -> None:
        if text in shown:
            left = matrix[4] * page[0] + matrix[5] * page[2] + page[4]
            up = matrix[4] * page[1] + matrix[5] * page[3] + page[5]
            found.append((left / POINTS_PER_MM, PAGE_HEIGHT_MM - up / POINTS_PER_MM))

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("line", ["Blåbær Kafé og Bakeri AS", "9008 Tromsø"])
def test_the_buyers_address_stands_in_the_left_window_of_the_envelope(line: str) -> None:
    (left, top), *_ = where(line, render_pdf(invoice()))
    assert 20 < left < 30
    assert 50 < top < 85


def test_the_foot_stands_on_the_page_whole_however_long_the_sellers_address_is() -> None:
    name = "Østlandets Sammenslutning for Innkjøp, Distribusjon og Fjernvarmeforvaltning Aktieselskap"
    streets = ("c/o Eiendomsforvaltningsselskapet Nordre Skøyen Hovedgård", "Gamle Drammensveien 1234 B, oppgang C")
    seller = replace(invoice().seller, name=name, address=(*streets, "0155 Oslo"))
    said = replace(document("NO", letter("NO", StepKind.REMINDER)), seller=seller)
    for shown in (invoice(seller=seller), said):
        _, lowest = max(where("0155", render_pdf(shown)), key=lambda place: place[1])
        assert PAGE_HEIGHT_MM - 25 < lowest < PAGE_HEIGHT_MM - REACH_MM


@pytest.mark.parametrize("lines", range(8, 40, 3))
def test_no_page_bears_the_payment_alone(lines: int) -> None:
    last = PdfReader(io.BytesIO(render_pdf(invoice("FI", lines)))).pages[-1].extract_text()
    assert "Maksutiedot" in last
    assert "Veroton yhteensä" in last
