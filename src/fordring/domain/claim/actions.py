"""What a client may ask to be done with a claim, and whether it would do something now."""

from datetime import date
from enum import StrEnum

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.handover import time_barred
from fordring.domain.claim.lifecycle import Event, State, allows


class Action(StrEnum):
    """What a client may ask for."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    WITHDRAW = "withdraw"


FOLLOWED = frozenset({State.SCHEDULED, State.ISSUED})
"""States in which automatic steps are to come, so that they can be stopped."""


def does_something(claim: Claim, action: Action, today: date) -> bool:
    """Whether the action would change the claim on that day; one that was done, or is refused, would not."""
    paused = claim.paused_on(today)
    match action:
        case Action.START:
            return claim.state is State.DRAFT and not time_barred(claim, today)
        case Action.PAUSE:
            return claim.state in FOLLOWED and not paused
        case Action.RESUME:
            return claim.state in FOLLOWED and paused
        case Action.WITHDRAW:
            return allows(claim.state, Event.WITHDRAW)
