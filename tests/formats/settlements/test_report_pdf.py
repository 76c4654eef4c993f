"""The printed report: its sums, its languages, its pages, its file format."""

import io
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from fordring.formats.documents.model import Language
from fordring.formats.settlements.model import InvoicedBalance, SettlementReport
from fordring.formats.settlements.pdf import LINES_MAX, view, write_pdf
from formats.settlements.made import line, report, report_of

SPOKEN: dict[Language, str] = {
    "nb": "Oppgjør | Oppgjørsnummer | Utbetalt 2 576,87 kr | Utbetalingsdag 24.11.2026 | Side 1 av 1 | krav 10002",
    "sv": "Avräkning | Avräkningsnummer | Utbetalt 2 576,87 NOK | Utbetalningsdag 2026-11-24 | Sida 1 av 1",
    "fi": "Tilitys | Tilitysnumero | Maksettu 2 576,87 NOK | Maksupäivä 24.11.2026 | Sivu 1 / 1 | saatava 10002",
    "en": "Settlement | Settlement no. | Paid out NOK 2,576.87 | Paid out on 24 November 2026 | Page 1 of 1",
}


def printed(made: SettlementReport) -> list[str]:
    """The text of each page, every kind of space a plain one."""
    pages = PdfReader(io.BytesIO(write_pdf(made))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("language", ["nb", "sv", "fi", "en"])
def test_it_speaks_the_merchants_language(language: Language) -> None:
    (text,) = printed(report(language=language))
    assert [item for item in SPOKEN[language].split(" | ") if item not in text] == []


def test_it_bears_every_fact_of_a_line() -> None:
    made = report_of(line(0, 10_000, merchant_reference_2="ERP-1"), line(1, -2_500))
    (text,) = printed(made)
    first, second = made.lines
    wanted = [first.transaction_id, first.session_id, "order-1", "ERP-1", "A1B2C-000001", "krav 10000", "16.11.2026"]
    wanted += ["100,00", "25,00", second.transaction_id, "\N{MINUS SIGN}24,22", "72,65 kr", made.provider_reference]
    assert [each for each in wanted if each and each not in text] == []


@pytest.mark.parametrize(("lines", "pages"), [(1, 1), (60, 4)])
def test_lines_go_on_over_pages_under_their_heads(lines: int, pages: int) -> None:
    found = printed(report(lines))
    assert len(found) == pages
    assert all("Transaksjon / sesjon" in page and f"av {pages}" in page for page in found)
    assert all("Oppgjør 24.11.2026" in page for page in found[1:])


def test_what_is_no_real_money_says_so_on_every_page() -> None:
    assert all(
        "TEST Eksempel på en rapport" in page and "Testoppgjør" in page for page in printed(report(60, test=True))
    )
    assert all("TEST Sandkasse" in page for page in printed(report(60, sandbox=True)))
    assert "TEST" not in printed(report())[0]


def test_more_lines_than_are_printed_are_said_to_be_elsewhere() -> None:
    shown = view(report(LINES_MAX + 1))
    assert len(shown["rows"]) == LINES_MAX  # type: ignore[arg-type]  # a list of the view
    assert f"De første {LINES_MAX} av {LINES_MAX + 1} linjer" in str(shown["remarks"])
    assert shown["total"] != view(report(LINES_MAX))["total"]


def test_a_line_without_a_claim_or_a_number_has_empty_places() -> None:
    rows = view(report_of(line(claim_number=None, invoice_number=None)))["rows"]
    assert isinstance(rows, list)
    assert rows[0]["invoice"] == ["", ""]


def test_text_is_never_markup() -> None:
    hard = "#panic() $x$ *a* \u202e _b_ [c]"
    (text,) = printed(report_of(line(merchant_reference=hard)))
    assert "#panic() $x$ *a* _b_ [c]" in text


def test_the_file_is_tagged_archivable_and_the_same_every_time() -> None:
    made = report()
    data = write_pdf(made)
    assert write_pdf(made) == data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Negativ saldo på 125,50 kr per 18.11.2026 er fakturert, faktura OPER1-000001"),
        ("sv", "Negativt saldo på 125,50 NOK per 2026-11-18 har fakturerats, faktura OPER1-000001"),
        ("fi", "Negatiivinen saldo 125,50 NOK (18.11.2026) on laskutettu, lasku OPER1-000001"),
        ("en", "A negative balance of NOK 125.50 as of 18 November 2026 was invoiced, invoice OPER1-000001"),
    ],
)
def test_what_was_invoiced_is_remarked(language: Language, said: str) -> None:
    balance = InvoicedBalance(date(2026, 11, 18), 12_550, "OPER1-000001", 1_000_007)
    (text,) = printed(report(language=language, invoiced=(balance,)))
    assert said in text
