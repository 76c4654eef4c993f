"""What the creditor face answers about many invoices: searches, settlements, customer cards, counts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fordring.client.creditor_answers import BookkeepingLine, Warned
from fordring.client.request import CreditorAnswer


@dataclass(frozen=True, slots=True)
class FoundInvoice(CreditorAnswer):
    """One invoice of a search. `last_updated_time` is what `changes` goes on from."""

    id: int
    claim_type: str
    invoice_no: str | None
    accounting_invoice_id: str | None
    creditor_id: int
    creditor_name: str
    debtor_name: str
    debtor_number: str | None
    invoice_date: date | None
    due_date: date | None
    original_amount: Decimal
    outstanding_amount: Decimal
    currency_code: str
    kid: str | None
    status_code: str
    status_name: str
    registered_time: str
    last_updated_time: str


@dataclass(frozen=True, slots=True)
class SettledInvoice(CreditorAnswer):
    """What of an invoice is in a settlement, and what of the costs it bears."""

    invoice_id: int
    accounting_invoice_id: str | None
    invoice_no: str | None
    capital: Decimal
    fees: Decimal
    interest: Decimal
    provision: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class SuggestedBooking(BookkeepingLine):
    """A line of a bookkeeping suggestion: debit above zero, credit below; a settlement's sum to zero."""

    invoice_id: int | None


@dataclass(frozen=True, slots=True)
class Settlement(CreditorAnswer):
    """Money paid to the creditor: `amount` is what arrived."""

    id: int
    creditor_id: int
    date: date
    amount: Decimal
    currency_code: str
    bank_account: str
    reference: str
    kid: str | None
    message: str | None
    status: str
    internal_accounting_id: str | None
    bookkeeping: tuple[SuggestedBooking, ...]
    invoices: tuple[SettledInvoice, ...]


@dataclass(frozen=True, slots=True)
class InvoiceBookkeeping(CreditorAnswer):
    """The lines of bookkeeping that an invoice was registered with."""

    invoice_id: int
    creditor_id: int
    invoice_no: str | None
    currency_code: str
    bookkeeping_details: tuple[BookkeepingLine, ...]


@dataclass(frozen=True, slots=True)
class ExportedLine(BookkeepingLine):
    """A line of bookkeeping with its invoice; `booking_date` is the invoice's own day where the line had none."""

    creditor_id: int
    invoice_id: int
    claim_type: str
    accounting_invoice_id: str | None
    invoice_no: str | None
    currency_code: str


@dataclass(frozen=True, slots=True)
class DebtorCard(CreditorAnswer):
    """What the creditor knows of a customer now."""

    creditor_id: int
    debtor_number: str | None
    name: str
    email: str | None
    phone_number: str | None
    organization_number: str | None
    is_private_individual: bool
    address_address_line1: str | None
    address_postal_code: str | None
    address_city: str | None
    address_country_code: str | None
    last_updated_time: str
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class CurrencySum(CreditorAnswer):
    """Money in one currency."""

    currency_code: str
    collected: Decimal
    potential: Decimal


@dataclass(frozen=True, slots=True)
class Statistic(CreditorAnswer):
    """Counts of invoices, and their money by currency."""

    open_cases: int
    waiting_cases: int
    closed_cases: int
    cases_with_action_required: int
    sums: tuple[CurrencySum, ...]
