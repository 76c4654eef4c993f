"""The life of a purchase as a table: which event is allowed in which state, and where it leads.

A capture request does not capture: it starts collection. Only money moves a purchase to (partially) captured. Money
that the bank takes back moves it back: one that was voided after a part payment has that part open again.
"""

from enum import StrEnum

from fordring.domain.errors import DomainError, IllegalTransitionError


class Status(StrEnum):
    """Where a purchase stands."""

    INITIATED = "initiated"
    AUTHORIZED = "authorized"
    PARTIALLY_CAPTURED = "partially_captured"
    CAPTURED = "captured"
    VOIDED = "voided"
    DECLINED = "declined"
    FAILED = "failed"


class Event(StrEnum):
    """What can happen to a purchase."""

    INITIALIZE = "initialize"
    AUTHORIZE = "authorize"
    FAIL = "fail"
    START_COLLECTION = "start_collection"
    PAY_PART = "pay_part"
    PAY_IN_FULL = "pay_in_full"
    REVERSE_PART = "reverse_part"
    REVERSE_ALL = "reverse_all"
    CREDIT_PART = "credit_part"
    CREDIT_REST = "credit_rest"
    VOID = "void"
    SETTLE = "settle"


S, E = Status, Event
TRANSITIONS: dict[tuple[Status, Event], Status] = {
    (S.INITIATED, E.AUTHORIZE): S.AUTHORIZED,
    (S.INITIATED, E.FAIL): S.FAILED,
    (S.AUTHORIZED, E.START_COLLECTION): S.AUTHORIZED,
    (S.AUTHORIZED, E.PAY_PART): S.PARTIALLY_CAPTURED,
    (S.AUTHORIZED, E.PAY_IN_FULL): S.CAPTURED,
    (S.AUTHORIZED, E.CREDIT_PART): S.AUTHORIZED,
    (S.AUTHORIZED, E.CREDIT_REST): S.VOIDED,
    (S.AUTHORIZED, E.VOID): S.VOIDED,
    (S.AUTHORIZED, E.SETTLE): S.AUTHORIZED,
    (S.PARTIALLY_CAPTURED, E.START_COLLECTION): S.PARTIALLY_CAPTURED,
    (S.PARTIALLY_CAPTURED, E.PAY_PART): S.PARTIALLY_CAPTURED,
    (S.PARTIALLY_CAPTURED, E.PAY_IN_FULL): S.CAPTURED,
    (S.PARTIALLY_CAPTURED, E.REVERSE_PART): S.PARTIALLY_CAPTURED,
    (S.PARTIALLY_CAPTURED, E.REVERSE_ALL): S.AUTHORIZED,
    (S.PARTIALLY_CAPTURED, E.CREDIT_PART): S.PARTIALLY_CAPTURED,
    (S.PARTIALLY_CAPTURED, E.CREDIT_REST): S.CAPTURED,
    (S.PARTIALLY_CAPTURED, E.VOID): S.VOIDED,
    (S.PARTIALLY_CAPTURED, E.SETTLE): S.PARTIALLY_CAPTURED,
    (S.CAPTURED, E.REVERSE_PART): S.PARTIALLY_CAPTURED,
    (S.CAPTURED, E.REVERSE_ALL): S.AUTHORIZED,
    (S.CAPTURED, E.SETTLE): S.CAPTURED,
    (S.VOIDED, E.REVERSE_PART): S.PARTIALLY_CAPTURED,
    (S.VOIDED, E.REVERSE_ALL): S.AUTHORIZED,
    (S.VOIDED, E.SETTLE): S.VOIDED,
}


def after(status: Status, event: Event) -> Status:
    """The status that `event` leads to. Raises IllegalTransitionError."""
    try:
        return TRANSITIONS[status, event]
    except KeyError:
        raise IllegalTransitionError("a purchase", status, event) from None


def payment_event(open_minor: int, paid_minor: int) -> Event:
    """Whether a payment of principal completes the purchase or covers a part of it."""
    return Event.PAY_IN_FULL if paid_minor >= open_minor else Event.PAY_PART


class RefundNotSupportedError(DomainError):
    """An invoice purchase is not refunded: void cancels what is unpaid; what was overpaid goes back by itself."""


class PartialCaptureError(DomainError):
    """Collection starts for the whole purchase or not at all."""

    def __init__(self, asked_minor: int, amount_minor: int) -> None:
        super().__init__(
            f"collection starts for the whole amount: {asked_minor} was asked, the purchase is {amount_minor}"
        )
