"""The client asks for a draft to be issued, which is scheduled for its day; what is handed over is open at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.claim.handover import time_barred
from fordring.domain.claim.lifecycle import Closed, Event, State, after
from fordring.domain.errors import IllegalTransitionError
from fordring.services.bill import post_demand
from fordring.services.brought import add_brought_steps
from fordring.services.dossiers import Dossier, dossier_of, started_dossier
from fordring.services.due_issues import owe_issue
from fordring.services.paper_days import paper_days
from fordring.storage import claims, dossiers, merchants
from fordring.storage.dossiers import Starting
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class StartClaim:
    """Which claim, by its public id; the merchants that the caller may act for; and what the caller says about it."""

    claim_no: int
    merchants: Collection[UUID]
    message: str | None = None


async def start_claim(command: StartClaim, work: Work) -> Dossier:
    """Schedule a draft for its invoice day, today when that is past or unsaid; asked again it changes nothing.

    What is handed over was issued long ago: it becomes a receivable and its follow-up begins, without a paper of ours.
    In a transaction it locks the claim; outside it writes by one statement, which fails where the claim has changed.
    Raises NotFoundError, also for a claim of others, IllegalTransitionError for one that was withdrawn or is
    time-barred by now, and DeactivatedMerchantError.
    """
    if work.connection.is_in_transaction():
        await merchants.behind_claim(work.connection, command.claim_no, command.merchants, lock=True)
    starting = await dossiers.starting(work.connection, command.claim_no, command.merchants)
    merchant, claim = starting.merchant, starting.claim
    if claim.closed_because is Closed.WITHDRAWN:
        after(claim.state, Event.SCHEDULE)
    if claim.state is not State.DRAFT:
        return await dossier_of(work, merchant, claim)
    merchant.require_active()
    started, event = (_taken_over if claim.kind.handed_over else _scheduled)(command, starting, work)
    claims.start(work.unit, started)
    claims.add_event(work.unit, started, event, work.wall)
    await work.unit.flush()
    return await started_dossier(work, starting, claims.as_stored(started, work.unit), event)


def _scheduled(command: StartClaim, starting: Starting, work: Work) -> tuple[Claim, ClaimEvent]:
    """Issued on its day; when that is today, as soon as this is committed."""
    merchant, claim = starting.merchant, starting.claim
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    day = max(today, _invoice_day(claim) or today)
    if day == today:
        owe_issue(work.unit, claim.merchant_id, claim.claim_id)
    facts = {"on": day, "message": command.message}
    return claim.schedule(day).happened("scheduled", now, work.asker.name, **facts)


def _taken_over(command: StartClaim, starting: Starting, work: Work) -> tuple[Claim, ClaimEvent]:
    """Its own invoice and due day stay; every step that follows is a matter of its follow-up, which asks for pauses."""
    merchant, claim = starting.merchant, starting.claim
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if time_barred(claim, today):
        raise IllegalTransitionError("a claim", "time-barred", "start")
    issued_on, due_on = paper_days(claim, today)
    opened = claim.issue(issued_on, due_on).start_collection()
    facts = {"due_on": due_on, "message": command.message}
    opened, event = opened.happened("collection_started", now, work.asker.name, **facts)
    post_demand(work, merchant, opened)
    add_brought_steps(work, merchant, opened)
    return opened, event


def _invoice_day(claim: Claim) -> date | None:
    wanted = claim.content.get("invoice_on")
    return date.fromisoformat(wanted) if wanted else None
