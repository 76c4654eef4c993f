"""Shapes of answers about sessions, for the API documentation; tests hold the real answers against them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.faces.dintero.wire.answers import Action, Answer
from fordring.faces.dintero.wire.loose import Number


class SessionEvent(Answer):
    """One thing that happened to a session."""

    id: str
    name: str
    created_at: datetime
    request_id: UUID
    request_headers: dict[str, str]
    details: dict[str, Any] | None = None


class SessionStamps(Answer):
    """A session's id and times, and how it ended."""

    id: str
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    order: dict[str, Any]
    url: dict[str, Any]
    configuration: dict[str, Any]
    payment_operation: str
    customer: dict[str, Any] | None = None
    checkboxes: list[dict[str, Any]] | None = None
    transaction_id: str | None = None
    cancelled_by: str | None = None
    cancelled_at: datetime | None = None


class Session(SessionStamps):
    """A session as its merchant sees it."""

    metadata: dict[str, str | Number]
    initiating_system_request_headers: dict[str, str]
    events: list[SessionEvent]


class CreatedSession(Answer):
    """A new session and the address where it is paid; `session` with `include_session=true`."""

    id: str
    url: str
    session: Session | None = None


class Operation(Answer):
    """What can be done, as a link."""

    rel: str
    href: str
    method: str
    content_type: str


class Operations(Answer):
    """What can be done."""

    operations: list[Operation]


class PayLock(Answer):
    """A lock on a session."""

    pay_lock_id: UUID


class LockedSession(Answer):
    """The lock that was taken."""

    pay_lock: PayLock


class PageSession(SessionStamps):
    """A session as a checkout page shows it."""

    operations: list[Operation]
    pay_lock: PayLock | None = None


class PaymentErrorDetail(Answer):
    """Why a payment did not go through, and what can be done about it."""

    code: str
    category: str
    field: str | None = None
    authentication_operations: list[Operation] | None = None


class PaymentResponse(Answer):
    """What came of paying a session. Without success it can be paid again.

    `redirect_url` is the way back to the shop or, where the payer must be identified first, to the page that does so.
    """

    success: bool
    actions: list[Action]
    redirect_url: str | None = None
    error: str | None = None
    error_details: list[PaymentErrorDetail] | None = None
