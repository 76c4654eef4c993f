"""The printed letter of follow-up: what it bears, its sums, its pages."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from fordring.domain.errors import InvalidCommandError
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Regime
from fordring.formats.documents.letters.model import Row, Table, TableLetter
from fordring.formats.documents.model import Country
from fordring.formats.documents.pdf import render_pdf
from formats.documents.letters import claim, document, letter

REMINDER = """Betalingspåminnelse | Fjellheim Handel AS | Blåbær Kafé og Bakeri AS | Sjøgata 12 B | 15.07.2026
    Betalingsfrist 29.07.2026 | Faktura 1001 av 01.06.2026 | Forfall 15.06.2026 | 10 000,00 | −5 000,00
    Purregebyr | inkassoforskriften § 1-2 | 38,00 * | Forsinkelsesrente til og med 15.07.2026 | 76,54 * | 5 152,54 kr
    16.06.2026 30.06.2026 10 000,00 12,50 % 15 51,37 | 01.07.2026 15.07.2026 5 000,00 12,25 % 15 25,17 *
    Purregebyr (NO) fra 01.07.2026: ikke kontrollert. Kilde: R1, R2; C x2
    33000083672049 | 9999.10.42764 | Er noe feil? | pay.example/p/"""


def printed(shown: TableLetter) -> str:
    """The text of all pages, every kind of space a plain one."""
    pages = PdfReader(io.BytesIO(render_pdf(shown))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_reminder_says_what_is_owed_and_of_what_it_is_made() -> None:
    text = printed(document("NO", letter("NO", StepKind.REMINDER)))
    items = [item.strip() for row in REMINDER.splitlines() for item in row.split("|")]
    assert [item for item in items if item not in text] == []


@pytest.mark.parametrize("many", [5, 6, 7])
def test_the_sum_of_a_table_never_stands_alone_on_a_page(many: int) -> None:
    claims = [claim(str(1001 + each), fee=0) for each in range(many)]
    said = letter("NO", StepKind.PAYMENT_DEMAND, *claims, regime=Regime.COLLECTOR)
    pages = PdfReader(io.BytesIO(render_pdf(document("NO", said)))).pages
    told = [" ".join(page.extract_text().split()) for page in pages]
    sums = [text for text in told if f"Rente {many * 76_54 // 100},{many * 76_54 % 100:02}" in text]
    assert [f"{1000 + many} 01.07.2026 15.07.2026" in text for text in sums] == [True]


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_the_pdf_bears_every_amount_day_and_reference_that_the_letter_says(country: Country) -> None:
    shown = document(country, letter(country, StepKind.PAYMENT_DEMAND, regime=Regime.COLLECTOR))
    text = printed(shown)
    cells = [cell for table in shown.tables for row in table.rows for cell in row.cells]
    said = [*cells, *(value for _, value in shown.facts), *shown.paragraphs, shown.consequence]
    said += [part for note in shown.notes for part in (note.heading, note.text)]
    assert shown.payment is not None
    assert [each for each in (*said, shown.payment.reference) if plain(each) not in text] == []


def test_hostile_texts_stop_no_letter() -> None:
    shown = document("NO", letter("NO", StepKind.PAYMENT_DEMAND, claim(number="1001")))
    nasty = "#set page(fill: red) \u202e\u0000 <b>*_$ \N{PILE OF POO} " + "w" * 300
    buyer, seller = replace(shown.buyer, name=nasty), replace(shown.seller, name=nasty)
    text = printed(replace(shown, buyer=buyer, seller=seller, paragraphs=(nasty,), page_url=None))
    assert "#set page(fill: red)" in text
    assert "5 152,54 kr" in text


def test_a_letter_of_tables_alone_has_no_slip_and_no_sum_beside_its_title() -> None:
    shown = document("NO", letter("NO", StepKind.REMINDER))
    table = Table(("Dag", "Beløp"), (Row(("15.07.2026", "51,37"), "12,5 %"),), total=("Sum", "51,37"))
    bare = replace(shown, title="Renteoppgave", tables=(table,), total_minor=0, payment=None, notes=(), marks=())
    text = printed(replace(bare, paragraphs=("Slik er renten beregnet.",), consequence=""))
    assert "Renteoppgave" in text
    assert "51,37" in text
    assert "Å betale" not in text


def test_a_slip_repeats_no_more_references_than_its_page_holds() -> None:
    many = (claim(str(1001 + place), fee=0, interest=False) for place in range(60))
    text = printed(document("NO", letter("NO", StepKind.PAYMENT_DEMAND, *many)))
    assert text.count("33000083672049") == 60
    assert "Betal hvert beløp for seg, med referansen som står ved det i tabellen" in text


def plain(text: str) -> str:
    """The text with every kind of space a plain one."""
    return " ".join(text.split())


def test_a_row_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(InvalidCommandError, match="a cell for each column"):
        Table(("a", "b"), (Row(("only one",)),))
