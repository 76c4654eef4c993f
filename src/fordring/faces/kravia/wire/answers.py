"""Shapes of answers. The public pages show none: camelCase members, flat objects stay flat, amounts are numbers."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from fordring.faces.kravia.wire.answer import Amount, Answer
from fordring.faces.kravia.wire.follow_up_answers import NextStep, TakenStep


class Invoice(Answer):
    """The claim itself. `claimId` is `id` again; times are UTC with seven decimals."""

    id: int
    claim_id: int
    claim_type: str
    creditor_id: int
    accounting_invoice_id: str | None
    invoice_no: str | None
    invoice_date: date | None
    due_date: date | None
    original_amount: Amount
    currency_code: str
    description: str | None
    kid: str | None
    credited_invoice_id: int | None
    credited_invoice_no: str | None
    credited_amount: Annotated[
        Amount | None, Field(description="of a credit note: what an invoice was reduced by; the rest is unallocated")
    ]
    bank_account: str
    is_private_individual: bool
    status_code: str
    status_name: str
    distribution: str
    pdf_url: str
    registered_time: str
    last_updated_time: str


class Creditor(Answer):
    """Who is owed."""

    id: int
    name: str
    organization_number: str
    country_code: str
    currency_code: str


class Debtor(Answer):
    """Who owes, as the claim was registered with."""

    name: str
    debtor_number: str | None
    email: str | None
    phone_number: str | None
    ssn: str | None
    organization_number: str | None
    is_private_individual: bool
    address_address_line1: str | None
    address_address_line2: str | None
    address_postal_code: str | None
    address_city: str | None
    address_country_code: str | None


class LettersTo(Answer):
    """Where letters go by now."""

    address_address_line1: str | None
    address_address_line2: str | None
    address_postal_code: str | None
    address_city: str | None
    address_country_code: str | None
    email: str | None


class HistoryEntry(Answer):
    """A status that the claim had from `time` on."""

    code: str
    name: str
    time: str
    reason: str | None


class Notification(Answer):
    """One sending of a document to the debtor."""

    type: str
    level: str
    primary_target: str
    date: str
    status: str


class Document(Answer):
    """A document made for the claim; `url` answers its bytes to the same token."""

    id: str
    type: str
    file_name: str
    content_type: str
    size: int | None
    url: str


class Payment(Answer):
    """Money received, as it was shared over the claim's parts; below zero, what was taken back of it."""

    id: str
    date: date
    amount: Amount
    capital: Amount
    fees: Amount
    interest: Amount
    overpaid: Amount
    currency_code: str
    direct: Annotated[bool, Field(description="the creditor received it and registered it; below zero: took that back")]
    description: str | None


class Activity(Answer):
    """One thing that happened, in the house's own words."""

    type: str
    time: str
    created_by: str


class Outstanding(Answer):
    """What is open on `date`, the creditor's today, by part."""

    date: date
    capital: Amount
    fees: Amount
    interest: Amount
    total: Amount
    currency_code: str


class OrderLine(Answer):
    """A line of the invoice; `total` includes VAT. Unit, price and discount are as registered."""

    description: str
    count: Amount
    unit: str | None
    unit_price: Amount | None
    discount_in_percent: Amount | None
    vat_in_percent: Amount
    vat_amount: Amount
    total: Amount


class BookkeepingLine(Answer):
    """A line of the creditor's own bookkeeping, as registered."""

    amount: Amount | None
    description: str | None
    booking_date: date | None
    ledger_account: str | None
    vat_code: str | None


class Warned(Answer):
    """What was accepted although it is doubtful, by field."""

    field: str
    message: str


class AvailableActions(BaseModel):
    """Every action, and whether it would do something now."""

    model_config = ConfigDict(extra="forbid")

    Start: bool
    Pause: bool
    Resume: bool
    Withdraw: bool
    Cancel: bool
    Transfer: bool


Unverified = Annotated[
    list[str], Field(description="our own addition: figures behind outstanding fees and interest that nobody verified")
]


class Claim(Invoice):
    """What register and action answer: the whole claim as stored."""

    outstanding: Outstanding
    available_actions: AvailableActions
    documents: list[Document]
    unverified: Unverified
    warnings: list[Warned]


class Details(Answer):
    """Everything about one claim."""

    invoice: Invoice
    creditor: Creditor
    debtor: Debtor
    letters_to: Annotated[
        LettersTo | None,
        Field(description="our own addition: where letters go by now, if not as registered"),
    ]
    status_code_history: list[HistoryEntry]
    available_actions: AvailableActions
    notifications: list[Notification]
    documents: list[Document]
    payments: list[Payment]
    activities: list[Activity]
    outstanding: Outstanding
    order_lines: list[OrderLine]
    bookkeeping_details: list[BookkeepingLine]
    next_step: Annotated[NextStep | None, Field(description="our own addition: the plan of an issued claim")]
    steps: Annotated[list[TakenStep], Field(description="our own addition: letters and fees of follow-up so far")]
    unverified: Unverified
    warnings: list[Warned]


class DetailsAnswer(Answer):
    """The envelope of details."""

    value: Details


class ProblemDetails(BaseModel):
    """Every refusal (RFC 9457, before it RFC 7807); `errors` names each field that is wrong."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    trace_id: str | None = None
    errors: dict[str, list[str]] | None = None
    available_actions: Annotated[AvailableActions | None, Field(description="where an action was refused")] = None
