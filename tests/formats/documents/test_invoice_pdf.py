"""The printed invoice: what the law of each country wants on it, its sums, its pages, its file format."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import Brand, Country, InvoiceDocument, Language
from fordring.formats.documents.pdf import TEMPLATE_VERSION, render_pdf
from fordring.formats.documents.texts import WORDS
from formats.documents.invoices import SWEDISH, credit_note, invoice

MANDATORY: dict[Country, str] = {
    "NO": """Faktura | A1B2C-000123 | 16.11.2026 | 30.11.2026 | 14.11.2026 | Tromsø | Fjellheim Handel AS | Storgata 1
             Org.nr. 974 760 673 MVA | Foretaksregisteret | Blåbær Kafé og Bakeri AS | Sjøgata 12 B | 923 609 016
             Ullgenser «Fjell», størrelse L | 1 stk | 899,00 | 25 % | 224,75 | 1 123,75 kr | KID | 33000083672049
             Kontonummer | 9999.10.42764 | NO97 9999 1042 764 | DNBANOKKXXX | PO-7781 / Åse | Side 1 av 1""",
    "SE": """Faktura | A1B2C-000123 | 2026-11-16 | 2026-11-30 | 2026-11-14 | Göteborg | Ängsblomman Trädgård AB
             Org.nr 556036-0793 | Momsreg.nr SE556036079301 | Godkänd för F-skatt | Göteborgs Växthus HB | Hamngatan 3
             À-pris | 899,00 | 25 % | 224,75 | 1 123,75 kr | OCR-nummer | 655969 | Bankgiro | 5050-1055 | Att betala""",
    "FI": """Lasku | A1B2C-000123 | 16.11.2026 | 30.11.2026 | 14.11.2026 | Tampere | Järvenpään Käsityö Oy
             Y-tunnus 2077474-0 | ALV-tunnus FI20774740 | Pöytä ja Tuoli Oy | Hämeenkatu 7 | À-hinta | 899,00 | 25,5 %
             229,25 | 1 128,25 € | Viitenumero | 86851 62596 19897 | FI79 4405 2020 0360 82 | NDEAFIHH | Eräpäivä
             479440520200360820011282500000000868516259619897261130""",
}


def printed(document: InvoiceDocument) -> str:
    """The text of all pages, every kind of space a plain one."""
    return " ".join(" ".join(page.extract_text() for page in pages(document)).split())


def pages(document: InvoiceDocument) -> list:  # type: ignore[type-arg]  # pypdf's page objects
    return list(PdfReader(io.BytesIO(render_pdf(document))).pages)


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_an_invoice_bears_what_the_law_of_its_country_wants(country: Country) -> None:
    text = printed(invoice(country))
    items = [item.strip() for row in MANDATORY[country].splitlines() for item in row.split("|")]
    assert [item for item in items if item not in text] == []


@pytest.mark.parametrize(
    ("language", "item"),
    [
        ("nb", "Forfallsdato 30.11.2026"),
        ("sv", "Förfallodatum 2026-11-30"),
        ("fi", "Eräpäivä 30.11.2026"),
        ("en", "Due date 30 November 2026"),
    ],
)
def test_an_invoice_speaks_the_language_asked_for(language: Language, item: str) -> None:
    assert item in printed(invoice("NO", language=language))


def test_a_seller_outside_the_vat_register_has_no_mva_after_its_number() -> None:
    seller = replace(invoice().seller, vat_registered=False, in_foretaksregisteret=False)
    text = printed(invoice(seller=seller))
    assert "974 760 673" in text
    assert "MVA" not in text
    assert "Foretaksregisteret" not in text


def test_a_credit_note_names_the_invoice_and_asks_for_no_payment() -> None:
    text = printed(credit_note("NO"))
    assert "Krediterer faktura A1B2C-000123" in text
    assert "Kreditnotadato 16.11.2026" in text
    assert "skal ikke betales" in text
    assert "Kontonummer" not in text


@pytest.mark.parametrize("lines", [1, 2, 60])
def test_the_vat_shown_per_rate_is_the_models(lines: int) -> None:
    document = invoice("SE", lines, rounding_minor=-25)
    text, figures = printed(document), Figures(WORDS["sv"], "SEK")
    for each in document.vat_totals:
        amounts = (figures.amount(minor) for minor in (each.net_minor, each.vat_minor, each.gross_minor))
        assert " ".join([figures.rate(each.rate_bp), *amounts]).replace("\N{NO-BREAK SPACE}", " ") in text
    assert "Öresavrundning" in text


def test_vat_of_an_invoice_in_foreign_currency_is_shown_in_the_local_one_too() -> None:
    plain = invoice("NO", currency="EUR", local_currency="NOK")
    assert "Merverdiavgift i NOK" not in printed(plain)
    totals = tuple(replace(each, vat_local_minor=263_000) for each in plain.vat_totals)
    assert "Merverdiavgift i NOK 2 630,00" in printed(replace(plain, vat_totals=totals))


def test_remarks_follow_the_totals() -> None:
    text = printed(invoice(reverse_charge=True, notes=("Takk!",), attachments=("timer.pdf", "kart.pdf")))
    assert "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet Takk! Vedlegg: timer.pdf, kart.pdf" in text


def test_sections_show_heading_reference_supply_day_and_sum() -> None:
    lines = invoice(lines=2).sections[0]
    named = replace(lines, heading="Ordre 1", reference="SO-1", delivered_on=date(2026, 11, 2))
    text = printed(invoice(sections=(named, replace(lines, reference="SO-2"), lines)))
    assert "Ordre 1 SO-1 · Leveringsdato 02.11.2026" in text
    assert "SO-2" in text
    assert text.count("Delsum inkl. mva 3 998,75") == 3


def test_sixty_lines_repeat_the_table_head_and_number_the_pages() -> None:
    texts = [page.extract_text() for page in pages(invoice("NO", 60))]
    assert len(texts) >= 3
    for number, text in enumerate(texts, start=1):
        assert f"Side {number} av {len(texts)}" in text
    assert all("Beskrivelse" in text for text in texts[:3])
    assert all("Faktura A1B2C-000123" in text for text in texts[1:])
    assert "33000083672049" in texts[-1]


def test_a_sandbox_document_is_marked_on_every_page() -> None:
    assert all("Testdokument" in page.extract_text() for page in pages(invoice("NO", 60, sandbox=True)))
    assert "Testdokument" not in printed(invoice())


def test_a_payment_without_local_account_leads_with_the_iban() -> None:
    payment = replace(SWEDISH.payment, account=None, bic=None)  # type: ignore[type-var]  # it has a payment
    assert printed(invoice("SE", payment=payment)).count("SE45 5000 0000 0583 9825 7466") == 1


def test_the_file_claims_pdf_a_3a_and_is_tagged_with_its_language_and_title() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(invoice("SE", 60)))) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp["pdfaid:part"] == "3"
            assert xmp["pdfaid:conformance"] == "A"
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == "Faktura A1B2C-000123"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "sv"
        assert "/StructTreeRoot" in pdf.Root
        assert "/OutputIntents" in pdf.Root


def test_every_font_is_embedded_and_one_of_ours() -> None:
    embedded, missing = set(), set()
    for page in pages(invoice("FI", 60, notes=("\N{GREEK SMALL LETTER BETA} \N{HEBREW LETTER ALEF}",))):
        here, lacking = page._get_fonts()
        embedded |= here
        missing |= lacking
    assert missing == set()
    assert {name.split("+")[1].split("-")[0] for name in embedded} == {"Inter", "DejaVuSans"}


def test_equal_documents_give_equal_bytes_in_any_thread() -> None:
    documents = [invoice(country, 3, brand=Brand("#c2410c")) for country in ("NO", "SE", "FI")] * 4
    once = [render_pdf(document) for document in documents[:3]]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render_pdf, documents)) == once * 4
    assert TEMPLATE_VERSION


def test_another_issue_day_gives_another_creation_time() -> None:
    later = invoice(issued_on=date(2026, 11, 17))
    info = PdfReader(io.BytesIO(render_pdf(later))).metadata
    assert info is not None
    assert str(info["/CreationDate"]).startswith("D:20261117")
