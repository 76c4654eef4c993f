"""The printed letter of follow-up: what it bears, its sums, its pages."""

import io

import pytest
from pypdf import PdfReader

from fordring.domain.errors import InvalidCommandError
from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.letters.model import Row, Table, TableLetter
from fordring.formats.documents.pdf import render_pdf
from formats.documents.letters import document, letter

REMINDER = """Betalingspåminnelse | Fjellheim Handel AS | Blåbær Kafé og Bakeri AS | Sjøgata 12 B | 15.07.2026
    Betalingsfrist 29.07.2026 | Faktura 1001 av 01.06.2026 | Forfall 15.06.2026 | 10 000,00 | -5 000,00
    Purregebyr | inkassoforskriften § 1-2 | 38,00 * | Forsinkelsesrente til og med 15.07.2026 | 76,54 * | 5 152,54 kr
    16.06.2026 30.06.2026 10 000,00 12,5 % 15 51,37 | 01.07.2026 15.07.2026 5 000,00 12,25 % 15 25,17 *
    not verified | 33000083672049 | 9999.10.42764 | Er noe feil? | pay.example/p/"""


def printed(shown: TableLetter) -> str:
    """The text of all pages, every kind of space a plain one."""
    pages = PdfReader(io.BytesIO(render_pdf(shown))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_reminder_says_what_is_owed_and_of_what_it_is_made() -> None:
    text = printed(document("NO", letter("NO", StepKind.REMINDER)))
    items = [item.strip() for row in REMINDER.splitlines() for item in row.split("|")]
    assert [item for item in items if item not in text] == []


def test_a_row_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(InvalidCommandError, match="a cell for each column"):
        Table(("a", "b"), (Row(("only one",)),))
