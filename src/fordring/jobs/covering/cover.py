"""The e-mail that carries a document: subject, plain text and HTML, made of the document alone."""

from fordring.channels.mime import one_line
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import InvoiceDocument
from fordring.formats.documents.texts import WORDS
from fordring.jobs.covering.letter_note import letter_note
from fordring.jobs.covering.note import CoverNote, Facts, file_name, letter_html, plain_facts
from fordring.jobs.covering.texts import COVERS, Cover


def cover_note(document: InvoiceDocument | TableLetter) -> CoverNote:
    """The note for this document, in its language: what, how much, when, to which account with which reference."""
    return letter_note(document) if isinstance(document, TableLetter) else _invoice_note(document)


def _invoice_note(document: InvoiceDocument) -> CoverNote:
    cover = COVERS[document.language]
    named = _named(document)
    invoice = document.kind == "invoice"
    credited = cover.credit_opening if document.credited_number else cover.credit_opening_alone
    subject = (cover.invoice_subject if invoice else cover.credit_subject).format(**named)
    said = {
        "greeting": cover.greeting.format(**named),
        "opening": (cover.invoice_opening if invoice else credited).format(**named),
        "attached": cover.attached,
        "closing": cover.invoice_closing if invoice else cover.credit_closing,
        "questions": cover.questions.format(**named),
    }
    seller = document.seller
    more: dict[str, object] = {
        "subject": subject,
        "language": document.language,
        "colour": document.brand.colour,
        "test": cover.test if document.sandbox else "",
        "facts": _facts(document),
        "reach": [way for way in (seller.email, seller.phone, seller.website) if way],
    }
    if document.page_url:
        label = cover.page if invoice else cover.note_page
        more["link"] = {"url": document.page_url, "label": label, "ink": document.brand.ink}
    return CoverNote(subject, _text(document, cover, said), letter_html({**said, **more}), _filename(document))


def _named(document: InvoiceDocument) -> dict[str, str]:
    buyer = document.buyer
    person = buyer.contact or buyer.name
    facts = {"seller": document.seller.name, "number": document.number, "buyer": person}
    return {name: one_line(value) for name, value in (facts | {"credited": document.credited_number or ""}).items()}


def _facts(document: InvoiceDocument) -> Facts:
    """How to pay, in the order a bank asks for it; of a credit note, what was credited."""
    words = WORDS[document.language]
    figures = Figures.typed(words, document.currency)
    payment = document.payment
    if payment is None or document.due_on is None:
        return [(words.credited, figures.money(document.total_minor))]
    account = payment.account or payment.iban or ""
    label = words.accounts[payment.account_kind] if payment.account else "IBAN"
    return [
        (words.to_pay, figures.money(document.total_minor)),
        (words.due_on, figures.day(document.due_on)),
        (label, account),
        (words.references[payment.reference_kind], payment.reference),
        (words.payee, one_line(payment.payee)),
    ]


def _text(document: InvoiceDocument, cover: Cover, said: dict[str, str]) -> str:
    facts = _facts(document)
    lines = plain_facts(facts)
    parts = [cover.test] if document.sandbox else []
    page = cover.page if document.kind == "invoice" else cover.note_page
    online = [f"{page}:\n{document.page_url}"] if document.page_url else []
    rest = [said["attached"], said["closing"], said["questions"]]
    parts += [said["greeting"], said["opening"], lines, *online, *rest]
    return "\n\n".join(parts) + "\n"


def _filename(document: InvoiceDocument) -> str:
    words = WORDS[document.language]
    kind = words.invoice if document.kind == "invoice" else words.credit_note
    return file_name(kind, document.number)
