"""The client lets the automatic steps of a paused claim go on; an issue whose day has come is owed at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import FOLLOWED, Action
from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import IllegalTransitionError
from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.due_issues import owe_issue
from fordring.storage import claims
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ResumeClaim:
    """Which claim, by its public id; the merchants that the caller may act for; and what the caller says about it."""

    claim_no: int
    merchants: Collection[UUID]
    message: str | None = None


async def resume_claim(command: ResumeClaim, work: Work) -> Dossier:
    """End the pause of a claim; one that is not paused stays as it is.

    Raises NotFoundError, also for a claim of others, and IllegalTransitionError for one not started, or closed.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    if claim.state not in FOLLOWED:
        raise IllegalTransitionError("a claim", claim.state, Action.RESUME)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if claim.paused_on(today):
        claim, event = replace(claim, pause=None).happened("resumed", now, work.asker.name, message=command.message)
        claim = await claims.save(work.connection, claim)
        claims.add_event(work.unit, claim, event, work.wall)
        if claim.state is State.SCHEDULED and (claim.next_step_on or today) <= today:
            owe_issue(work.unit, claim.merchant_id, claim.claim_id)
        await work.unit.flush()
    return await dossier_of(work, merchant, claim)
