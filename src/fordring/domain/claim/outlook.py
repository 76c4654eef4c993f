"""How a claim stands on a day and what happens to it next, for whoever owes it: each one word that pages explain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import UNISSUED, Closed, State


class Standing(StrEnum):
    """What a payer wants to know first."""

    UNISSUED = "unissued"
    CREDIT_NOTE = "credit_note"
    PAID = "paid"
    CREDITED = "credited"
    WITHDRAWN = "withdrawn"
    TIME_BARRED = "time_barred"
    WRITTEN_OFF = "written_off"
    PAUSED = "paused"
    DUE = "due"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


class Next(StrEnum):
    """What happens next, and by whom."""

    ISSUE = "issue"
    NOTHING = "nothing"
    PAUSE_ENDS = "pause_ends"
    PAUSE = "pause"
    PAYMENT = "payment"
    NOTHING_PLANNED = "nothing_planned"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes next, and on which day where that is known."""

    what: Next
    on: date | None = None


_CLOSED = {
    Closed.PAID: Standing.PAID,
    Closed.CREDITED: Standing.CREDITED,
    Closed.WITHDRAWN: Standing.WITHDRAWN,
    Closed.TIME_BARRED: Standing.TIME_BARRED,
    Closed.WRITTEN_OFF: Standing.WRITTEN_OFF,
}


def standing_of(claim: Claim, day: date) -> Standing:
    """How the claim stands on that day. A pause is told before a due day: it is what matters while it lasts."""
    if claim.state in UNISSUED:
        return Standing.UNISSUED
    if claim.kind is ClaimKind.CREDIT_NOTE:
        return Standing.CREDIT_NOTE
    if claim.state is State.CLOSED:
        return _CLOSED[claim.closed_because or Closed.PAID]
    if claim.paused_on(day):
        return Standing.PAUSED
    if claim.due_on is None or day < claim.due_on:
        return Standing.DUE
    return Standing.DUE_TODAY if day == claim.due_on else Standing.OVERDUE


def outlook(claim: Claim, day: date) -> Outlook:
    """What happens next, seen from that day. This is where the steps of follow-up will be told, once there are any."""
    if claim.state in UNISSUED:
        return Outlook(Next.ISSUE, claim.next_step_on)
    if claim.kind is ClaimKind.CREDIT_NOTE or claim.state is State.CLOSED:
        return Outlook(Next.NOTHING)
    if claim.pause is not None and claim.paused_on(day):
        return Outlook(Next.PAUSE_ENDS, claim.pause.until) if claim.pause.until else Outlook(Next.PAUSE)
    if claim.due_on is not None and day <= claim.due_on:
        return Outlook(Next.PAYMENT, claim.due_on)
    return Outlook(Next.NOTHING_PLANNED)
