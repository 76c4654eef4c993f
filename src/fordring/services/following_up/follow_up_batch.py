"""A part of the daily run: these claims are looked at; a step that is due is taken, and each has its next look.

Nothing marks how far a run came: a claim that was looked at is not due any more, so that a run that was broken off goes
on with what is left, and several may run side by side.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import ClaimFacts
from fordring.domain.followup.looks import look_on, waits_for
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.domain.followup.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.domain.plentiful import plentiful
from fordring.services.barring import bar
from fordring.services.claim_facts import facts_of
from fordring.services.joint_letters import steps_made
from fordring.services.planning import Planner, planner_of
from fordring.services.put_aside_claims import put_aside_because
from fordring.services.steps import StepMade, Stepping, add_step
from fordring.services.waits_told import Waiting, let_wait
from fordring.storage import asked, charges, following_up, merchants, payments
from fordring.storage.following_up import Wait
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class FollowUpBatch:
    """Whose claims, and which; the caller's transaction has locked them (`following_up.hold_due`)."""

    merchant_id: UUID
    claim_ids: Sequence[UUID]


@dataclass(slots=True)
class _Seen:
    """What came of the looks: steps that are due, and as they are taken; claims that wait; the others' days.

    Those that are time-barred are with the last day on which they were not.
    """

    due: list[Stepping] = field(default_factory=list)
    steps: list[StepMade] = field(default_factory=list)
    barred: list[tuple[Claim, date]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    looks: dict[UUID, date | None] = field(default_factory=dict)


async def follow_up_batch(command: FollowUpBatch, work: Work) -> int:
    """Look at these claims by the merchant's clock; of each at most one step is taken. How many were.

    A step is its row, entry, event, letter and delivery. A claim whose plan cannot be made waits, with the reason, and
    holds up no other. Raises NotFoundError, UnsupportedCountryError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    found = await following_up.held_claims(work.connection, merchant.merchant_id, command.claim_ids)
    planner = await planner_of(work.connection, merchant)
    known = await facts_of(work.connection, merchant, found, today)
    posted = await _posted(work, merchant, found)
    marks = await charges.marks_on(work.connection, found if merchant.sandbox else ())  # live, all is verified
    looks = [
        _Look(
            *(merchant, claim, known[claim.claim_id], planner),
            *(posted.get(claim.claim_id, 0), now, today, marks.get(claim.claim_id, UNMARKED)),
        )
        for claim in found
        if claim.claim_id in known
    ]
    seen = await asyncio.to_thread(_seen, looks, planner, work.asker.name, today)  # others go on meanwhile
    await _save(work, merchant, seen)
    return len(seen.steps)


@plentiful(frozen=True, slots=True)
class _Look:
    """One claim that is looked at."""

    merchant: Merchant
    claim: Claim
    facts: ClaimFacts
    planner: Planner
    posted_minor: int
    now: datetime
    today: date
    marks: Marks


def _seen(looks: Sequence[_Look], planner: Planner, asker: str, today: date) -> _Seen:
    """Everything that comes of the looks; nothing is read or written here."""
    seen = _Seen()
    for look in looks:
        _look(seen, look)

    def put_aside(stepping: Stepping, error: Exception) -> None:
        _put_aside(seen, stepping.claim, error, today)

    seen.steps = steps_made(seen.due, planner, asker, put_aside)
    return seen


def _look(seen: _Seen, look: _Look) -> None:
    claim_id, today = look.claim.claim_id, look.today
    try:
        plan = look.planner.plan(look.facts, today)
        if plan.due(today):
            settings = look.planner.wishes[look.facts.business]
            its = (look.merchant, look.claim, look.facts, settings, plan, look.posted_minor, look.now, today)
            seen.due.append(Stepping(*its, look.marks))
            return
        if plan.outcome is Outcome.BARRED and plan.barred_after:
            seen.barred.append((look.claim, plan.barred_after))
            return
        wait, day = waits_for(plan, today), look_on(plan, today)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one claim is for a person, and no other's matter
        _put_aside(seen, look.claim, error, today)
        return
    if wait is None:
        seen.looks[claim_id] = day
    else:
        step = plan.step.kind.value if plan.step else None
        reasons = [reason.kept() for reason in plan.reasons]
        seen.waiting.append(Waiting(look.claim, Wait(claim_id, wait, step, reasons, today), day))


def _put_aside(seen: _Seen, claim: Claim, error: Exception, today: date) -> None:
    seen.waiting.append(Waiting(claim, put_aside_because(claim.claim_id, error, today)))


async def _posted(work: Work, merchant: Merchant, found: Sequence[Claim]) -> dict[UUID, int]:
    """What interest was demanded before; of a claim that was only issued and delivered none was."""
    touched = [claim.claim_id for claim in found if claim.event_count > 2]
    return await asked.interest_asked(work.connection, merchant.merchant_id, touched)


async def _save(work: Work, merchant: Merchant, seen: _Seen) -> None:
    """Everything that came of the looks. What is time-barred is closed, one by one: seldom a claim comes so far."""
    for claim, last in seen.barred:
        await bar(work, merchant, claim, last)
    for made in seen.steps:
        add_step(work, made)
    if seen.steps:
        await payments.save_claims(work.connection, [made.claim for made in seen.steps])
    await following_up.save_looks(work.connection, merchant.merchant_id, seen.looks)
    barred = [claim.claim_id for claim, _ in seen.barred]
    going_on = [*(made.claim.claim_id for made in seen.steps), *seen.looks, *barred]
    await following_up.let_go_on(work.connection, merchant.merchant_id, going_on)
    await let_wait(work, merchant, seen.waiting)
    await work.unit.flush()
