"""A claim: an invoice, a credit note, or what is handed over; with what is open of it in three parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from fordring.domain.claim.lifecycle import Closed, Event, State, after, payable
from fordring.domain.claim.parts import Parts
from fordring.domain.claim.whereabouts import Contact, present
from fordring.domain.followup.facts import StepKind
from fordring.domain.plentiful import changed, plentiful
from fordring.domain.purchase.purchase import Channel


class ClaimKind(StrEnum):
    """What a claim is. A credit note is never paid; the others are, and are followed up."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    COLLECTION_CASE = "collection_case"
    REMINDER = "reminder"

    @property
    def handed_over(self) -> bool:
        """An overdue invoice of the merchant's own: we make no invoice of it, and it is followed up from its start."""
        return self in {ClaimKind.COLLECTION_CASE, ClaimKind.REMINDER}

    @property
    def ours(self) -> bool:
        """Its paper is made and sent here, with its number, as a job of its day."""
        return not self.handed_over


@plentiful(frozen=True, slots=True)
class ClaimEvent:
    """One thing that happened to a claim. `event_no` counts from 1."""

    event_no: int
    kind: str
    state: State
    at: datetime
    created_by: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pause:
    """Every automatic step waits, up to the day `until`, or until somebody says so."""

    at: datetime
    because: str | None = None
    until: date | None = None


@plentiful(frozen=True, slots=True)
class Claim:
    """Money owed. `principal_minor` is the original principal, `open` what is left; `content` is what the paper shows.

    `claim_no` is its public integer id; `number` comes from the gap-free series, `own_number` from the client;
    `own_reference` says that the client gave the reference too. `stamp` is that of its last change, in 100 ns ticks of
    the wall clock since the year 1; storage gives it, as it gives `page_key`, which opens the payer's page. `last_step`
    is the last step of follow-up that stands, whoever took it; a notice before the due day is none. `billing` is as the
    claim was made with, `contact` what was said since of where its payer lives and is mailed.
    """

    merchant_id: UUID
    claim_id: UUID
    claim_no: int
    kind: ClaimKind
    state: State
    bank_account_id: UUID
    payer_key: str
    billing: Mapping[str, Any]
    business: bool
    currency: str
    principal_minor: int
    open: Parts
    days_until_due: int
    channel: Channel
    content: Mapping[str, Any]
    created_at: datetime
    updated_at: datetime
    closed_because: Closed | None = None
    own_number: str | None = None
    number: str | None = None
    credits_claim_id: UUID | None = None
    reference: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    collection_started: bool = False
    next_step_on: date | None = None
    fingerprint: str | None = None
    event_count: int = 0
    pause: Pause | None = None
    stamp: int = field(default=0, compare=False)
    own_reference: bool = False
    page_key: UUID | None = field(default=None, compare=False, repr=False)
    last_step: StepKind | None = None
    contact: Contact | None = None

    @property
    def reached(self) -> Contact:
        """Who is billed, living and mailed where that is by now: what goes to the payer goes there."""
        return present(self.billing, self.contact)

    @property
    def open_fees_operator(self) -> int:
        """How much of the open fees is the operator's."""
        return self.open.fees_operator

    def paused_on(self, day: date) -> bool:
        """Whether automatic steps wait on that day."""
        return self.pause is not None and (self.pause.until is None or day < self.pause.until)

    def happened(self, kind: str, at: datetime, created_by: str, **facts: Any) -> "tuple[Claim, ClaimEvent]":
        """The claim with one event more, and that event. While it is followed up, its plan is asked anew that day."""
        event = ClaimEvent(self.event_count + 1, kind, self.state, at, created_by, facts)
        next_step_on = _day_of(at) if self.followed_up else self.next_step_on
        return replace(self, event_count=event.event_no, updated_at=at, next_step_on=next_step_on), event

    @property
    def followed_up(self) -> bool:
        """Whether the daily run looks at it, on the day `next_step_on`: it is issued, and its collection has begun."""
        return self.state is State.ISSUED and self.collection_started

    def numbered(self, number: str) -> "Claim":
        """The claim with the number that was taken from the series."""
        return replace(self, number=number)

    def issue(self, issued_on: date, due_on: date) -> "Claim":
        """The claim becomes an invoice with its day and due day. Raises IllegalTransitionError."""
        return replace(self, state=after(self.state, Event.ISSUE), issued_on=issued_on, due_on=due_on)

    def issue_note(self, issued_on: date) -> "Claim":
        """The claim becomes a credit note, by which nothing is open. Raises IllegalTransitionError."""
        state = after(after(self.state, Event.ISSUE), Event.CREDIT)
        return replace(self, state=state, issued_on=issued_on, next_step_on=None)

    def stepped(
        self,
        asked: Parts,
        look_on: date,
        kind: str,
        at: datetime,
        created_by: str,
        *,
        facts: Mapping[str, Any],
        last_step: StepKind | None,
    ) -> "tuple[Claim, ClaimEvent]":
        """A step of follow-up asks for a fee and for interest; and its event. It is looked at again on `look_on`.

        `last_step` is then the last that stands. One step, for a run takes a hundred thousand of them. Raises
        IllegalTransitionError.
        """
        after(self.state, Event.PAY_PART)
        event = ClaimEvent(self.event_count + 1, kind, self.state, at, created_by, facts)
        changes: dict[str, Any] = {"open": self.open + asked, "updated_at": at, "next_step_on": look_on}
        return changed(self, {"event_count": event.event_no, "last_step": last_step, **changes}), event

    def demand(self, asked: Parts) -> "Claim":
        """A step asks for a fee, for interest; or takes back of what one asked for. Raises IllegalTransitionError."""
        after(self.state, Event.CREDIT_PART if asked.total < 0 else Event.PAY_PART)
        return replace(self, open=self.open + asked)

    def corrected(self, left: Parts) -> "Claim":
        """What was asked for was taken back, so that this is left open; with nothing left the claim is paid."""
        if payable(self.state) and not left.total:
            return self._closed(Event.PAY_IN_FULL, Closed.PAID)
        return replace(self, open=left)

    def start_collection(self) -> "Claim":
        """Whoever delivers it has said so: from now on it is followed up."""
        return replace(self, collection_started=True)

    def schedule(self, on: date) -> "Claim":
        """Start was asked for; it is issued on that day by the automatic process. Raises IllegalTransitionError."""
        return replace(self, state=after(self.state, Event.SCHEDULE), next_step_on=on)

    def paid(
        self, covered: Parts, kind: str, at: datetime, created_by: str, **facts: Any
    ) -> "tuple[Claim, ClaimEvent]":
        """A payment covers these parts, none where it is all too much; and its event. Raises IllegalTransitionError.

        One step, for a bank file has a hundred thousand of them.
        """
        changes: dict[str, Any] = {}
        if covered.total:
            left = self.open - covered
            changes = {"state": after(self.state, Event.PAY_PART if left.total else Event.PAY_IN_FULL), "open": left}
            if not left.total:
                changes |= {"closed_because": Closed.PAID, "next_step_on": None}
            elif self.collection_started:
                changes["next_step_on"] = _day_of(at)
        event = ClaimEvent(self.event_count + 1, kind, changes.get("state", self.state), at, created_by, facts)
        return changed(self, {"event_count": event.event_no, "updated_at": at, **changes}), event

    def credit(self, principal_minor: int, because: Closed = Closed.CREDITED, *, writes_off: bool = True) -> "Claim":
        """A part of the principal falls away; with the last of it all that is open, where it `writes_off`.

        Raises IllegalTransitionError.
        """
        left = replace(self.open, principal=self.open.principal - principal_minor)
        if left.principal or (left.total and not writes_off):
            return replace(self, state=after(self.state, Event.CREDIT_PART), open=left)
        return self._closed(Event.CREDIT, because)

    def reverse(self, covered: Parts) -> "Claim":
        """A payment of these parts is taken back: they are open again. Raises IllegalTransitionError."""
        state = self.state if payable(self.state) else after(self.state, Event.REOPEN)
        left = self.open + covered
        return replace(self, state=state, open=left, closed_because=None)

    def tolerate(self) -> "Claim":
        """What a payment lacked falls away, and the claim is paid. Raises IllegalTransitionError."""
        return self._closed(Event.CREDIT, Closed.PAID)

    def withdraw(self) -> "Claim":
        """What is open falls away. Raises IllegalTransitionError."""
        return self._closed(Event.WITHDRAW, Closed.WITHDRAWN)

    def _closed(self, event: Event, because: Closed) -> "Claim":
        state = after(self.state, event)
        return replace(self, state=state, open=Parts(), closed_because=because, next_step_on=None)


def _day_of(at: datetime) -> date:
    """The day of an instant by UTC, which is never later than that of our countries: what is due on it is due there."""
    return at.astimezone(UTC).date()
