"""What the creditor face answers. Amounts are exact decimals of major units, times texts in UTC."""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal

from fordring.client.request import CreditorAnswer


@dataclass(frozen=True, slots=True)
class Invoice(CreditorAnswer):
    """The invoice or case itself."""

    id: int
    claim_type: str
    creditor_id: int
    accounting_invoice_id: str | None
    invoice_no: str | None
    invoice_date: date | None
    due_date: date | None
    original_amount: Decimal
    currency_code: str
    kid: str | None
    bank_account: str
    status_code: str
    status_name: str
    distribution: str
    pdf_url: str
    registered_time: str
    last_updated_time: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Outstanding(CreditorAnswer):
    """What is open on `date`, by part."""

    date: date
    capital: Decimal
    fees: Decimal
    interest: Decimal
    total: Decimal
    currency_code: str


@dataclass(frozen=True, slots=True)
class Document(CreditorAnswer):
    """A document of the invoice."""

    id: str
    type: str
    file_name: str
    content_type: str
    size: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Warned(CreditorAnswer):
    """What was accepted although it is doubtful."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class HandedIn(CreditorAnswer):
    """A document as it is kept, and what is doubtful about it."""

    id: str
    type: str
    file_name: str
    content_type: str
    size: int | None
    url: str
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True)
class Claim(Invoice):
    """What register and the actions answer. `available_actions` tells of each action whether it would do something."""

    _: KW_ONLY
    outstanding: Outstanding
    available_actions: dict[str, bool]
    documents: tuple[Document, ...]
    warnings: tuple[Warned, ...]
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Creditor(CreditorAnswer):
    """Who is owed."""

    id: int
    name: str
    organization_number: str
    country_code: str
    currency_code: str


@dataclass(frozen=True, slots=True)
class CreditorSettings(CreditorAnswer):
    """How a creditor is set up: its debtors pay to `bank_account`, it is paid at `disbursement_account`."""

    id: int
    name: str
    org_number: str
    email: str | None
    country_code: str
    currency_code: str
    vat_registered: bool
    bank_account: str
    disbursement_account: str
    days_until_due: int
    line_amounts_exclude_vat: bool
    direct_payment_closes: bool
    full_credit_writes_off: bool


@dataclass(frozen=True, slots=True)
class Debtor(CreditorAnswer):
    """Who owes, as the invoice was registered with."""

    name: str
    debtor_number: str | None
    email: str | None
    phone_number: str | None
    organization_number: str | None
    is_private_individual: bool
    address_address_line1: str | None
    address_postal_code: str | None
    address_city: str | None
    address_country_code: str | None


@dataclass(frozen=True, slots=True)
class LettersTo(CreditorAnswer):
    """Where letters go by now, where that is not as the invoice was registered."""

    address_address_line1: str | None
    address_address_line2: str | None
    address_postal_code: str | None
    address_city: str | None
    address_country_code: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry(CreditorAnswer):
    """A status that the invoice had from `time` on."""

    code: str
    name: str
    time: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Notification(CreditorAnswer):
    """One sending of a document to the debtor."""

    type: str
    level: str
    primary_target: str
    date: str
    status: str


@dataclass(frozen=True, slots=True)
class Payment(CreditorAnswer):
    """Money received, as it was shared over the invoice's parts; a direct one below zero took that back."""

    id: str
    date: date
    amount: Decimal
    capital: Decimal
    fees: Decimal
    interest: Decimal
    overpaid: Decimal
    currency_code: str
    direct: bool
    description: str | None


@dataclass(frozen=True, slots=True)
class Activity(CreditorAnswer):
    """One thing that happened."""

    type: str
    time: str
    created_by: str


@dataclass(frozen=True, slots=True)
class OrderLine(CreditorAnswer):
    """A line of the invoice; `total` includes VAT."""

    description: str
    count: Decimal
    unit: str | None
    unit_price: Decimal | None
    discount_in_percent: Decimal | None
    vat_in_percent: Decimal
    vat_amount: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class BookkeepingLine(CreditorAnswer):
    """A line of bookkeeping."""

    amount: Decimal | None
    description: str | None
    booking_date: date | None
    ledger_account: str | None
    vat_code: str | None


@dataclass(frozen=True, slots=True)
class Details(CreditorAnswer):
    """Everything about one invoice."""

    invoice: Invoice
    creditor: Creditor
    debtor: Debtor
    status_code_history: tuple[HistoryEntry, ...]
    available_actions: dict[str, bool]
    notifications: tuple[Notification, ...]
    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    activities: tuple[Activity, ...]
    outstanding: Outstanding
    order_lines: tuple[OrderLine, ...]
    bookkeeping_details: tuple[BookkeepingLine, ...]
    warnings: tuple[Warned, ...]
    letters_to: LettersTo | None = None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookedInvoice(CreditorAnswer):
    """What of an amount was booked on one invoice's capital, and why not the rest."""

    invoice_id: int
    amount: Decimal
    booked: Decimal
    ignored: Decimal
    reason: str | None
    remaining_capital: Decimal
    credit_note_id: int | None


@dataclass(frozen=True, slots=True)
class Booked(CreditorAnswer):
    """What became of a direct payment or a credit."""

    accounting_payment_id: str | None
    amount: Decimal
    booked: Decimal
    ignored: Decimal
    unallocated: Decimal
    invoices: tuple[BookedInvoice, ...]
    warnings: tuple[Warned, ...]
