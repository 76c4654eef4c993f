"""How a claim is paid, as its page shows it: each number to be copied by itself, and the QR code where there is one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.lifecycle import payable
from fordring.domain.followup.instalments import Covered, PlanState
from fordring.domain.references import printed
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import InvoiceDocument
from fordring.formats.documents.pdf.payment_codes import bank_barcode, qr_content, qr_svg
from fordring.formats.documents.texts.words import Words
from fordring.pages.payer.days import WORD_JOINER
from fordring.services.invoicing.resolve_document import resolve_document
from fordring.services.payers.show_page import PayerPage


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One thing that a bank asks for: as it is read, and as it is copied; nothing to copy where `copied` is empty."""

    label: str
    shown: str
    copied: str = ""


def payable_document(page: PayerPage) -> InvoiceDocument | None:
    """The claim as an invoice over what is to be paid of it next: all that is open today, or an instalment of its plan.

    All of it is to be paid by the day that the last letter gave.

    None where nothing is, or nobody could pay it.
    """
    claim = page.dossier.claim
    note = claim.kind is ClaimKind.CREDIT_NOTE
    if note or not payable(claim.state) or not claim.open.total or not claim.reference or claim.due_on is None:
        return None
    bare = replace(claim, kind=ClaimKind.INVOICE, content={**claim.content, "lines": []})
    document = resolve_document(page.dossier.merchant, page.account, bare)
    asked = next_instalment(page)
    if asked is None or document.payment is None or not asked.instalment.reference:
        return replace(document, total_minor=claim.open.total, due_on=given_until(page))
    its = asked.instalment
    payment = replace(document.payment, reference=printed(page.account.agreement, its.reference))
    return replace(document, total_minor=asked.left_minor, due_on=its.due_on, payment=payment)


def next_instalment(page: PayerPage) -> Covered | None:
    """The first instalment that is not paid of the plan that is kept now; None without one."""
    if page.plan is None or page.plan.state is not PlanState.ACTIVE:
        return None
    return next((row for row in page.plan.rows if row.left_minor > 0), None)


def given_until(page: PayerPage) -> date | None:
    """The last day that the claim, or the last step that stands, gave to pay."""
    days = (step.pay_by for step in page.follow_up.steps if step.pay_by and not step.cancelled_on)
    return max((day for day in (page.dossier.claim.due_on, *days) if day), default=None)


def payment_rows(document: InvoiceDocument, words: Words, figures: Figures, day: str) -> Iterator[PaymentRow]:
    """As a bank asks: where to, which reference, how much, when; in Finland all of it as one code.

    `day` is what the day to pay by is called.
    """
    payment = document.payment
    if payment is None or document.due_on is None:
        return
    if payment.account:
        yield PaymentRow(words.accounts[payment.account_kind], payment.account, _compact(payment.account))
    international = [PaymentRow("IBAN", payment.iban, _compact(payment.iban))] if payment.iban else []
    if not payment.account:
        yield from international
    yield PaymentRow(words.references[payment.reference_kind], payment.reference, _compact(payment.reference))
    point = "." if words.locale.startswith("en") else ","
    minor = document.total_minor
    yield PaymentRow(words.amount, figures.money(minor), f"{minor // 100}{point}{minor % 100:02}")
    due = figures.day(document.due_on)
    yield PaymentRow(day, due, due.replace(WORD_JOINER, ""))
    yield PaymentRow(words.payee, payment.payee, payment.payee)
    barcode = bank_barcode(document)
    if barcode:
        yield PaymentRow(words.barcode_digits, barcode, barcode)
    if payment.account:
        yield from international
    if payment.bic:
        yield PaymentRow("BIC", payment.bic, payment.bic)


def payment_qr(document: InvoiceDocument) -> Markup | None:
    """The QR code as SVG, ours alone: nothing foreign stands in it but as dark squares."""
    content = qr_content(document)
    if content is None:
        return None
    scaled = re.sub(r' width="(\d+)" height="(\d+)"', r' viewBox="0 0 \1 \2"', qr_svg(content), count=1)
    return Markup(scaled)  # noqa: S704 - made here, of squares


def _compact(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text)
