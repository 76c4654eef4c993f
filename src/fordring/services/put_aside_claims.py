"""Claims that could not be followed up: what is kept of it, for the person who looks at them."""

from datetime import date
from uuid import UUID

from fordring.domain.followup.failure import failed
from fordring.domain.followup.looks import WaitsFor
from fordring.storage.following_up import Wait


def put_aside_because(claim_id: UUID, error: Exception, today: date, *, plan: bool = False) -> Wait:
    """The claim waits; its reason says what failed, its next step or its payment plan."""
    return Wait(claim_id, WaitsFor.FAILED, None, [failed(error, plan=plan)], today)
