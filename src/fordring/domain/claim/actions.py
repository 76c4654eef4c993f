"""What a client may ask to be done with a claim, and whether it would do something now."""

from datetime import date
from enum import StrEnum

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.handover import time_barred
from fordring.domain.claim.lifecycle import Event, State, allows


class Action(StrEnum):
    """What a client may ask for."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"


FOLLOWED = frozenset({State.SCHEDULED, State.ISSUED})
"""States in which automatic steps are to come, so that they can be stopped."""


TRANSFERRED_ON = "transferred_on"
"""Where a claim's content says since when an invoice is a case to be collected."""


def is_case(claim: Claim) -> bool:
    """Whether it is to be collected: it was handed over so, or somebody transferred it since."""
    return claim.kind is ClaimKind.COLLECTION_CASE or TRANSFERRED_ON in claim.content


def transferable(claim: Claim, today: date) -> bool:
    """Whether it may become a case that day: an overdue invoice whose collection may begin, and that is none yet."""
    overdue = claim.followed_up and claim.due_on is not None and claim.due_on < today
    return overdue and claim.kind is not ClaimKind.CREDIT_NOTE and not is_case(claim)


def does_something(claim: Claim, action: Action, today: date, *, active: bool) -> bool:
    """Whether the action would change the claim on that day; one that was done, or is refused, would not.

    `active`: its merchant was not deactivated, and so may start claims.
    """
    paused = claim.paused_on(today)
    match action:
        case Action.START:
            return active and claim.state is State.DRAFT and not time_barred(claim, today)
        case Action.PAUSE:
            return claim.state in FOLLOWED and not paused
        case Action.RESUME:
            return claim.state in FOLLOWED and paused
        case Action.WITHDRAW:
            return allows(claim.state, Event.WITHDRAW)
        case Action.TRANSFER:
            return transferable(claim, today)
