"""The link of the payer's page in print: the address whole, and a code of its own only where none is paid by."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from fordring.formats.documents.model import Brand, Country
from fordring.formats.documents.pdf import render_pdf
from fordring.formats.documents.pdf.render import template_inputs
from formats.documents.invoices import credit_note, invoice

URL = "https://faktura.fjellheim.example/invoice/1000001-7n42DGM5Tflk9n8mt7Fhc7"


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_the_address_is_printed_whole_and_can_be_followed(country: Country) -> None:
    for document in (invoice(country), credit_note(country)):
        page = PdfReader(io.BytesIO(render_pdf(replace(document, page_url=URL)))).pages[0]
        assert URL in page.extract_text()
        assert [each.get_object()["/A"]["/URI"] for each in page.annotations or ()] == [URL]


@pytest.mark.parametrize(("country", "code"), [("NO", True), ("SE", False), ("FI", False)])
def test_a_code_to_open_stands_only_where_no_bank_scans_codes(country: Country, *, code: bool) -> None:
    assert ('"page": null' not in template_inputs(replace(invoice(country), page_url=URL))["images"]) is code
    assert '"page": null' in template_inputs(replace(credit_note(country), page_url=URL))["images"]


def test_a_preview_and_an_address_that_no_font_has_are_not_printed() -> None:
    for document in (
        replace(invoice("NO"), page_url=URL, preview=True),
        replace(invoice("NO"), page_url="https://faktura.例え.jp/invoice/1"),
        invoice("NO"),
    ):
        assert '"online": null' in template_inputs(document)["document"]


@pytest.mark.parametrize(("colour", "ink"), [("#1f4e5f", "#ffffff"), ("#ffd200", "#14181f"), ("#c8452d", "#ffffff")])
def test_what_is_written_on_the_merchants_colour_can_be_read(colour: str, ink: str) -> None:
    assert Brand(colour).ink == ink
