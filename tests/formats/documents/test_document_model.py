"""What a document refuses to be, and how figures are written in each language."""

from dataclasses import replace
from datetime import date

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.formats.documents.figures import Figures, rate_decimals
from fordring.formats.documents.model import LOGO_BYTES_MAX, Brand, Language, logo_kind
from fordring.formats.documents.pdf.party_view import written_number
from fordring.formats.documents.texts import WORDS
from formats.documents.invoices import invoice

FIGURES = """
nb | NOK | 1 234 567,89  | 1 234 567,89 kr | 1 234,5 | 25,5 % | 01.12.2026
sv | SEK | 1 234 567,89  | 1 234 567,89 kr | 1 234,5 | 25,5 % | 2026-12-01
sv | NOK | 1 234 567,89  | 1 234 567,89 NOK | 1 234,5 | 25,5 % | 2026-12-01
sv | EUR | 1 234 567,89  | 1 234 567,89 € | 1 234,5 | 25,5 % | 2026-12-01
fi | EUR | 1 234 567,89  | 1 234 567,89 €  | 1 234,5 | 25,5 % | 1.12.2026
en | EUR | 1,234,567.89  | €1,234,567.89   | 1,234.5 | 25.5%  | 1 December 2026
nb | JPY | 123 456 789   | 123 456 789 JPY | 1 234,5 | 25,5 % | 01.12.2026
"""


@pytest.mark.parametrize("row", FIGURES.strip().splitlines())
def test_figures_are_written_as_the_language_does(row: str) -> None:
    language, currency, *expected = (cell.strip() for cell in row.split("|"))
    written: Language = "nb" if language == "nb" else "sv" if language == "sv" else "fi" if language == "fi" else "en"
    figures = Figures(WORDS[written], currency)
    minor = 123_456_789
    shown = [figures.amount(minor), figures.money(minor), figures.quantity("1234.50"), figures.rate(2550)]
    shown.append(figures.day(date(2026, 12, 1)))
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in shown] == expected


@pytest.mark.parametrize("language", WORDS)
def test_what_is_below_zero_bears_a_minus_sign_and_where_it_is_copied_a_hyphen(language: Language) -> None:
    printed, typed = Figures(WORDS[language], "EUR"), Figures.typed(WORDS[language], "EUR")
    for figures, sign, other in ((printed, "\N{MINUS SIGN}", "-"), (typed, "-", "\N{MINUS SIGN}")):
        for text in (figures.amount(-123_456), figures.money(-123_456), figures.quantity("-1234.5")):
            assert (text[0], text.count(sign), other in text) == (sign, 1, False)


@pytest.mark.parametrize(
    ("rates", "written"),
    [
        ([1_200, 1_225], ["12,00 %", "12,25 %"]),
        ([1_250, 1_200], ["12,5 %", "12,0 %"]),
        ([1_200, 800], ["12 %", "8 %"]),
        ([1_255], ["12,55 %"]),
    ],
)
def test_rates_of_one_column_have_equally_many_decimals(rates: list[int], written: list[str]) -> None:
    figures, decimals = Figures(WORDS["nb"], "NOK"), rate_decimals(rates)
    assert [figures.rate(rate, decimals).replace("\N{NO-BREAK SPACE}", " ") for rate in rates] == written


@pytest.mark.parametrize("text", ["ca. 3", "NaN", "Infinity", "1e999999", "1e-999999", ""])
def test_a_quantity_that_is_no_number_is_shown_as_it_stands(text: str) -> None:
    assert Figures(WORDS["nb"], "NOK").quantity(text) == text


def test_an_invoice_needs_a_due_day_and_a_payment() -> None:
    with pytest.raises(InvalidCommandError, match=r"due_on.*payment"):
        replace(invoice(), due_on=None, payment=None)


@pytest.mark.parametrize(
    ("colour", "logo", "field"),
    [
        ("red", None, "brand.colour"),
        ("#12345", None, "brand.colour"),
        ("#123456", b"GIF89a", "brand.logo"),
        ("#123456", b"\x89PNG\r\n\x1a\n" + bytes(LOGO_BYTES_MAX), "brand.logo"),
    ],
)
def test_a_brand_nobody_could_draw_is_refused(colour: str, logo: bytes | None, field: str) -> None:
    with pytest.raises(InvalidCommandError, match=field):
        Brand(colour, logo)


def test_images_are_known_by_their_signature() -> None:
    svg = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert [logo_kind(b"\x89PNG\r\n\x1a\n"), logo_kind(b"\xff\xd8\xff\xe0"), logo_kind(svg), logo_kind(b"BM")] == [
        "png", "jpg", "svg", None,
    ]  # fmt: skip


def test_organisation_numbers_get_the_separators_of_their_country() -> None:
    assert written_number("974760673", "NO").split() == ["974", "760", "673"]
    assert written_number("5560360793", "SE") == "556036-0793"
    assert written_number("20774740", "FI") == "2077474-0"
    assert written_number("2077474-0", "FI") == "2077474-0"
    assert written_number("97476067x", "NO") == "97476067x"
