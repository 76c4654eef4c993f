"""Claims that could not be followed up: what is kept of it, for the person who looks at them."""

from datetime import date
from uuid import UUID

from fordring.domain.followup.looks import WaitsFor
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.why import Why
from fordring.storage.following_up import Wait

ERROR_LENGTH_MAX = 500


def put_aside_because(claim_id: UUID, error: Exception, today: date) -> Wait:
    """The claim waits; its reason names what went wrong, as the program tells it."""
    told = f"{type(error).__name__}: {error}"[:ERROR_LENGTH_MAX]
    return Wait(claim_id, WaitsFor.FAILED, None, [Reason(Why.FAILED, legal=False, names=(told,)).kept()], today)
