"""What the merchant face answers. Amounts are integers of minor units, times are aware."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fordring.client.request import MerchantAnswer

Words = Mapping[str, Any]
"""An object that goes back to the merchant as it came from it."""


@dataclass(frozen=True, slots=True)
class AccessToken(MerchantAnswer):
    """A token and how many seconds it is good for."""

    access_token: str
    token_type: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Event(MerchantAnswer):
    """One thing that happened to a transaction."""

    id: str
    event: str
    transaction_status: str
    success: bool
    amount: int
    created_at: datetime
    created_by: str
    request_id: str
    items: tuple[Words, ...] = ()
    event_reference: str | None = None
    correlation_request_id: str | None = None
    metadata: Words | None = None
    settlements: Words | None = None
    error: Words | None = None
    correction: Words | None = None

    @property
    def invoice_id(self) -> int | None:
        """The invoice's id at the creditor face, where the event is about it."""
        return (self.metadata or {}).get("kravia:invoice_id")

    @property
    def invoice_date(self) -> date | None:
        """The day the invoice bears, where the event is about it."""
        said = (self.metadata or {}).get("kravia:invoice_date")
        return date.fromisoformat(said) if said else None


@dataclass(frozen=True, slots=True)
class Transaction(MerchantAnswer):
    """A purchase paid by invoice."""

    id: str
    created_at: datetime
    updated_at: datetime
    session_id: str
    payment_product_type: str
    channel: str
    amount: int
    currency: str
    status: str
    settlement_status: str
    merchant_reference: str
    items: tuple[Words, ...]
    metadata: Words
    events: tuple[Event, ...]
    merchant_reference_2: str | None = None
    billing_address: Words | None = None
    shipping_address: Words | None = None

    @property
    def invoice_number(self) -> str | None:
        """The number on the invoice, once it has one."""
        return self.metadata.get("kravia:invoice_number")

    @property
    def invoice_url(self) -> str | None:
        """Where the invoice's PDF is: what `file` takes."""
        return self.metadata.get("kravia:invoice_url")

    @property
    def invoice_id(self) -> int | None:
        """The invoice's id at the creditor face, by the newest event that tells it."""
        told = [event.invoice_id for event in self.events if event.invoice_id is not None]
        return told[-1] if told else None


@dataclass(frozen=True, slots=True)
class CreatedSession(MerchantAnswer):
    """A new session and the address where it is paid."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Session(MerchantAnswer):
    """A session as its merchant sees it."""

    id: str
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    order: Words
    url: Words
    configuration: Words
    payment_operation: str
    customer: Words | None = None
    metadata: Words | None = None
    transaction_id: str | None = None
    cancelled_by: str | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionPayment(MerchantAnswer):
    """What came of paying a session; without success it can be paid again."""

    success: bool
    redirect_url: str | None = None
    error: str | None = None
    error_details: tuple[Words, ...] | None = None


@dataclass(frozen=True, slots=True)
class Attachment(MerchantAnswer):
    """A file of a settlement's report."""

    id: str
    content_type: str
    extension: str


@dataclass(frozen=True, slots=True)
class SettledAmounts(MerchantAnswer):
    """Sums of a currency: `amount` is what was paid, `capture` less `refund` and `fee`."""

    amount: int
    capture: int
    refund: int
    fee: int
    currency: str


@dataclass(frozen=True, slots=True)
class Settlement(MerchantAnswer):
    """A payout that the bank has confirmed."""

    id: str
    created_at: datetime
    settled_at: datetime
    start_at: datetime
    end_at: datetime
    provider_reference: str
    payment_status: str
    amounts: tuple[SettledAmounts, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class SettlementKey(MerchantAnswer):
    """Where the next page begins."""

    id: str
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class SettlementList(MerchantAnswer):
    """A page of settlements."""

    items: tuple[Settlement, ...]
    last_evaluated_key: SettlementKey | None = None


@dataclass(frozen=True, slots=True)
class Subscription(MerchantAnswer):
    """Who hears of what."""

    id: str
    config: Words
    events: tuple[str, ...]
    active: bool
    created_at: datetime
    updated_at: datetime
    stopped_because: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery(MerchantAnswer):
    """One event delivered, or to be delivered, to one subscription."""

    id: str
    subscription_id: str
    event: str
    status: str
    created_at: datetime
    attempts: tuple[Words, ...]
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Happening(MerchantAnswer):
    """What the sandbox's clock made happen."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Advanced(MerchantAnswer):
    """What happened between two days."""

    happened: tuple[Happening, ...]
