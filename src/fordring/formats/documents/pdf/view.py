"""A document as the template sees it: every label chosen, every figure written, every text made legible."""

from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import InvoiceDocument, Payment
from fordring.formats.documents.pdf.legible import legible_all
from fordring.formats.documents.pdf.lines_view import columns, sections_view, sums_view, vat_view
from fordring.formats.documents.pdf.party_view import Pairs, buyer_facts, footer_columns
from fordring.formats.documents.texts import WORDS
from fordring.formats.documents.texts.words import Words


def view(document: InvoiceDocument) -> dict[str, object]:
    """The whole document as strings, lists and dicts for the template; equal documents give equal views."""
    words = WORDS[document.language]
    figures = Figures(words, document.currency)
    kind = words.credit_note if document.kind == "credit_note" else words.invoice
    buyer = document.buyer
    shown = {
        "language": document.language,
        "kind": kind,
        "title": f"{kind} {document.number}".strip(),
        "colour": document.brand.colour,
        "test": [words.test_mark, words.test_note] if document.sandbox else None,
        "preview": [words.preview_mark, words.preview_note] if document.preview else None,
        "seller": document.seller.name,
        "sender": ", ".join((document.seller.name, *document.seller.address)),
        "recipient": [line for line in (buyer.name, buyer.contact, *buyer.address) if line],
        "facts": present(_facts(document, words, figures)),
        "headline": _headline(document, words, figures),
        "columns": columns(words),
        "subtotal": words.subtotal,
        "sections": sections_view(document, words, figures),
        "vat": vat_view(document, words, figures),
        "sums": sums_view(document, words, figures),
        "total": [_total_word(document, words), figures.money(document.total_minor)],
        "remarks": _remarks(document, words),
        "payment": payment_view(document, document.payment, words, figures) if document.payment else None,
        "footer": footer_columns(document, words),
        "page": [words.page, words.of],
    }
    return {key: legible_all(value) for key, value in shown.items()} | {"online": online(document, words)}


def online(document: InvoiceDocument | TableLetter, words: Words) -> list[str] | None:
    """What stands before the address of the payer's page, the address as it is, and what stands under its QR code.

    Nothing on a preview, which has no page yet, nor an address that is no plain text: the fonts must have it.
    """
    url = document.page_url
    return None if url is None or document.preview or not url.isascii() else [words.online, url, words.scan_to_open]


def _total_word(document: InvoiceDocument, words: Words) -> str:
    return words.credited if document.kind == "credit_note" else words.to_pay


def _headline(document: InvoiceDocument, words: Words, figures: Figures) -> list[str]:
    """The three things a payer looks for: what, how much, when (or that there is nothing to pay)."""
    due = f"{words.due_on} {figures.day(document.due_on)}" if document.due_on else ""
    return [_total_word(document, words), figures.money(document.total_minor), due]


def _facts(document: InvoiceDocument, words: Words, figures: Figures) -> Pairs:
    """Number, days and references, in the order people read them out over the telephone."""
    credit = document.kind == "credit_note"
    return [
        (words.credit_note_number if credit else words.invoice_number, document.number),
        (words.credits_invoice, document.credited_number),
        (words.credit_note_issued_on if credit else words.issued_on, figures.day(document.issued_on)),
        (words.due_on, figures.day(document.due_on) if document.due_on else None),
        (words.delivered_on, figures.day(document.delivered_on) if document.delivered_on else None),
        (words.delivery_place, document.delivery_place),
        *buyer_facts(document.buyer, document.country, words),
        (words.our_reference, document.merchant_reference),
    ]


def _remarks(document: InvoiceDocument, words: Words) -> list[str]:
    """What stands under the totals: legal sentences first, then the merchant's notes, then the attachments' names."""
    remarks = []
    if document.reverse_charge:
        remarks.append(words.reverse_charge)
    if document.kind == "credit_note":
        remarks.append(words.not_to_be_paid)
    remarks.extend(document.notes)
    if document.attachments:
        remarks.append(f"{words.attachments}: {', '.join(document.attachments)}")
    return remarks


def payment_view(
    document: InvoiceDocument | TableLetter, payment: Payment, words: Words, figures: Figures
) -> dict[str, object]:
    """The payment block: what is typed into a bank, largest first, then how to reach the payee's account."""
    reference = (words.references[payment.reference_kind], payment.reference)
    account = payment.account or payment.iban
    label = words.accounts[payment.account_kind] if payment.account else "IBAN"
    day = figures.day(document.due_on) if document.due_on else None
    return {
        "heading": words.payment_heading,
        "first": present([(words.amount, figures.money(document.total_minor)), (words.due_on, day)]),
        "second": present([reference, (label, account)]),
        "third": present(
            [
                (words.payee, payment.payee),
                ("IBAN", payment.iban if payment.account else None),
                ("BIC", payment.bic),
            ]
        ),
        "barcode": words.barcode_digits,
        "scan": words.scan_to_pay,
    }


def present(pairs: Pairs) -> Pairs:
    """The pairs that have something to say."""
    return [pair for pair in pairs if pair[1]]
