"""Somebody tells that a claim's limitation was interrupted: its period runs anew from that day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.interruption import Interruption, interruption_problems
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.hindrances import due_of
from fordring.services.barring import BARRED
from fordring.services.bringing_back import bring_back
from fordring.services.callers import claim_of
from fordring.services.claim_facts import facts_of
from fordring.storage import claims, following_up, limitation, purchases
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class TellInterruption:
    """Which claim, by its public id; the merchants the caller acts for; when and how it was interrupted."""

    claim_no: int
    merchants: Collection[UUID] | None
    on: date
    how: Interruption
    note: str = ""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The claim, the day from which its period runs, and the last day before it is over."""

    claim: Claim
    on: date
    last_day: date | None


async def tell_interruption(command: TellInterruption, work: Work) -> Interrupted:
    """Keep the day, with what is said of it; told again it changes nothing. The daily run looks at the claim today.

    A claim that was closed as time-barred is open again where it was not barred, as it was before. Raises
    NotFoundError, also for a claim of others; IllegalTransitionError for one that is not open, or was barred and has
    purchases, which are cancelled for good; InvalidCommandError for a day that interrupted nothing.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    barred = claim.closed_because is Closed.TIME_BARRED
    if (claim.state is not State.ISSUED and not barred) or claim.due_on is None:
        raise IllegalTransitionError("a claim", claim.closed_because or claim.state, "an interruption of limitation")
    if barred and await purchases.of_claims(work.connection, claim.merchant_id, [claim.claim_id]):
        raise IllegalTransitionError("a claim with purchases", Closed.TIME_BARRED, "an interruption of limitation")
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    due = due_of((await facts_of(work.connection, merchant, [claim], today))[claim.claim_id])
    problems = tuple(interruption_problems(due, command.on, today))
    if problems:
        raise InvalidCommandError(*problems)
    last = due.interrupted(command.on).last
    if due.interrupted_on != command.on:
        if barred and last and last >= today:
            claim = await bring_back(work, merchant, claim, BARRED)
        facts = {"on": command.on, "how": command.how, "message": command.note or None}
        told, event = claim.happened("interrupted", now, work.asker.name, **facts)
        claim = await claims.save(work.connection, told)
        claims.add_event(work.unit, claim, event, work.wall)
        await limitation.interrupt(work.connection, claim, command.on)
        await following_up.look_again(work.connection, merchant.merchant_id, [claim.claim_id], today)
        await work.unit.flush()
    return Interrupted(claim, command.on, last)
