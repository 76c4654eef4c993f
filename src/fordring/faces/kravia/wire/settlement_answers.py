"""Shapes of settlements and of lines of bookkeeping. The public pages show none; these are their inferred members."""

from datetime import date
from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.answer import Amount, Answer
from fordring.faces.kravia.wire.answers import BookkeepingLine


class SettledInvoice(Answer):
    """What of an invoice is in a settlement, and what of the costs it bears; below zero where it was owed back."""

    invoice_id: int
    accounting_invoice_id: str | None
    invoice_no: str | None
    capital: Amount
    fees: Amount
    interest: Amount
    provision: Annotated[Amount, Field(description="what of the commission it bears")]
    vat: Annotated[Amount, Field(description="what of the VAT on the commission it bears")]


class SuggestedBooking(BookkeepingLine):
    """A line of a bookkeeping suggestion: debit above zero, credit below; all of a settlement sum to zero."""

    invoice_id: Annotated[int | None, Field(description="the invoice that the line is about")]


class Settlement(Answer):
    """Money paid to the creditor. `amount` is what arrived: capital, fees and interest less provision and VAT."""

    id: int
    creditor_id: int
    date: date
    amount: Amount
    currency_code: str
    bank_account: Annotated[str, Field(description="the creditor's account that it was paid to")]
    reference: Annotated[str, Field(description="our reference, which the bank passes on")]
    kid: Annotated[str | None, Field(description="the creditor's own reference, where it went out under one")]
    message: Annotated[str | None, Field(description="what stands on the bank's statement, where no kid does")]
    status: Annotated[str, Field(description="Closed once it is bookkept, until then Open")]
    internal_accounting_id: str | None
    bookkeeping: list[SuggestedBooking]
    invoices: list[SettledInvoice]


class SettlementList(Answer):
    """The envelope of the settlements, oldest first."""

    value: list[Settlement]


class InvoiceBookkeeping(Answer):
    """The lines of bookkeeping that an invoice was registered with."""

    invoice_id: int
    creditor_id: int
    accounting_invoice_id: str | None
    invoice_no: str | None
    currency_code: str
    bookkeeping_details: list[BookkeepingLine]


class ExportedLine(BookkeepingLine):
    """A line with its invoice. `bookingDate` is the invoice's own day where the line had none."""

    creditor_id: int
    invoice_id: int
    claim_type: str
    accounting_invoice_id: str | None
    invoice_no: str | None
    currency_code: str


class BookkeepingExport(Answer):
    """The envelope of the lines, by invoice."""

    value: list[ExportedLine]
