"""A claim resolved for print: what the law of each country makes it say, and what the payer needs to pay."""

import base64
from dataclasses import replace
from datetime import date

import pytest

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.errors import InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.totals import OrderLine
from fordring.domain.references import ReferenceAgreement, Scheme
from fordring.formats.documents.model import DEFAULT_COLOUR, InvoiceDocument, Payment
from fordring.formats.documents.pdf.render import render_pdf
from fordring.services.branding import brand_of
from fordring.services.invoicing.resolve_document import resolve_document
from services.claims_made import DAY, billed_to, claim_of, merchant_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def resolved(merchant: Merchant, claim: Claim, credited: Claim | None = None) -> InvoiceDocument:
    return resolve_document(merchant, merchant.bank_account, claim, credited)


def payment_of(merchant: Merchant, claim: Claim) -> Payment:
    payment = resolved(merchant, claim).payment
    assert payment is not None
    return payment


def test_an_invoice_says_who_what_when_and_how_much() -> None:
    merchant = merchant_of()
    document = resolved(merchant, claim_of(merchant))
    assert (document.kind, document.number, document.sandbox) == ("invoice", "A1B2C-000001", True)
    assert (document.issued_on, document.due_on, document.delivered_on) == (DAY, date(2026, 11, 30), date(2026, 11, 14))
    assert (document.seller.name, document.seller.address) == ("Fjord Sykkel AS", ("Storgata 1", "0151 Oslo"))
    assert (document.buyer.name, document.buyer.address) == ("Ola Nordmann", ("Storgata 1", "0151 Oslo"))
    assert (document.total_minor, document.merchant_reference) == (12_500, "order-1")
    [section] = document.sections
    [line] = section.lines
    figures = (line.unit_price_minor, line.net_minor, line.vat_minor, line.gross_minor, line.vat_rate_bp)
    assert figures == (10_000, 10_000, 2_500, 12_500, 2_500)


@pytest.mark.parametrize(
    ("country", "language", "vat_number", "registers", "place"),
    [
        ("NO", "nb", None, ["Foretaksregisteret"], "Oslo"),
        ("SE", "sv", "SE556036079301", ["F-skatt"], None),
        ("FI", "fi", "FI20774740", [], None),
    ],
)
def test_each_countrys_seller_states_what_its_law_asks(
    country: str, language: str, vat_number: str | None, registers: list[str], place: str | None
) -> None:
    merchant = merchant_of(country)
    document = resolved(merchant, claim_of(merchant, reference="10001031" if country == "FI" else "655969"))
    seller = document.seller
    assert (document.language, seller.vat_number, document.delivery_place) == (language, vat_number, place)
    stated = {"Foretaksregisteret": seller.in_foretaksregisteret, "F-skatt": seller.f_skatt}
    assert [register for register, is_in in stated.items() if is_in] == registers


def test_a_seller_without_vat_registration_has_no_vat_number() -> None:
    merchant = merchant_of("SE", vat_registered=False)
    assert resolved(merchant, claim_of(merchant)).seller.vat_number is None


@pytest.mark.parametrize(
    ("setting", "content", "payers_country", "language"),
    [
        ({}, {}, "NO", "nb"),
        ({}, {}, "SE", "sv"),
        ({}, {}, "FI", "fi"),
        ({"document_language": "en"}, {}, "SE", "en"),
        ({"document_language": "en"}, {"language": "nb"}, "SE", "nb"),
        ({"document_language": "tlh"}, {"language": "?"}, "SE", "sv"),
    ],
)
def test_the_payer_is_written_to_in_its_countrys_language_unless_another_was_chosen(
    setting: dict[str, str], content: dict[str, str], payers_country: str, language: str
) -> None:
    merchant = merchant_of(settings=setting)
    claim = billed_to(claim_of(merchant), country=payers_country)
    chosen = replace(claim, content={**claim.content, **content})
    assert resolved(merchant, chosen).language == language


def test_a_business_is_billed_by_its_name_with_its_contact_numbers_and_reference() -> None:
    merchant = merchant_of()
    claim = billed_to(
        replace(claim_of(merchant), business=True, payer_key="customer:10042"),
        business_name="Blåbær AS",
        organization_number="923609016",
        customer_reference="PO-7",
        cost_center="Kjøkken",
        co_address="c/o Berg",
    )
    buyer = resolved(merchant, claim).buyer
    assert (buyer.name, buyer.contact, buyer.organization_number) == ("Blåbær AS", "Ola Nordmann", "923609016")
    assert (buyer.customer_number, buyer.customer_reference) == ("10042", "PO-7 / Kjøkken")
    assert buyer.address == ("c/o Berg", "Storgata 1", "0151 Oslo")


def test_a_letter_across_a_border_names_the_country() -> None:
    merchant = merchant_of()
    claim = billed_to(claim_of(merchant), country="SE", postal_code="111 22", postal_place="Stockholm")
    assert resolved(merchant, claim).buyer.address == ("Storgata 1", "111 22 Stockholm", "Sverige")


@pytest.mark.parametrize(
    ("country", "reference", "printed", "account"),
    [
        ("NO", "000010000016", ("KID", "000010000016"), ("8601.11.17947", "BBAN", "NO93 8601 1117 947")),
        ("SE", "655969", ("OCR", "655969"), ("991-2346", "BG", "SE45 5000 0000 0583 9825 7466")),
        ("FI", "10001031", ("viitenumero", "100 01031"), (None, "BBAN", "FI21 1234 5600 0007 85")),
    ],
)
def test_account_and_reference_are_written_as_the_country_writes_them(
    country: str, reference: str, printed: tuple[str, str], account: tuple[str | None, str, str]
) -> None:
    merchant = merchant_of(country)
    payment = payment_of(merchant, claim_of(merchant, reference=reference))
    assert (payment.reference_kind, payment.reference) == printed
    assert (payment.account, payment.account_kind, payment.iban) == account


def test_an_rf_reference_and_a_plain_swedish_account_are_shown_as_they_are() -> None:
    merchant = merchant_of("SE")
    account = replace(merchant.bank_account, domestic="50000583982574", agreement=ReferenceAgreement(Scheme.RF))
    claim = claim_of(merchant, reference="RF341234561")
    payment = resolve_document(merchant, account, claim).payment
    assert payment is not None
    assert (payment.reference_kind, payment.reference) == ("RF", "RF34 1234 561")
    assert (payment.account, payment.account_kind) == ("50000583982574", "BBAN")


def test_vat_is_summed_per_rate_and_a_quantity_divides_the_price() -> None:
    merchant = merchant_of()
    lines = (
        OrderLine("1", "Bell", "3", 37_500, 7_500, 2_500, "B-1", "pair", 3_750),
        OrderLine("2", "Bread", "0", 1_150, 150, 1_500),
        OrderLine("3", "Discount", "1.5", -2_500, -500, 2_500),
    )
    document = resolved(merchant, claim_of(merchant, *lines))
    assert [(each.rate_bp, each.net_minor, each.vat_minor) for each in document.vat_totals] == [
        (2_500, 28_000, 7_000),
        (1_500, 1_000, 150),
    ]
    assert [line.unit_price_minor for line in document.sections[0].lines] == [11_000, 1_000, -1_333]
    bell = document.sections[0].lines[0]
    assert (bell.article_number, bell.unit, bell.discount_minor) == ("B-1", "pair", 3_000)


def test_a_clients_own_number_is_the_number_on_the_paper() -> None:
    merchant = merchant_of()
    assert resolved(merchant, replace(claim_of(merchant), own_number="2026-17", number=None)).number == "2026-17"


def test_a_credit_note_names_the_invoice_and_asks_for_nothing() -> None:
    merchant = merchant_of()
    invoice = claim_of(merchant)
    note = replace(invoice, kind=ClaimKind.CREDIT_NOTE, number="A1B2C-000002", due_on=None, reference=None)
    document = resolved(merchant, note, invoice)
    assert (document.kind, document.credited_number) == ("credit_note", "A1B2C-000001")
    assert (document.payment, document.due_on) == (None, None)
    foreign = replace(note, content={**note.content, "credited_number": "X-9"})
    assert resolved(merchant, foreign).credited_number == "X-9"


def test_a_claim_that_was_not_issued_has_no_document() -> None:
    merchant = merchant_of()
    with pytest.raises(InvalidCommandError, match="issued_on"):
        resolved(merchant, replace(claim_of(merchant), issued_on=None))


def test_the_brand_is_the_merchants_and_one_that_cannot_be_drawn_never_stops_an_invoice() -> None:
    logo = base64.b64encode(PNG).decode()
    brand = brand_of({"brand": {"colour": "#aa0000", "logo": logo}})
    assert (brand.colour, brand.logo) == ("#aa0000", PNG)
    for broken in ({"colour": "red"}, {"logo": "not base64!"}, {"logo": base64.b64encode(b"GIF89a").decode()}, {}):
        assert (brand_of({"brand": broken}).colour, brand_of({"brand": broken}).logo) == (DEFAULT_COLOUR, None)


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
def test_every_country_renders(country: str) -> None:
    merchant = merchant_of(country, settings={"contact": {"email": "hei@example.com", "phone": "+47 22 00 00 00"}})
    reference = {"NO": "000010000016", "SE": "655969", "FI": "10001031"}[country]
    assert render_pdf(resolved(merchant, claim_of(merchant, reference=reference))).startswith(b"%PDF-")
