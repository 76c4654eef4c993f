"""The e-mail around a document: the payer's language, everything needed to pay, and no markup but ours."""

from dataclasses import replace

import pytest

from fordring.formats.documents.model import Country, Language
from fordring.jobs.covering.cover import cover_note
from fordring.jobs.covering.texts import COVERS
from formats.documents.invoices import NORWEGIAN, credit_note, invoice

NBSP = "\N{NO-BREAK SPACE}"


def test_an_invoice_note_says_how_to_pay() -> None:
    note = cover_note(invoice("NO", buyer=replace(NORWEGIAN.buyer, contact="Åse Østby")))
    text = note.text.replace(NBSP, " ")
    assert note.subject == "Faktura A1B2C-000123 fra Fjellheim Handel AS"
    assert note.filename == "Faktura-A1B2C-000123.pdf"
    for fact in ("Hei Åse Østby,", "30.11.2026", "9999.10.42764", "33000083672049", "Å betale:", "1 123,75 kr"):
        assert fact in text, text


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("NO", ["Hei ", "Slik betaler du", "Forfallsdato", "KID", "Kontonummer"]),
        ("SE", ["Hej ", "Så här betalar du", "Bankgiro", "5050-1055", "655969"]),
        ("FI", ["Näin maksat", "IBAN", "FI79 4405 2020 0360 82", "86851 62596 19897"]),
    ],
)
def test_text_and_html_say_the_same_in_the_payers_language(country: Country, words: list[str]) -> None:
    note = cover_note(invoice(country))
    for word in words:
        assert word in note.text
        assert word in note.html


def test_a_credit_note_that_credits_nothing_known_names_nothing() -> None:
    assert "Her er en kreditnota fra Fjellheim" in cover_note(credit_note(credited_number=None)).text


def test_a_credit_note_asks_for_nothing() -> None:
    note = cover_note(credit_note())
    assert note.subject == "Kreditnota A1B2C-000124 fra Fjellheim Handel AS"
    assert "har kreditert faktura A1B2C-000123" in note.text
    assert "KID" not in note.text


def test_a_sandbox_note_says_that_it_is_a_test_and_a_live_one_does_not() -> None:
    for language in COVERS:
        document = invoice(language=language)
        test = COVERS[language].test
        assert test not in cover_note(document).text + cover_note(document).html
        noted = cover_note(replace(document, sandbox=True))
        assert test in noted.text
        assert test in noted.html


def test_names_are_text_and_never_markup_or_lines_of_their_own() -> None:
    seller = replace(NORWEGIAN.seller, name="<script>alert(1)</script>\nBcc: x {number}")
    note = cover_note(invoice(seller=seller, number='A/1"2'))
    assert "<script>" not in note.html
    assert "&lt;script&gt;" in note.html
    assert "\n" not in note.subject
    assert note.subject.endswith("Bcc: x {number}")
    assert note.filename == "Faktura-A-1-2.pdf"


@pytest.mark.parametrize("language", list(COVERS))
def test_every_language_has_every_sentence(language: Language) -> None:
    cover = COVERS[language]
    assert all(getattr(cover, name).strip() for name in cover.__slots__)
