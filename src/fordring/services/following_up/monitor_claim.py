"""A person gives collection up, and not the claim: it is only watched from now on, until it is time-barred."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.followup.facts import ClaimFacts, StepKind, StopReason
from fordring.domain.followup.outcome import Outcome, Plan, Proposal
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.stops import stops_on
from fordring.domain.followup.why import Why
from fordring.domain.merchant import Merchant
from fordring.services.callers import claim_of
from fordring.services.claim_facts import facts_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.moving import require_reason
from fordring.services.planning import wishes_of
from fordring.services.steps import Stepping, add_step, step_of
from fordring.storage import claims, following_up
from fordring.storage.work import Work

PLAN = Plan(Outcome.STEP, (Reason(Why.PERSONS_WORD, legal=False),))
"""Why the step was taken."""


@dataclass(frozen=True, slots=True)
class MonitorClaim:
    """Which claim, by its public id; the merchants that the caller may act for, None for all; and why."""

    claim_no: int
    merchants: Collection[UUID] | None
    because: str


async def monitor_claim(command: MonitorClaim, work: Work) -> Dossier:
    """A step without a letter or a fee; nothing is demanded behind it. Interest runs on, and money is booked as before.

    A claim that is watched already stays so; taking the step back has it followed up again. Raises NotFoundError, also
    for a claim of others, InvalidCommandError without a reason, and IllegalTransitionError for one that is not
    overdue, or has a payment plan.
    """
    because = require_reason(command.because)
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if not claim.followed_up or claim.due_on is None or claim.due_on >= today:
        raise IllegalTransitionError("a claim", claim.closed_because or claim.state, StepKind.MONITORED)
    facts = (await facts_of(work.connection, merchant, [claim], today))[claim.claim_id]
    if any(step.kind is StepKind.MONITORED and not step.cancelled for step in facts.steps):
        return await dossier_of(work, merchant, claim)
    if any(stop.reason is StopReason.PAYMENT_PLAN for stop in stops_on(facts.stops, today)):
        raise IllegalTransitionError("a claim", StopReason.PAYMENT_PLAN, StepKind.MONITORED)
    await _take(work, merchant, claim, facts, because)
    return await dossier_of(work, merchant, await claims.get(work.connection, claim.merchant_id, claim.claim_id))


async def _take(work: Work, merchant: Merchant, claim: Claim, facts: ClaimFacts, because: str) -> None:
    now = merchant.now(work.wall)
    today: date = local_day(now, merchant.country)
    plan = replace(PLAN, step=Proposal(StepKind.MONITORED, today, today, today))
    wishes = (await wishes_of(work.connection, merchant))[claim.business]
    made = step_of(Stepping(merchant, claim, facts, wishes, plan, 0, now, today), work.asker.name, because)
    add_step(work, made)
    await claims.save(work.connection, made.claim)
    await work.unit.flush()
    await following_up.look_again(work.connection, claim.merchant_id, [claim.claim_id], today)
