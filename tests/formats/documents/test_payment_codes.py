"""Bar code and QR code contents against the published examples, and where none may be printed."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fordring.formats.documents.model import InvoiceDocument, Payment
from fordring.formats.documents.pdf import code128
from fordring.formats.documents.pdf.payment_codes import bank_barcode, qr_content, qr_svg
from formats.documents.invoices import FINNISH, NORWEGIAN, SWEDISH, credit_note, invoice

# Bank Bar Code Guide 5.3 (Finance Finland): account, reference, cents, due day; the digits on the line below.
GUIDE = """
FI79 4405 2020 0360 82 | 86851 62596 19897 | 488315 | 2010-06-12
479440520200360820048831500000000868516259619897100612
FI58 1017 1000 0001 22 | 55958 22432 94671 | 48299 | 2012-01-31
458101710000001220004829900000000559582243294671120131
FI02 5000 4640 0013 02 | 69 87567 20834 35364 | 69380 | 2011-07-24
402500046400013020006938000000069875672083435364110724
FI83 3301 0001 1007 75 | RF71 9212 5374 2525 3989 7737 | 15000020 | 2016-05-25
583330100011007751500002071092125374252539897737160525
FI39 3636 3002 0924 92 | RF66 5907 3839 0 | 103 | 2023-03-11
539363630020924920000010366000000000000590738390230311
"""
ROWS = GUIDE.strip().splitlines()


def finnish(**payment: Any) -> InvoiceDocument:
    return invoice("FI", payment=replace(FINNISH.payment, **payment))  # type: ignore[type-var]  # it has a payment


def swedish(**payment: Any) -> InvoiceDocument:
    return invoice("SE", payment=replace(SWEDISH.payment, **payment))  # type: ignore[type-var]  # it has a payment


@pytest.mark.parametrize(("row", "digits"), list(zip(ROWS[::2], ROWS[1::2], strict=True)))
def test_the_bank_bar_code_is_the_guides(row: str, digits: str) -> None:
    iban, reference, cents, day = (cell.strip() for cell in row.split("|"))
    kind = "RF" if reference.startswith("RF") else "viitenumero"
    document = finnish(iban=iban, reference=reference, reference_kind=kind)
    assert bank_barcode(replace(document, total_minor=int(cents), due_on=date.fromisoformat(day))) == digits


def test_an_amount_the_bar_code_cannot_hold_is_left_to_the_payer() -> None:
    code = bank_barcode(replace(finnish(), total_minor=100_000_000))
    assert code is not None
    assert code[17:25] == "00000000"


@pytest.mark.parametrize(
    "document",
    [
        NORWEGIAN,
        credit_note("FI"),
        invoice("FI", currency="SEK"),
        finnish(iban=None),
        finnish(iban="SE45 5000 0000 0583 9825 7466"),
        finnish(reference="RF18ABC", reference_kind="RF"),
        finnish(reference="12", reference_kind="viitenumero"),
        finnish(reference_kind="KID"),
    ],
)
def test_no_bar_code_stands_where_the_guide_has_none(document: InvoiceDocument) -> None:
    assert bank_barcode(document) is None


def test_the_swedish_qr_code_says_what_a_bank_types_in() -> None:
    content = qr_content(invoice("SE"))
    assert content is not None
    expected = {
        "uqr": 1, "tp": 1, "due": "1123.75", "nme": "Ängsblomman Trädgård AB", "cc": "SE", "cid": "5560360793",
        "iref": "655969", "idt": "20261116", "ddt": "20261130", "cur": "SEK", "pt": "BG", "acc": "5050-1055",
    }  # fmt: skip
    assert json.loads(content, parse_float=str) == expected


def test_a_swedish_payment_to_an_iban_names_its_bank() -> None:
    content = qr_content(swedish(account=None, account_kind="BBAN"))
    assert content is not None
    assert {"pt": "IBAN", "acc": "SE4550000000058398257466", "bc": "ESSESESS"}.items() <= json.loads(content).items()
    without = qr_content(swedish(account=None, bic=None))
    assert without is not None
    assert "bc" not in json.loads(without)


def test_a_finnish_rf_reference_gets_the_epc_code() -> None:
    content = qr_content(finnish(reference="RF09 8685 1625 9619 897", reference_kind="RF"))
    assert content is not None
    assert content.split("\n") == [
        "BCD", "002", "1", "SCT", "NDEAFIHH", "Järvenpään Käsityö Oy", "FI7944052020036082", "EUR1128.25", "",
        "RF09868516259619897",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        invoice("NO"),
        invoice("FI"),
        finnish(reference_kind="RF", iban=None),
        credit_note("SE"),
        invoice("SE", total_minor=0),
        invoice("SE", currency="JPY"),
        swedish(account=None, iban=None),
        swedish(reference="9" * 700),
    ],
)
def test_no_qr_code_stands_without_a_standard_or_something_to_pay(document: InvoiceDocument) -> None:
    assert qr_content(document) is None


def test_a_qr_code_has_its_quiet_zone_and_bears_any_name() -> None:
    payment = Payment("Å" * 10_000, "1", "OCR", "1-1", "BG")
    content = qr_content(invoice("SE", payment=payment))
    assert content is not None
    assert qr_svg(content).startswith("<svg")


def test_code_128_has_107_symbols_of_eleven_modules_and_a_longer_stop() -> None:
    widths = [sum(map(int, pattern)) for pattern in code128.PATTERNS]
    assert widths == [11] * 106 + [13]
    assert len(set(code128.PATTERNS)) == 107


def test_the_check_symbol_is_the_guides() -> None:
    digits = "479440520200360820048831500000000868516259619897100612"
    assert code128.symbols(digits)[-2:] == [40, code128.STOP]
    assert 'viewBox="0 0 332 40"' in code128.svg(digits)


@pytest.mark.parametrize("digits", ["123", "12a4", ""])
def test_code_set_c_takes_pairs_of_digits_only(digits: str) -> None:
    with pytest.raises(ValueError, match="pairs of digits"):
        code128.symbols(digits)
