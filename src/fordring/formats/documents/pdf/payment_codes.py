"""Machine-readable payment data, only where the payer's country has a published standard.

Sweden: UsingQR (qrkod.info, usingqr.com, revision 2). Finland: Bank Bar Code Guide 5.3, symbol versions 4 and 5
(Finance Finland), and the EPC QR code (EPC069-12, version 002). Norway: none is published, so none is printed.
"""

import io
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

import segno

from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Country, InvoiceDocument, Payment

BARCODE_MINOR_MAX = 99_999_999
EPC_MINOR_MAX = 99_999_999_999
QR_BYTES_MAX = 600  # what a phone still reads from 24 mm of paper
PAYEE_LENGTH_MAX = 70  # EPC069-12
UTF8 = 1  # EPC069-12: character set number of UTF-8
LINK_MASK = 2
"""The mask of codes that bear a link. Any of the eight is read; weighing all of them takes four fifths of the work."""


Payable = InvoiceDocument | TableLetter


def has_standard(country: Country) -> bool:
    """Whether the country's banks scan QR codes: another code on its invoices would be taken for one to pay by."""
    return country in _standards()


def qr_content(document: Payable) -> str | None:
    """What the payment QR code of this document says; None where there is no standard for it, or nothing to pay."""
    payment = document.payment
    if payment is None or not payment.reference or document.due_on is None or document.total_minor <= 0:
        return None
    standards = _standards()
    if document.country not in standards:
        return None
    content = standards[document.country](document, payment)
    return content if content is not None and len(content.encode()) <= QR_BYTES_MAX else None


def qr_svg(content: str, mask: int | None = None) -> str:
    """The content as a QR code of error correction level M (EPC069-12 asks for M), four modules of quiet around it.

    Without a `mask` the one that scores best is taken, as ISO/IEC 18004 has it.
    """
    out = io.BytesIO()
    code = segno.make(content, error="m", micro=False, boost_error=False, mask=mask)
    code.save(out, kind="svg", border=4, xmldecl=False)
    return out.getvalue().decode()


def bank_barcode(document: Payable) -> str | None:
    """The 54 digits of the Finnish bank bar code: version, IBAN without FI, amount, reference, due day (YYMMDD).

    Version 4 bears a national reference of 20 digits, version 5 an RF one of 2 + 21 digits (Bank Bar Code Guide 5.3,
    chapters 9 and 10). An amount that does not fit is left as zeros, for the payer to fill in. None where it does not
    apply.
    """
    payment = document.payment
    if document.country != "FI" or payment is None or document.due_on is None or document.currency != "EUR":
        return None
    iban = _compact(payment.iban or "")
    reference = _barcode_reference(payment)
    if reference is None or not re.fullmatch(r"FI\d{16}", iban):
        return None
    version, digits = reference
    amount = document.total_minor if 0 < document.total_minor <= BARCODE_MINOR_MAX else 0
    return f"{version}{iban[2:]}{amount:08d}{digits}{document.due_on:%y%m%d}"


def _standards() -> Mapping[Country, Callable[[Payable, Payment], str | None]]:
    return {"SE": _using_qr, "FI": _epc}


def _barcode_reference(payment: Payment) -> tuple[int, str] | None:
    """Symbol version and the 23 digits between amount and due day; None for a reference that no version can bear."""
    reference = _compact(payment.reference)
    if payment.reference_kind == "viitenumero" and re.fullmatch(r"\d{3,20}", reference):
        return 4, reference.zfill(23)
    if payment.reference_kind == "RF" and re.fullmatch(r"RF\d{3,23}", reference):
        return 5, reference[2:4] + reference[4:].zfill(21)
    return None


def _using_qr(document: Payable, payment: Payment) -> str | None:
    """The UsingQR invoice object: type 1 is an invoice, `due` the sum to pay, `iref` the payment reference."""
    if document.currency not in {"SEK", "EUR"}:
        return None
    kind: str
    if payment.account and payment.account_kind != "BBAN":
        kind, account = payment.account_kind, payment.account
    elif payment.iban:
        kind, account = "IBAN", _compact(payment.iban)
    else:
        return None
    fields = {
        "nme": _payee(payment),
        "cc": document.country,
        "cid": document.seller.organization_number,
        "iref": _compact(payment.reference),
        "idt": f"{document.issued_on:%Y%m%d}",
        "ddt": f"{document.due_on:%Y%m%d}",
        "cur": document.currency,
        "pt": kind,
        "acc": account,
    }
    if kind == "IBAN" and payment.bic:
        fields["bc"] = payment.bic
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return f'{{"uqr":1,"tp":1,"due":{_decimal(document.total_minor)},{text[1:]}'


def _epc(document: Payable, payment: Payment) -> str | None:
    """The EPC credit transfer lines. A structured remittance must be an ISO 11649 (RF) reference."""
    fits = document.currency == "EUR" and document.total_minor <= EPC_MINOR_MAX and payment.reference_kind == "RF"
    if not fits or not payment.iban:
        return None
    amount = f"EUR{_decimal(document.total_minor)}"
    head = ["BCD", "002", str(UTF8), "SCT", payment.bic or "", _payee(payment)]
    return "\n".join([*head, _compact(payment.iban), amount, "", _compact(payment.reference)])


def _payee(payment: Payment) -> str:
    """The payee's name on one line, as long as both standards let it be."""
    return " ".join(payment.payee.split())[:PAYEE_LENGTH_MAX]


def _decimal(minor: int) -> str:
    """Minor units of a currency with two decimals, with a point: `1250.00`."""
    return f"{Decimal(minor).scaleb(-2):.2f}"


def _compact(text: str) -> str:
    """The text without the spaces and hyphens of its printed form; capitals."""
    return re.sub(r"[\s-]", "", text).upper()
