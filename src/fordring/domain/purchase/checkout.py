"""A checkout: an order on its way to being paid. At most one purchase comes out of it; each change is one event more.

It expires by the wall clock, like its lock; everything else is dated by the merchant's clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from fordring.domain.errors import CheckoutError
from fordring.domain.purchase.offer import Terms
from fordring.domain.purchase.purchase import Callback, Request
from fordring.domain.purchase.totals import GivenOrder

LIFETIME = timedelta(hours=24)
LOCK_TIME = timedelta(minutes=5)
VISITS_MAX = 100
TICK = timedelta(microseconds=1)


class Stage(StrEnum):
    """Where a checkout stands."""

    OPEN = "open"
    EXPIRED = "expired"
    PAID = "paid"
    CANCELLED = "cancelled"


class CheckoutKind(StrEnum):
    """What a checkout event tells."""

    INITIATED = "initiated"
    VISITED = "visited"
    ORDER_UPDATED = "order_updated"
    BILLING_ADDRESS_SET = "billing_address_set"
    LOCK_STARTED = "lock_started"
    LOCK_META = "lock_meta"
    LOCK_ENDED = "lock_ended"
    AUTHORIZED = "authorized"
    COMPLETED = "completed"
    PAY_FAILED = "pay_failed"
    DECLINED = "declined"
    FAILED = "failed"
    UNIDENTIFIED = "unidentified"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"
    CALLBACK_SENT = "callback_sent"


class CheckoutPaidError(CheckoutError):
    """The checkout has been paid."""


class CheckoutCancelledError(CheckoutError):
    """The checkout has been cancelled."""


class CheckoutExpiredError(CheckoutError):
    """The checkout's time has run out."""


class CheckoutLockedError(CheckoutError):
    """Somebody holds the checkout's lock."""


class CheckoutNotLockedError(CheckoutError):
    """The change needs the lock, which nobody holds."""


class CheckoutChangedError(CheckoutError):
    """The checkout is not what the caller last saw."""


CLOSED: dict[Stage, type[CheckoutError]] = {
    Stage.EXPIRED: CheckoutExpiredError,
    Stage.PAID: CheckoutPaidError,
    Stage.CANCELLED: CheckoutCancelledError,
}
"""Why a checkout that is not open cannot be paid, changed or locked."""


@dataclass(frozen=True, slots=True)
class CheckoutEvent:
    """One thing that happened; events are numbered by their place, from 1."""

    kind: CheckoutKind
    at: datetime
    request: Request
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """While it holds, the order may be changed and cannot be paid. `until` is the wall clock's."""

    lock_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to pay. The transaction it is made in is what keeps others out; `lock_id` tells of it in the events.

    `facts` are the product and the amount, `payer` what of the payer is told.
    """

    lock_id: UUID
    at: datetime
    request: Request
    facts: Mapping[str, Any]
    payer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """An order on its way. `terms` are its own over its profile's; `content` is what the face was given, echoed."""

    merchant_id: UUID
    checkout_id: UUID
    profile_id: str | None
    order: GivenOrder
    currency: str
    terms: Terms
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    events: tuple[CheckoutEvent, ...]
    merchant_reference_2: str | None = None
    customer_id: str | None = None
    store_id: str | None = None
    payer_name: str = ""
    callback: Callback | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    system_headers: Mapping[str, str] = field(default_factory=dict)
    lock: Lock | None = None
    purchase_id: UUID | None = None
    cancelled_by: str | None = None
    cancelled_at: datetime | None = None

    def stage(self, wall: datetime) -> Stage:
        """Where it stands when the wall clock shows `wall`."""
        if self.cancelled_at is not None:
            return Stage.CANCELLED
        if self.purchase_id is not None:
            return Stage.PAID
        return Stage.OPEN if wall < self.expires_at else Stage.EXPIRED

    def require_open(self, wall: datetime) -> None:
        """Raise CheckoutPaidError, CheckoutCancelledError or CheckoutExpiredError unless it is open."""
        stage = self.stage(wall)
        if stage is not Stage.OPEN:
            raise CLOSED[stage](f"the session is {stage}")

    def held_lock(self, wall: datetime) -> Lock | None:
        """The lock that somebody holds now."""
        return self.lock if self.lock is not None and wall < self.lock.until else None

    def require_unlocked(self, wall: datetime) -> None:
        """Raise CheckoutLockedError while somebody holds the lock."""
        if self.held_lock(wall) is not None:
            raise CheckoutLockedError("the session is locked")

    def with_event(self, kind: CheckoutKind, at: datetime, request: Request, **facts: Any) -> "Checkout":
        """One event more."""
        return replace(self, events=(*self.events, CheckoutEvent(kind, at, request, facts)))

    def visited(self, at: datetime, request: Request) -> "Checkout":
        """Somebody opened its page. A page that is opened without end is not recorded without end."""
        visits = sum(event.kind is CheckoutKind.VISITED for event in self.events)
        return self.with_event(CheckoutKind.VISITED, at, request) if visits < VISITS_MAX else self

    def locked(self, lock_id: UUID, wall: datetime, at: datetime, request: Request) -> "Checkout":
        """Hold it, so that the order can be changed while nobody pays. Raises CheckoutError of its stage or lock."""
        self.require_open(wall)
        self.require_unlocked(wall)
        held = replace(self, lock=Lock(lock_id, wall + LOCK_TIME))
        return held.with_event(CheckoutKind.LOCK_STARTED, at, request, lock_id=lock_id)

    def unlocked(self, at: datetime, request: Request) -> "Checkout":
        """Let go of it, if it is held."""
        if self.lock is None:
            return self
        return replace(self, lock=None).with_event(CheckoutKind.LOCK_ENDED, at, request, lock_id=self.lock.lock_id)

    def abandoned(self, wall: datetime, at: datetime, request: Request) -> "Checkout":
        """The payer left without paying, which is told once and closes nothing."""
        known = any(event.kind is CheckoutKind.ABANDONED for event in self.events)
        if known or self.stage(wall) is not Stage.OPEN:
            return self
        return self.with_event(CheckoutKind.ABANDONED, at, request)

    def unidentified(self, wall: datetime, at: datetime, request: Request) -> "Checkout":
        """The payer would not, or could not, be identified, which closes nothing; told once between two changes."""
        if self.stage(wall) is not Stage.OPEN or self.events[-1].kind is CheckoutKind.UNIDENTIFIED:
            return self
        return self.with_event(CheckoutKind.UNIDENTIFIED, at, request)

    def require_changeable(self, wall: datetime, *, without_lock: bool) -> None:
        """Raise CheckoutError unless its order may be changed now: it is open, and locked unless that is waived."""
        self.require_open(wall)
        if not without_lock and self.held_lock(wall) is None:
            raise CheckoutNotLockedError("the session must be locked before it is updated, or updated without a lock")

    def require_unchanged(self, seen: datetime | None) -> None:
        """Raise CheckoutChangedError unless `seen` is when it last changed; None looks at nothing."""
        if seen is not None and seen != self.updated_at:
            raise CheckoutChangedError("the session has changed since it was looked at")

    def paid(self, attempt: Attempt, purchase_id: UUID) -> "Checkout":
        """A purchase came out of it."""
        moved = replace(self, purchase_id=purchase_id, lock=None, updated_at=later(self.updated_at, attempt.at))
        return moved.tried(
            attempt,
            (CheckoutKind.BILLING_ADDRESS_SET, attempt.payer),
            (CheckoutKind.AUTHORIZED, attempt.facts),
            (CheckoutKind.COMPLETED, attempt.facts),
        )

    def declined(self, attempt: Attempt, why: str) -> "Checkout":
        """The payer may not pay so; it stays open for another try."""
        facts = {**attempt.facts, "error": why}
        return self.tried(attempt, (CheckoutKind.DECLINED, facts), (CheckoutKind.PAY_FAILED, facts))

    def tried(self, attempt: Attempt, *told: tuple[CheckoutKind, Mapping[str, Any]]) -> "Checkout":
        """What is told of one try, between the beginning of its lock and the end."""
        held = {"lock_id": attempt.lock_id}
        story = (
            (CheckoutKind.LOCK_STARTED, held),
            (CheckoutKind.LOCK_META, attempt.facts),
            *told,
            (CheckoutKind.LOCK_ENDED, held),
        )
        events = (CheckoutEvent(kind, attempt.at, attempt.request, facts) for kind, facts in story)
        return replace(self, events=(*self.events, *events))

    def cancelled(self, at: datetime, request: Request) -> "Checkout":
        """The merchant does not want it any more. Raises CheckoutCancelledError."""
        if self.cancelled_at is not None:
            raise CheckoutCancelledError("the session is cancelled already")
        done = replace(self, cancelled_by=request.asked_by, cancelled_at=at, lock=None)
        moved = replace(done, updated_at=later(self.updated_at, at))
        return moved.with_event(CheckoutKind.CANCELLED, at, request)


def later(before: datetime, now: datetime) -> datetime:
    """A time that differs from `before` even on a clock that stands, so that every change can be told by it."""
    return max(now, before + TICK)
