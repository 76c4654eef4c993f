"""A payment plan ends: its stop with it, and the claim goes on where it was."""

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.followup.instalments import PlanState
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.domain.merchant import Merchant
from fordring.storage import claims, following_up, payment_plans
from fordring.storage.work import Work

EVENTS = {
    PlanState.KEPT: "plan_kept",
    PlanState.BROKEN: "plan_broken",
    PlanState.CANCELLED: "plan_cancelled",
}


async def end_plan(work: Work, merchant: Merchant, standing: PlanStanding, state: PlanState, because: str) -> Claim:
    """The plan of a locked claim ends today; follow-up looks at the claim again. Raises IllegalTransitionError."""
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    plan, claim = standing.plan.end(state, today, because), standing.claim
    left = {"plan_no": plan.plan_no, "left_minor": claim.open.total, "message": because or None}
    told, event = claim.happened(EVENTS[state], now, work.asker.name, **left)
    claims.add_event(work.unit, told, event, work.wall)
    told = await claims.save(work.connection, told)
    await payment_plans.save(work.connection, plan)
    ended = f"plan {plan.plan_no} {state}: {because}" if because else f"plan {plan.plan_no} {state}"
    await payment_plans.end_stop(work.connection, plan, today, ended, work.asker.name)
    await work.unit.flush()
    if told.state is State.ISSUED:
        await following_up.look_again(work.connection, claim.merchant_id, [claim.claim_id], today)
    return told
