"""The creditor face: register, attach, start, look, report payments and credits.

An invoice is the API's own JSON, whose amounts may be decimals. Every call that changes something is sent under an
idempotency key, so it can be repeated.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import httpx2

from fordring.client import creditor_answers as answers
from fordring.client.books import BooksCalls
from fordring.client.exchange import USUAL, FixedToken, Options
from fordring.client.follow_up import FollowUpCalls
from fordring.client.onboarding import OnboardingCalls
from fordring.client.request import Request, reads
from fordring.client.transports import Awaiting, Blocking, Call

BASE = "/api/v2"

_claim = reads(answers.Claim)
_documents = reads(tuple[answers.Document, ...], inside="value")
_booked = reads(answers.Booked)


class CreditorCalls:
    """The calls about one invoice, and whom the token acts for."""

    @Call
    def register(self, invoice: Mapping[str, Any], key: str | None = None) -> Request[answers.Claim]:
        """Keep an invoice as a draft; the same `key` again is the same invoice."""
        return Request("POST", f"{BASE}/invoice/register", _claim, body=invoice).once(key)

    @Call
    def details(self, invoice_id: int) -> Request[answers.Details]:
        """Everything about one invoice."""
        return Request("GET", f"{BASE}/invoice/{invoice_id}/details", reads(answers.Details, inside="value"))

    @Call
    def start(self, invoice_id: int, message: str | None = None) -> Request[answers.Claim]:
        """Have it issued and sent on its day."""
        return _action(invoice_id, "Start", message)

    @Call
    def pause(self, invoice_id: int, message: str | None = None, until: date | None = None) -> Request[answers.Claim]:
        """Let nothing happen by itself, until that day or until `resume`."""
        return _action(invoice_id, "Pause", message, until)

    @Call
    def resume(self, invoice_id: int, message: str | None = None) -> Request[answers.Claim]:
        """End a pause."""
        return _action(invoice_id, "Resume", message)

    @Call
    def withdraw(self, invoice_id: int, message: str | None = None) -> Request[answers.Claim]:
        """Let go of what is open."""
        return _action(invoice_id, "Withdraw", message)

    @Call
    def attach(
        self, invoice_id: int, name: str, content: bytes, kind: str = "InvoiceAttachment"
    ) -> Request[answers.HandedIn]:
        """Hand in a document: an attachment, or with the kind `Invoice` the invoice itself."""
        path = f"{BASE}/invoice/{invoice_id}/document"
        return Request("POST", path, reads(answers.HandedIn), {"type": kind}, file=(name, content)).once()

    @Call
    def documents(self, invoice_id: int) -> Request[tuple[answers.Document, ...]]:
        """The documents of an invoice, the oldest first."""
        return Request("GET", f"{BASE}/invoice/{invoice_id}/document", _documents)

    @Call
    def document(self, invoice_id: int, document_id: str) -> Request[bytes]:
        """The bytes of one document."""
        return Request("GET", f"{BASE}/invoice/{invoice_id}/document/{document_id}", bytes)

    @Call
    def remove_document(self, invoice_id: int, document_id: str) -> Request[tuple[answers.Document, ...]]:
        """Take back a document before Start; those that are left."""
        return Request("DELETE", f"{BASE}/invoice/{invoice_id}/document/{document_id}", _documents).once()

    @Call
    def preview(self, invoice_id: int) -> Request[bytes]:
        """The PDF as it will look, marked as a preview."""
        return Request("GET", f"{BASE}/invoice/{invoice_id}/preview", bytes)

    @Call
    def pdf(self, invoice_id: int) -> Request[bytes]:
        """The final PDF; a draft gets its number by that."""
        return Request("GET", f"{BASE}/invoice/{invoice_id}/pdf", bytes)

    @Call
    def payment(
        self,
        parts: Mapping[int, Decimal],
        on: date,
        accounting_payment_id: str | None = None,
        description: str | None = None,
    ) -> Request[answers.Booked]:
        """Report what the creditor received itself, by invoice id; below zero takes it back."""
        invoices = [{"invoiceId": invoice_id, "amount": amount} for invoice_id, amount in parts.items()]
        body = {"date": on, "amount": sum(parts.values()), "invoices": invoices, "description": description}
        body["AccountingPaymentId"] = accounting_payment_id
        return Request("POST", f"{BASE}/invoice/payment", _booked, body=body).once()

    @Call
    def credit_note(
        self,
        parts: Mapping[int, Decimal],
        on: date,
        accounting_payment_id: str | None = None,
        description: str | None = None,
    ) -> Request[answers.Booked]:
        """Credit invoices, by their ids: amounts above zero, told to the API below zero as it has them."""
        invoices = [{"InvoiceId": invoice_id, "Amount": -amount} for invoice_id, amount in parts.items()]
        body = {"Date": on, "Amount": -sum(parts.values()), "Invoices": invoices, "Description": description}
        body["AccountingPaymentId"] = accounting_payment_id
        return Request("POST", f"{BASE}/invoice/creditnote", _booked, body=body).once()

    @Call
    def creditors(self) -> Request[tuple[answers.Creditor, ...]]:
        """Whom the token acts for."""
        return Request("GET", f"{BASE}/creditor", reads(tuple[answers.Creditor, ...], inside="value"))

    @Call
    def settings(self, creditor_id: int) -> Request[answers.CreditorSettings]:
        """How one creditor is set up."""
        return Request("GET", f"{BASE}/creditor/{creditor_id}/settings", reads(answers.CreditorSettings))


class CreditorClient(CreditorCalls, BooksCalls, OnboardingCalls, FollowUpCalls, Blocking):
    """Speaks with one token, which may cover many creditors, and waits."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        options: Options = USUAL,
        http: httpx2.Client | None = None,
    ) -> None:
        super().__init__(url, FixedToken(token), options, http)


class AsyncCreditorClient(CreditorCalls, BooksCalls, OnboardingCalls, FollowUpCalls, Awaiting):
    """Speaks with one token, which may cover many creditors, and is awaited."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        options: Options = USUAL,
        http: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(url, FixedToken(token), options, http)


def _action(invoice_id: int, action: str, message: str | None, until: date | None = None) -> Request[answers.Claim]:
    body = {name: value for name, value in {"Message": message, "until": until}.items() if value is not None}
    return Request("POST", f"{BASE}/invoice/{invoice_id}/action", _claim, {"action": action}, body).once()
