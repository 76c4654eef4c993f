"""A purchase with its events: each change is a new value and one event more, decided by the transition table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from fordring.domain.money import Money
from fordring.domain.plentiful import changed, plentiful
from fordring.domain.purchase.lifecycle import Event, PartialCaptureError, Status, after, payment_event
from fordring.domain.purchase.settlement import SettlementStatus, settlement_status

NOTHING_MOVED: Mapping[str, Any] = {}


class Product(StrEnum):
    """What kind of invoice the payer chose."""

    BUSINESS = "business"
    CONSUMER = "consumer"
    GROUPED = "grouped"

    @property
    def of_business(self) -> bool:
        """Whether the payer is a business."""
        return self is not Product.CONSUMER


class Channel(StrEnum):
    """Who gets the invoice to the payer."""

    OPERATOR = "operator"
    MERCHANT = "merchant"


class Kind(StrEnum):
    """What a purchase event tells."""

    INITIALIZED = "initialized"
    AUTHORIZED = "authorized"
    DECLINED = "declined"
    COLLECTION_STARTED = "collection_started"
    PAID = "paid"
    REVERSED = "reversed"
    VOIDED = "voided"
    SETTLED = "settled"


@plentiful(frozen=True, slots=True)
class Request:
    """Who asked for a change, and under which id. `headers` are kept with the event."""

    request_id: UUID
    asked_by: str
    headers: Mapping[str, str] = field(default_factory=dict)


@plentiful(frozen=True, slots=True)
class PurchaseEvent:
    """One thing that happened. `event_no` counts from 1; `facts` holds the lines, errors and dates of the kind."""

    event_no: int
    kind: Kind
    status: Status
    amount_minor: int
    at: datetime
    request: Request
    success: bool = True
    correlation_request_id: UUID | None = None
    event_reference: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Callback:
    """Where the merchant wants to be told, of which kinds of events, and how long after them."""

    url: str
    kinds: frozenset[Kind]
    delay_seconds: int = 0


@plentiful(frozen=True, slots=True)
class Purchase:
    """An order paid by invoice. `content` is the order as the face was given it, echoed and never read inside.

    `claim_id` is None while a grouped purchase waits for its invoice, and where paying was declined, never otherwise.

    `unread_events` counts those that were not loaded with it: a file of payments needs only how many there are and the
    one that started collection.
    """

    merchant_id: UUID
    purchase_id: UUID
    checkout_id: UUID
    claim_id: UUID | None
    product: Product
    status: Status
    amount: Money
    merchant_reference: str
    created_at: datetime
    updated_at: datetime
    events: tuple[PurchaseEvent, ...]
    captured_minor: int = 0
    voided_minor: int = 0
    pending_minor: int = 0
    settled_minor: int = 0
    merchant_reference_2: str | None = None
    callback: Callback | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    system_headers: Mapping[str, str] = field(default_factory=dict)
    unread_events: int = 0

    @property
    def settlement_status(self) -> SettlementStatus:
        """How much of it has reached the merchant."""
        return settlement_status(
            self.amount.minor, self.captured_minor, self.voided_minor, self.pending_minor, self.settled_minor
        )

    @property
    def open_minor(self) -> int:
        """What is neither paid nor voided."""
        return self.amount.minor - self.captured_minor - self.voided_minor

    @property
    def collection_request_id(self) -> UUID | None:
        """The request that started collection, which every payment correlates to."""
        started = [event for event in self.events if event.kind is Kind.COLLECTION_STARTED]
        return started[0].request.request_id if started else None

    def with_event(
        self,
        kind: Kind,
        status: Status,
        amount: int,
        at: datetime,
        request: Request,
        moved: Mapping[str, Any] = NOTHING_MOVED,
        **more: Any,
    ) -> "Purchase":
        """One event more, and the status it leads to; `amount` is minor units, `moved` the sums as they are then."""
        event = PurchaseEvent(self.unread_events + len(self.events) + 1, kind, status, amount, at, request, **more)
        return changed(self, {"status": status, "updated_at": at, "events": (*self.events, event), **moved})

    def authorized(self, at: datetime, request: Request) -> "Purchase":
        """The payer's choice of invoice was accepted."""
        status = after(self.status, Event.AUTHORIZE)
        return self.with_event(Kind.AUTHORIZED, status, self.amount.minor, at, request)

    def declined(self, at: datetime, request: Request, why: str) -> "Purchase":
        """The payer's choice of invoice was not accepted: nothing is billed. Raises IllegalTransitionError."""
        status = after(self.status, Event.FAIL)
        facts = {"error": why}
        return self.with_event(Kind.DECLINED, status, self.amount.minor, at, request, success=False, facts=facts)

    def collection_started(
        self, asked_minor: int, at: datetime, request: Request, reference: str | None = None, **facts: Any
    ) -> "Purchase":
        """Collection starts, for the whole amount; asked again, or where all is paid already, it changes nothing.

        A payer may pay a part, or all, before the merchant delivers. Raises PartialCaptureError,
        IllegalTransitionError.
        """
        paid = self.status is Status.CAPTURED
        status = self.status if paid else after(self.status, Event.START_COLLECTION)
        if asked_minor != self.amount.minor:
            raise PartialCaptureError(asked_minor, self.amount.minor)
        if paid or self.collection_request_id is not None:
            return self
        return self.with_event(
            Kind.COLLECTION_STARTED, status, asked_minor, at, request, event_reference=reference, facts=facts
        )

    def paid(self, principal_minor: int, at: datetime, request: Request, **facts: Any) -> "Purchase":
        """A payment covered `principal_minor` of it. Raises IllegalTransitionError."""
        status = after(self.status, payment_event(self.open_minor, principal_minor))
        return self.with_event(
            Kind.PAID,
            status,
            principal_minor,
            at,
            request,
            {"captured_minor": self.captured_minor + principal_minor},
            correlation_request_id=self.collection_request_id,
            facts=facts,
        )

    def paid_directly(self, principal_minor: int, at: datetime, request: Request, **facts: Any) -> "Purchase":
        """The merchant got that much itself, so that it is settled too. Raises IllegalTransitionError."""
        paid = self.paid(principal_minor, at, request, direct=True, **facts)
        return replace(paid, settled_minor=self.settled_minor + principal_minor)

    def direct_payment_reversed(self, principal_minor: int, at: datetime, request: Request, **facts: Any) -> "Purchase":
        """The merchant takes back what it reported. Raises IllegalTransitionError."""
        left = self.captured_minor - principal_minor
        status = after(self.status, Event.REVERSE_PART if left else Event.REVERSE_ALL)
        moved = {"captured_minor": left, "settled_minor": self.settled_minor - principal_minor}
        corrects = [event.event_no for event in self.events if event.kind is Kind.PAID and event.facts.get("direct")]
        told = {"direct": True, "corrects": corrects, **facts}
        return self.with_event(Kind.REVERSED, status, principal_minor, at, request, moved, facts=told)

    def reversed(
        self, principal_minor: int, at: datetime, request: Request, corrects: Sequence[int], **facts: Any
    ) -> "Purchase":
        """The bank took back what the events `corrects` brought. Raises IllegalTransitionError.

        What of it has reached the merchant stays settled until a later payout keeps it back.
        """
        left = self.captured_minor - principal_minor
        status = after(self.status, Event.REVERSE_PART if left else Event.REVERSE_ALL)
        return self.with_event(
            Kind.REVERSED,
            status,
            principal_minor,
            at,
            request,
            {"captured_minor": left},
            correlation_request_id=self.collection_request_id,
            facts={"corrects": list(corrects), **facts},
        )

    def credited(self, principal_minor: int, at: datetime, request: Request, **facts: Any) -> "Purchase":
        """A credit note takes a part away; what completes it leaves it captured where some of it was paid.

        So it does not matter whether the payment or the credit comes first. Raises IllegalTransitionError.
        """
        event = Event.CREDIT_PART if principal_minor < self.open_minor else Event.CREDIT_REST
        moved = {"voided_minor": self.voided_minor + principal_minor}
        status = after(self.status, event)
        return self.with_event(Kind.VOIDED, status, principal_minor, at, request, moved, facts=facts)

    def voided(self, at: datetime, request: Request, **facts: Any) -> "Purchase":
        """What is unpaid is cancelled; what was paid stays. Raises IllegalTransitionError."""
        status = after(self.status, Event.VOID)
        moved = {"voided_minor": self.voided_minor + self.open_minor}
        return self.with_event(Kind.VOIDED, status, self.open_minor, at, request, moved, facts=facts)

    def sent_out(self, principal_minor: int, at: datetime) -> "Purchase":
        """A part of it is in a payout file."""
        return replace(self, pending_minor=self.pending_minor + principal_minor, updated_at=at)

    def settled(self, principal_minor: int, at: datetime, request: Request, **facts: Any) -> "Purchase":
        """The bank has sent that part to the merchant; below zero, it was kept back. Raises IllegalTransitionError."""
        status = after(self.status, Event.SETTLE)
        moved = {
            "pending_minor": self.pending_minor - principal_minor,
            "settled_minor": self.settled_minor + principal_minor,
        }
        return self.with_event(Kind.SETTLED, status, principal_minor, at, request, moved, facts=facts)

    def payout_rejected(self, principal_minor: int, at: datetime) -> "Purchase":
        """The bank refused the file: the part waits for the next one."""
        return replace(self, pending_minor=self.pending_minor - principal_minor, updated_at=at)
