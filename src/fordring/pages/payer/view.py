"""A payer's page as the template sees it: every sentence chosen, every figure written in the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.outlook import Next, Standing, outlook, standing_of
from fordring.domain.claim.page_link import page_path
from fordring.domain.claim.papers import LETTERS, ORIGINAL, PAYMENT_PLAN
from fordring.domain.followup.facts import StepKind
from fordring.domain.payment.refund import Refund, State
from fordring.domain.purchase.totals import OrderLine
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Country, InvoiceDocument, Language
from fordring.formats.documents.pdf.party_view import written_number
from fordring.formats.documents.texts import WORDS
from fordring.pages.payer.coming import Coming, Price, TakenRow
from fordring.pages.payer.days import PageFigures
from fordring.pages.payer.marks import footnote
from fordring.pages.payer.paying import PaymentRow, payable_document, payment_qr, payment_rows
from fordring.pages.payer.planned import planned, to_pay_now
from fordring.pages.payer.replies import Attempt, Replies, masked
from fordring.pages.payer.sums import SumRow, sum_rows
from fordring.pages.payer.texts import NAMES, REPLIES, TEXTS
from fordring.services.branding import brand_of
from fordring.services.payers.show_page import PayerPage
from fordring.storage.documents import Document
from fordring.storage.dossiers import Received


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: what it is, what stands under it, and the figure at its end; a link where it leads anywhere."""

    text: str
    detail: str = ""
    figure: str = ""
    href: str = ""


class Reader:
    """One page in one language."""

    def __init__(self, page: PayerPage, language: Language, attempt: Attempt | None = None) -> None:
        self.page, self.dossier, self.language = page, page.dossier, language
        self.claim, self.merchant, self.day = self.dossier.claim, self.dossier.merchant, self.dossier.day
        self.texts, self.words = TEXTS[language], WORDS[language]
        self.figures = PageFigures(self.words, self.claim.currency)
        self.standing = standing_of(self.claim, self.day)
        self.path = page_path(self.claim) or ""
        self.replies = Replies(page, REPLIES[language], self.figures, attempt or Attempt())
        self.coming = Coming(page, language, self.figures, self.path)
        self.outlook = outlook(self.claim, self.day, page.follow_up.plan)
        self.number = self.claim.own_number or self.claim.number or str(self.claim.claim_no)

    def _registered(self) -> tuple[str, str]:
        country = self.merchant.country
        return self.words.organization_number(country), written_number(self.merchant.organization_number, country)

    def facts(self) -> dict[str, Any]:
        """What the template is given."""
        note, unissued = self.standing is Standing.CREDIT_NOTE, self.standing is Standing.UNISSUED
        contact = self.merchant.settings.get("contact") or {}
        to_pay = None if unissued or note else payable_document(self.page)
        return self.replies.facts() | {
            "texts": self.texts,
            "words": self.words,
            "language": self.language,
            "languages": [(code, name, f"{self.path}?language={code}") for code, name in NAMES.items()],
            "path": self.path,
            "merchant": self.merchant,
            "registered": " ".join(self._registered()),
            "logo": f"{self.path}/logo" if brand_of(self.merchant.settings).logo else None,
            "kind": self._kind(),
            "number": self.number,
            "standing": "planned" if self._follows_plan else self.standing,
            "headline": self._headline(),
            "status": self._status(),
            "today": self._today(owed=to_pay is not None),
            "facts": list(self._dates()),
            "note_lead": self._note_lead() if note else "",
            "payment": list(self._payment_rows(to_pay)) if to_pay else [],
            "instalment": to_pay_now(self.page, self.language, self.figures) if to_pay else "",
            "qr": payment_qr(to_pay) if to_pay else None,
            **self._rows("sums", [] if note or unissued else list(self._sums())),
            "left": self.figures.money(self.claim.open.total),
            "plan": planned(self.page, self.language, self.figures),
            "next": self._next(),
            "coming": self._coming(),
            **self._rows("taken", self.coming.taken()),
            "refunds": [self._refund(refund) for refund in self.page.refunds if refund.state in self.texts.refunds],
            "lines": [] if unissued else [self._line(line) for line in self.dossier.lines],
            "total": self.figures.money(self.claim.principal_minor),
            "papers": [self._paper(paper) for paper in self.page.papers if paper.kind not in set(StepKind)],
            "payments": [self._payment(received) for received in self.dossier.payments if received.amount_minor],
            "shows_payments": bool(to_pay or self.dossier.payments),
            "notes": list(self._notes()),
            "contact": {name: contact.get(name) or "" for name in ("email", "phone", "website")},
        }

    def _payment_rows(self, to_pay: InvoiceDocument) -> Iterator[PaymentRow]:
        """Its day is called as the letters call it where it is not the due date any more."""
        due = to_pay.due_on == self.claim.due_on
        day = self.words.due_on if due else LETTER_WORDS[self.language].pay_by
        return payment_rows(to_pay, self.words, self.figures, day)

    def _sums(self) -> Iterator[SumRow]:
        return sum_rows(self.page, self.texts, self.figures, self.language)

    def _rows(self, name: str, rows: Sequence[SumRow] | Sequence[TakenRow] | Sequence[Price]) -> dict[str, Any]:
        """Rows, and what stands below them for their asterisks."""
        marks = [mark for row in rows for mark in row.marks]
        return {name: rows, f"{name}_footnote": footnote(marks, self.language, self.figures)}

    def _kind(self) -> str:
        if self.claim.kind is ClaimKind.CREDIT_NOTE:
            return self.words.credit_note
        return self.texts.claim if self.claim.kind is ClaimKind.COLLECTION_CASE else self.words.invoice

    def _headline(self) -> tuple[str, str]:
        """The one figure that is looked for, and what it is."""
        if self.standing is Standing.CREDIT_NOTE:
            return self.words.credited, self.figures.money(self.claim.principal_minor)
        if not self.claim.open.total or self.standing is Standing.UNISSUED:
            return self.texts.principal, self.figures.money(self.claim.principal_minor)
        return self.texts.to_pay, self.figures.money(self.claim.open.total)

    @property
    def _follows_plan(self) -> bool:
        """Whether a payment plan is followed: then nothing is late by the invoice's own due day."""
        return self.outlook.what is Next.PAYMENT_PLAN

    def _status(self) -> str:
        if self._follows_plan:
            return LETTER_WORDS[self.language].title(cast("Country", self.merchant.country), PAYMENT_PLAN)
        due_on = self.claim.due_on
        return self.texts.standings[self.standing].format(day=self.figures.day(due_on) if due_on else "")

    def _today(self, *, owed: bool) -> str:
        if not owed:
            return "" if self.claim.open.total else self.texts.nothing_to_pay
        return self.texts.payable_on.format(day=self.figures.day(self.day))

    def _dates(self) -> Iterator[tuple[str, str]]:
        note = self.claim.kind is ClaimKind.CREDIT_NOTE
        if self.claim.issued_on:
            label = self.words.credit_note_issued_on if note else self.words.issued_on
            yield label, self.figures.day(self.claim.issued_on)
        if self.claim.due_on and not note:
            yield self.words.due_on, self.figures.day(self.claim.due_on)
        reference = self.claim.content.get("merchant_reference")
        if reference:
            yield self.words.our_reference, str(reference)

    def _note_lead(self) -> str:
        credited = self.page.credited
        number = (credited and (credited.own_number or credited.number)) or self.claim.content.get("credited_number")
        return self.texts.note_lead.format(number=number) if number else self.words.not_to_be_paid

    def _next(self) -> str:
        if self.page.account_wanted and not self.claim.open.total:
            return REPLIES[self.language].account_needed
        coming = self.outlook
        if coming.what not in self.texts.outlooks:
            return self.coming.lead(coming)
        if coming.what is Next.ISSUE and coming.on is None:
            return self.texts.issue_soon
        day = self.figures.day(coming.on) if coming.on else ""
        return self.texts.outlooks[coming.what].format(day=day, merchant=self.merchant.name)

    def _coming(self) -> dict[str, Any]:
        """The step behind what happens next."""
        told, coming = self.coming, self.outlook
        return {
            "texts": told.texts,
            "then": told.then(coming),
            **self._rows("prices", told.prices(coming)),
            "not_known": told.not_known(coming),
            "whys": told.whys(coming),
        }

    def _refund(self, refund: Refund) -> str:
        amount = self.figures.money(refund.amount.minor)
        if refund.state is State.WAITING and not refund.to_account:
            return self.texts.refund_without_account.format(amount=amount)
        told = {"amount": amount, "account": masked(refund.to_account), "merchant": self.merchant.name}
        return self.texts.refunds[refund.state].format(**told)

    def _line(self, line: OrderLine) -> Row:
        many = f"{self.figures.quantity(line.quantity)} {line.unit}".strip()
        detail = f"{many} · {self.words.vat_rate} {self.figures.rate(line.vat_bp)}"
        return Row(line.description, detail, self.figures.money(line.amount_minor))

    def _paper(self, paper: Document) -> Row:
        if paper.kind in LETTERS and paper.uploaded_as is None:
            title = LETTER_WORDS[self.language].title(cast("Country", self.merchant.country), paper.kind)
            day = self.figures.day(local_day(paper.created_at, self.merchant.country))
            return Row(title, day, href=f"{self.path}/documents/{paper.document_id}")
        if paper.kind == self.claim.kind:
            text = f"{self._kind()} {self.number}"
            return Row(text, self.texts.download, href=f"{self.path}/documents/{paper.document_id}")
        text = paper.file_name or self.texts.original
        detail = self.texts.original if paper.kind == ORIGINAL else self.texts.attachment
        return Row(text, detail, href=f"{self.path}/documents/{paper.document_id}")

    def _payment(self, received: Received) -> Row:
        told = self.texts.payment_direct if received.direct else self.texts.payment_received
        told = self.texts.payment_taken_back if received.amount_minor < 0 else told
        surplus = received.surplus_minor
        detail = self.texts.surplus.format(amount=self.figures.money(surplus)) if surplus > 0 else ""
        text = told.format(day=self.figures.day(received.paid_on), merchant=self.merchant.name)
        return Row(text, detail, self.figures.money(received.amount_minor))

    def _notes(self) -> Iterator[Row]:
        for note in self.page.notes:
            number = note.claim.own_number or note.claim.number or str(note.claim.claim_no)
            href = f"{self.path}/documents/{note.document_id}" if note.document_id else ""
            day = self.figures.day(note.claim.issued_on) if note.claim.issued_on else ""
            amount = self.figures.money(-note.claim.principal_minor)
            yield Row(f"{self.words.credit_note} {number}", day, amount, href)
