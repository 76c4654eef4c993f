"""What is shown of a claim's follow-up: the steps that were taken, and what comes next by its plan of that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.followup.outcome import Plan
from fordring.domain.merchant import Merchant
from fordring.services.planning import plans_of
from fordring.storage import steps
from fordring.storage.steps import Step
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The steps taken, the first one first, and the plan; no plan of what is not issued, closed, or no claim."""

    steps: Sequence[Step] = ()
    plan: Plan | None = None


NOT_READ = FollowUp()
"""What stands where nobody asked for it."""


async def follow_up_of(connection: Connection, merchant: Merchant, claim: Claim, day: date) -> FollowUp:
    """Of one claim, on the merchant's day. Lists do not ask: a plan is made from much that they never read."""
    taken = await steps.steps_of(connection, claim)
    if claim.kind is ClaimKind.CREDIT_NOTE or claim.state is not State.ISSUED:
        return FollowUp(taken)
    return FollowUp(taken, (await plans_of(connection, merchant, [claim], day)).get(claim.claim_id))
