"""The client stops every automatic step of a claim: an issue waits, later follow-up too; money and credits do not."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import FOLLOWED, Action
from fordring.domain.claim.claim import Pause
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.services.callers import claim_of
from fordring.services.dossiers import Dossier, dossier_of
from fordring.storage import claims
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class PauseClaim:
    """Which claim, by its public id; the merchants that the caller may act for; why, and up to which day if any."""

    claim_no: int
    merchants: Collection[UUID]
    message: str | None = None
    until: date | None = None


async def pause_claim(command: PauseClaim, work: Work) -> Dossier:
    """Pause a claim that was started and is not closed; one that is paused stays as it is, with a warning.

    On the day `until`, by the merchant's clock, its steps go on by themselves. Raises NotFoundError, also for a claim
    of others, InvalidCommandError for a day that is not to come, and IllegalTransitionError.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if command.until is not None and command.until <= today:
        raise InvalidCommandError(FieldProblem("until", f"must be a day after {today}, which is today"))
    if claim.state not in FOLLOWED:
        raise IllegalTransitionError("a claim", claim.state, Action.PAUSE)
    if claim.pause is not None and claim.paused_on(today):
        same = command.until in {None, claim.pause.until}
        until = f"up to {claim.pause.until}" if claim.pause.until else "without an end"
        differs = FieldProblem("until", f"is ignored: the invoice is paused already, {until}; resume it first")
        return await dossier_of(work, merchant, claim, () if same else (differs,))
    paused = replace(claim, pause=Pause(now, command.message, command.until))
    facts = {"message": command.message, "until": command.until}
    told, event = paused.happened("paused", now, work.asker.name, **facts)
    told = await claims.save(work.connection, told)
    claims.add_event(work.unit, told, event, work.wall)
    await work.unit.flush()
    return await dossier_of(work, merchant, told)
