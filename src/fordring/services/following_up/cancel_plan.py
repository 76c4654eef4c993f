"""A payment plan is given up: by the payer's wish, or because something else was agreed on."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.payer_request import WORDS_LENGTH_MAX, plain
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.followup.instalments import PlanState
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.services.callers import claim_of
from fordring.services.plan_ending import end_plan
from fordring.storage import payment_plans
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """Which claim's plan; the merchants the caller acts for, None for all; and why."""

    claim_no: int
    merchants: Collection[UUID] | None
    because: str


async def cancel_plan(command: CancelPlan, work: Work) -> PlanStanding:
    """The plan as it ended; the claim goes on where it was. What its letters cost stays owed.

    Raises NotFoundError, InvalidCommandError, IllegalTransitionError for a plan that has ended.
    """
    because = plain(command.because)
    if not 0 < len(because) <= WORDS_LENGTH_MAX:
        raise InvalidCommandError(FieldProblem("because", f"must be 1 to {WORDS_LENGTH_MAX} characters"))
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    standing = await payment_plans.newest(work.connection, claim)
    if standing is None:
        raise NotFoundError("payment plan of claim", claim.claim_no)
    if standing.state is not PlanState.ACTIVE or standing.plan.state is not PlanState.ACTIVE:
        raise IllegalTransitionError("a payment plan", standing.state, "an end")
    told = await end_plan(work, merchant, standing, PlanState.CANCELLED, because)
    ended = await payment_plans.newest(work.connection, told)
    assert ended is not None
    return ended
