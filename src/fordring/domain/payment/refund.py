"""A refund: money that goes back to a payer, from the receipt that was too much to the bank's word that it has left."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.identifiers import iban, iban_of_norwegian_account
from fordring.domain.money import Money


class State(StrEnum):
    """Where a refund stands. WAITING without an account waits for a person, with one for the next payout run.

    CANCELLED never left. OWING is the other way round: the money behind a refund was taken back after it had left, so
    the payer owes it.
    """

    WAITING = "waiting"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    OWING = "owing"


class Event(StrEnum):
    """What can happen to a refund."""

    GIVE_ACCOUNT = "give_account"
    SEND = "send"
    CONFIRM = "confirm"
    REJECT = "reject"
    CANCEL = "cancel"


S, E = State, Event
TRANSITIONS: dict[tuple[State, Event], State] = {
    (S.WAITING, E.GIVE_ACCOUNT): S.WAITING,
    (S.WAITING, E.SEND): S.SENT,
    (S.SENT, E.CONFIRM): S.CONFIRMED,
    (S.SENT, E.REJECT): S.REJECTED,
    (S.WAITING, E.CANCEL): S.CANCELLED,
    (S.OWING, E.CANCEL): S.CANCELLED,
}


def after(state: State, event: Event) -> State:
    """The state that `event` leads to. Raises IllegalTransitionError."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransitionError("a refund", state, event) from None


def usable_account(number: str, country: str) -> str:
    """The account as an IBAN, or nothing where it is none: what our account's country has beside it must be certain.

    A Norwegian account number has a check digit and one meaning. A Swedish number of eight digits may be a bankgiro or
    a plusgiro of somebody else, so it is none.
    """
    if country == "NO" and not (domestic := iban_of_norwegian_account(number)).warnings:
        return domestic.compact
    international = iban(number)
    return "" if international.warnings else international.compact


@dataclass(frozen=True, slots=True)
class Refund:
    """Money owed back to a payer. `to_account` is empty where nobody knows it; `payee_name` is who paid too much.

    One refund is sent once: when the bank refuses it, the money waits in a new one for another account.
    `message` is what the payer reads, `ended_because` what the bank said when it refused.
    """

    merchant_id: UUID
    refund_id: UUID
    claim_id: UUID
    payment_id: UUID
    bank_account_id: UUID
    amount: Money
    payee_name: str
    to_account: str
    reason: str
    created_at: datetime
    state: State = State.WAITING
    message: str = ""
    order_id: UUID | None = None
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    ended_because: str = ""

    @property
    def reference(self) -> str:
        """Its end-to-end id at the bank."""
        return f"R{self.refund_id.hex}"

    @property
    def changed_at(self) -> datetime:
        """When it came to the state it is in."""
        return self.ended_at or self.sent_at or self.created_at

    def given(self, account: str) -> "Refund":
        """Somebody has found out where the money is to go. Raises IllegalTransitionError."""
        return replace(self, state=after(self.state, Event.GIVE_ACCOUNT), to_account=account)

    def sent(self, order_id: UUID, payee_name: str, message: str, at: datetime) -> "Refund":
        """It stands in a payment order. Raises IllegalTransitionError."""
        state = after(self.state, Event.SEND)
        return replace(self, state=state, order_id=order_id, payee_name=payee_name, message=message, sent_at=at)

    def confirmed(self, at: datetime) -> "Refund":
        """The bank has made it. Raises IllegalTransitionError."""
        return replace(self, state=after(self.state, Event.CONFIRM), ended_at=at)

    def rejected(self, reason: str, at: datetime) -> "Refund":
        """The bank refused it. Raises IllegalTransitionError."""
        return replace(self, state=after(self.state, Event.REJECT), ended_at=at, ended_because=reason)

    def cancelled(self, reason: str, at: datetime) -> "Refund":
        """Nothing of it is owed any more. Raises IllegalTransitionError once it was sent."""
        return replace(self, state=after(self.state, Event.CANCEL), ended_at=at, ended_because=reason)

    def again(self, refund_id: UUID, at: datetime) -> "Refund":
        """The refund in which the money of this rejected one waits for another account."""
        reason = f"the bank refused {self.reference}: {self.ended_because}"
        return Refund(
            *(self.merchant_id, refund_id, self.claim_id, self.payment_id, self.bank_account_id, self.amount),
            *(self.payee_name, "", reason, at),
        )
