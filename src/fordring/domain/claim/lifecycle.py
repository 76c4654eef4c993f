"""The life of a claim as a table. "Issued" and "collection started" are two facts; flags like paused are not states."""

from enum import StrEnum

from fordring.domain.errors import IllegalTransitionError


class State(StrEnum):
    """Where a claim stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    ISSUED = "issued"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to a claim."""

    SCHEDULE = "schedule"
    ISSUE = "issue"
    PAY_PART = "pay_part"
    PAY_IN_FULL = "pay_in_full"
    CREDIT_PART = "credit_part"
    CREDIT = "credit"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class Closed(StrEnum):
    """Why a claim is closed."""

    PAID = "paid"
    CREDITED = "credited"
    WITHDRAWN = "withdrawn"
    TIME_BARRED = "time_barred"
    WRITTEN_OFF = "written_off"


S, E = State, Event
TRANSITIONS: dict[tuple[State, Event], State] = {
    (S.DRAFT, E.SCHEDULE): S.SCHEDULED,
    (S.DRAFT, E.ISSUE): S.ISSUED,
    (S.DRAFT, E.WITHDRAW): S.CLOSED,
    (S.SCHEDULED, E.SCHEDULE): S.SCHEDULED,
    (S.SCHEDULED, E.ISSUE): S.ISSUED,
    (S.SCHEDULED, E.WITHDRAW): S.CLOSED,
    (S.ISSUED, E.PAY_PART): S.ISSUED,
    (S.ISSUED, E.PAY_IN_FULL): S.CLOSED,
    (S.ISSUED, E.CREDIT_PART): S.ISSUED,
    (S.ISSUED, E.CREDIT): S.CLOSED,
    (S.ISSUED, E.WITHDRAW): S.CLOSED,
    (S.CLOSED, E.REOPEN): S.ISSUED,
}


UNISSUED = frozenset({State.DRAFT, State.SCHEDULED})
"""States of a claim that nobody owes anything by yet."""


def after(state: State, event: Event) -> State:
    """The state that `event` leads to. Raises IllegalTransitionError."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransitionError("a claim", state, event) from None


def allows(state: State, event: Event) -> bool:
    """Whether the event can happen in that state."""
    return (state, event) in TRANSITIONS


def payable(state: State) -> bool:
    """Whether money for the claim covers it; otherwise it is owed back to the payer."""
    return allows(state, Event.PAY_PART)
