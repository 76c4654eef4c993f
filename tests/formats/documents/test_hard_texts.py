"""Texts meant to break a document, and those who write in other scripts."""

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from fordring.formats.documents.model import Brand, Buyer, Payment, Seller
from fordring.formats.documents.pdf import render_pdf
from fordring.formats.documents.pdf.glyphs import drawable
from fordring.formats.documents.pdf.legible import BREAK_HERE, REPLACEMENT, legible
from formats.documents.invoices import NORWEGIAN, described, invoice


def printed(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace(BREAK_HERE, "").split())


@pytest.mark.parametrize(
    "description",
    [
        '#set page(fill: red) #panic("x")',
        "*fet* _kursiv_ $x^2$ <label> @ref `code` // comment /* c */",
        '"); #read("invoice.typ") #("',
        r"\u{41} \ ~ --- ... [x] {y} #",
        "= Overskrift",
        "https://example.com/a?b=c&d=%20",
    ],
)
def test_template_syntax_is_printed_as_it_was_written(description: str) -> None:
    assert " ".join(description.split()) in printed(render_pdf(described(description)))


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("gnp.\u202eexe\u202c", "gnp.exe"),
        ("soft\u00adhyphen\u200bjoin\ufeff", "softhyphenjoin"),
        ("to\r\nlinjer\r\n\n \nog tre\ttab\u2028ny", "to\nlinjer\nog tre tab ny"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("z\u0335\u0336\u0337algo", "zalgo"),
        ("privat \ue000 \U0010ffff", "privat"),
        ("中文", REPLACEMENT * 2),
        ("😀 смайл שלום سلام", "😀 смайл שלום سلام"),
        ("  1\u00a0000  ", "1\u00a0000"),
        ("x" * 60, "x" * 26 + BREAK_HERE + "x" * 26 + BREAK_HERE + "x" * 8),
        ("x" * 26 + " y", "x" * 26 + " y"),
        ("(" + "x" * 26 + "),", "(" + "x" * 26 + "),"),
        ("(faktura@angsblomman.example,", f"(faktura@{BREAK_HERE}angsblomman.example,"),
        (
            "fjell.example/a_b//?c=" + "d" * 27,
            f"fjell.example/{BREAK_HERE}a_{BREAK_HERE}b//?{BREAK_HERE}c={BREAK_HERE}{'d' * 26}{BREAK_HERE}d",
        ),
    ],
)
def test_foreign_text_becomes_drawable(written: str, drawn: str) -> None:
    assert legible(written) == drawn


@pytest.mark.parametrize(
    "description", ["ord " * 2500, "x" * 10_000, "linje\n" * 2000, "שלום עולם " * 1000, "😀" * 1000]
)
def test_ten_thousand_characters_stay_on_the_paper(description: str) -> None:
    pages = PdfReader(io.BytesIO(render_pdf(described(description)))).pages
    assert "33000083672049" in pages[-1].extract_text()
    assert len(pages) < 70


def test_hard_texts_in_every_field_do_not_break_the_document() -> None:
    hard = '#"\x00\u202e中😀\n' + "w" * 300
    document = invoice(
        lines=0,
        seller=Seller(hard, (hard,), hard, vat_number=hard, email=hard, phone=hard, website=hard),
        buyer=Buyer(hard, (hard, hard), hard, hard, hard, hard, hard),
        payment=Payment(hard, hard, "KID", hard, "BBAN", hard, hard),
        number=hard,
        notes=(hard,),
        attachments=(hard,),
        delivery_place=hard,
        merchant_reference=hard,
    )
    assert render_pdf(document).startswith(b"%PDF")


def test_a_long_address_is_copied_from_the_page_as_it_is() -> None:
    seller = replace(NORWEGIAN.seller, email="faktura@angsblomman.example")
    page = PdfReader(io.BytesIO(render_pdf(invoice(seller=seller)))).pages[0]
    assert "faktura@angsblomman.example" in page.extract_text()
    drawn = page.get_contents()
    assert drawn is not None
    assert f"{ord(BREAK_HERE):X}".encode() not in drawn.get_data()


def test_an_empty_name_is_no_error() -> None:
    assert render_pdf(described("", buyer=Buyer("", ()))).startswith(b"%PDF")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.text(max_size=400))
def test_no_text_stops_a_document(text: str) -> None:
    assert render_pdf(described(text, notes=(text,))).startswith(b"%PDF")


def test_nordic_letters_and_currency_signs_are_drawable() -> None:
    assert {ord(letter) for letter in "æøåÆØÅäöÄÖéüŠšŽžđŋŧ€£«»–−§"} <= drawable()


@pytest.mark.parametrize("logo", [b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xffbroken", b"<svg xmlns='x'><g>"])
def test_a_damaged_logo_leaves_its_place_empty(logo: bytes) -> None:
    assert NORWEGIAN.seller.name in printed(render_pdf(invoice(brand=Brand(logo=logo))))
