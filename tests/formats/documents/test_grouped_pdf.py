"""A grouped invoice in print: each purchase a section of its own, nothing of it torn from what it belongs to."""

import io
import re

import pytest
from pypdf import PdfReader

from fordring.formats.documents.model import Country, Language
from fordring.formats.documents.pdf import render_pdf
from fordring.formats.documents.texts import WORDS
from formats.documents.invoices import GOODS, grouped

LINE = re.compile("|".join(re.escape(name) for name, _, _ in GOODS))


def pages_of(*facts: int, country: Country = "NO", language: Language = "nb") -> list[str]:
    """The text of each page, every kind of space a plain one."""
    document = grouped(country, *facts, language=language)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(render_pdf(document))).pages]


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
@pytest.mark.parametrize("language", ["nb", "sv", "fi", "en"])
def test_each_purchase_bears_its_reference_day_and_sum_in_every_language(country: Country, language: Language) -> None:
    page = " ".join(pages_of(3, 1, country=country, language=language))
    words = WORDS[language]
    headings = re.findall(rf"ordre-(\d+) {words.delivered_on} ", page)
    assert headings == ["1", "2", "3"]
    assert page.count(words.subtotal) == 3


def test_the_sums_of_the_purchases_are_the_sum_to_pay() -> None:
    document = grouped("NO", 4, 3)
    sums = [sum(line.gross_minor for line in section.lines) for section in document.sections]
    (first, *more) = pages_of(4, 3)
    text = " ".join([first, *more])
    for minor in (*sums, document.total_minor):
        assert f"{minor // 100:,}".replace(",", " ") + f",{minor % 100:02}" in text


@pytest.mark.parametrize("purchases", range(5, 24, 3))
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_no_heading_ends_a_page_and_no_sum_begins_one(purchases: int, lines: int) -> None:
    told = pages_of(purchases, lines)
    for page in told:
        _, _, after = page.rpartition("ordre-")
        assert LINE.search(after) or "ordre-" not in page
    for page in told[1:]:
        found = LINE.search(page)
        assert found is None or "Delsum" not in page[: found.start()]
    assert sum(page.count("Delsum") for page in told) == purchases


def test_a_purchase_longer_than_a_page_goes_on_over_the_next() -> None:
    told = pages_of(2, 60)
    assert len(told) > 3
    assert [page.count("ordre-") for page in told if "ordre-" in page] == [1, 1]
