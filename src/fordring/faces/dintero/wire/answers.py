"""Shapes of answers, for the API documentation; tests hold the real answers against them, unknown fields refused."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from fordring.faces.dintero.wire.loose import Number


class Answer(BaseModel):
    """An object of an answer: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class AccessToken(Answer):
    """A token and how many seconds it is good for."""

    access_token: str
    token_type: str
    expires_in: int


class ErrorDetail(Answer):
    """One field that is wrong: where it stands in the body, and a sentence that names it."""

    code: str
    message: str
    description: str
    path: list[str | int]
    params: list[str]


class ErrorFacts(Answer):
    """Why a request was refused."""

    code: str
    message: str
    errors: list[ErrorDetail]


class ErrorAnswer(Answer):
    """Every refusal."""

    error: ErrorFacts


class Action(Answer):
    """What came of a payment."""

    source: str
    code: str
    type: str


class PayErrorAnswer(ErrorAnswer):
    """A refused payment: no session and no transaction came of it."""

    success: bool
    session_id: str | None
    actions: list[Action]


class InvoiceMetadata(Answer):
    """What an event says about the invoice, with the merchant's own `ext_` keys of a capture."""

    model_config = ConfigDict(extra="allow")

    invoice_date: Annotated[date, Field(alias="kravia:invoice_date")]
    invoice_due_date: Annotated[date, Field(alias="kravia:invoice_due_date")]
    invoice_number: Annotated[str, Field(alias="kravia:invoice_number")]
    creditor_id: Annotated[int, Field(alias="kravia:creditor_id")]
    invoice_id: Annotated[int, Field(alias="kravia:invoice_id")]


class SettlementLine(Answer):
    """What of the transaction went out in one settlement: `amount` is capture less refund and fee.

    `event_correlation_id` is the payment's event on a settlement, and the settlement's on a payment.
    """

    settlement_id: str
    provider_reference: str
    amount: int
    capture: int
    refund: int
    fee: int
    event_correlation_id: str | None = None


class Settlements(Answer):
    """Where the money of the transaction stands, and in which settlement it went out."""

    settlement_status: str
    events: list[SettlementLine]


class EventError(Answer):
    """Why an event did not succeed."""

    code: str
    message: str
    type: list[str]


class Correction(Answer):
    """Which events a failed one undoes, and what is open again."""

    event_ids: list[str]
    status: str
    remaining_capture_amount: int
    remaining_refund_amount: int
    remaining_void_amount: int


class Event(Answer):
    """One thing that happened to a transaction; ids count from "1"."""

    id: str
    event: str
    transaction_status: str
    success: bool
    amount: int
    items: list[dict[str, Any]]
    created_at: datetime
    created_by: str
    request_id: UUID
    request_headers: dict[str, str]
    calculated_vat_amount: int | None = None
    event_reference: str | None = None
    correlation_request_id: UUID | None = None
    metadata: InvoiceMetadata | None = None
    settlements: Settlements | None = None
    error: EventError | None = None
    correction: Correction | None = None


class VerifiedIdentity(Answer):
    """Who was identified before paying: by whom (`iss`), how surely (`acr`), when, by which electronic identity."""

    type: str
    iss: str
    aud: str
    acr: str
    auth_time: datetime
    national_idp: str
    national_country: str
    sub: str | None = None
    nonce: str | None = None
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None


class Transaction(Answer):
    """A purchase paid by invoice. Amounts are minor units; times are UTC."""

    id: str
    created_at: datetime
    updated_at: datetime
    session_id: str
    payment_product: str
    payment_product_type: str
    payment_operation: str
    channel: str
    amount: int
    currency: str
    status: str
    settlement_status: str
    merchant_reference: str
    merchant_reference_2: str | None = None
    customer: dict[str, Any]
    items: list[dict[str, Any]]
    url: dict[str, Any]
    metadata: dict[str, str | Number]
    initiating_system_request_headers: dict[str, str]
    events: list[Event]
    shipping_address: dict[str, Any] | None = None
    shipping_option: dict[str, Any] | None = None
    billing_address: dict[str, Any] | None = None
    store: dict[str, Any] | None = None
    checkboxes: list[dict[str, Any]] | None = None
    verified_identity: VerifiedIdentity | None = None
    session: dict[str, Any] | None = None


class PaidTransaction(Transaction):
    """The answer of a one-step payment."""

    success: bool
    actions: list[Action]


class File(Answer):
    """A document, and an address that answers its bytes without a token until `expires_at`."""

    id: str
    name: str
    mime_type: str
    expires_at: datetime
    url: str
