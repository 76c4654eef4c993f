"""A case handler ends a stop: the steps of its claims go on, an issue whose day has come is owed at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.payer_request import WORDS_LENGTH_MAX, plain
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.facts import StopReason
from fordring.services.told_claims import stopped_claims, tell_claims
from fordring.storage import claim_stops, merchants
from fordring.storage.claim_stops import ListedStop
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class EndStop:
    """Which stop; the merchants that the caller may act for, None for all; and why it ends."""

    stop_id: UUID
    merchants: Collection[UUID] | None
    because: str = ""


async def end_stop(command: EndStop, work: Work) -> ListedStop:
    """The stop with its end; one that was ended before stays as it is.

    Other stops of its claims go on holding. Raises NotFoundError, also for a stop of others, InvalidCommandError, and
    IllegalTransitionError for a payment plan's.
    """
    listed = await claim_stops.find(work.connection, command.stop_id, command.merchants)
    stop, because = listed.stop, plain(command.because)
    if len(because) > WORDS_LENGTH_MAX:
        raise InvalidCommandError(FieldProblem("because", f"is at most {WORDS_LENGTH_MAX} characters"))
    if stop.reason is StopReason.PAYMENT_PLAN:
        raise IllegalTransitionError("a payment plan's stop", "open", "another end than the plan's")
    merchant = await merchants.get(work.connection, stop.merchant_id)
    locked = await stopped_claims(work, stop)
    today = local_day(merchant.now(work.wall), merchant.country)
    ended = replace(stop, ended_on=today, ended_because=because, ended_by=work.asker.name)
    if await claim_stops.end(work.connection, ended):
        facts = {"reason": stop.reason, "message": because or None, "stop_id": stop.stop_id}
        await tell_claims(work, merchant, locked, "stop_ended", **facts)
    return await claim_stops.find(work.connection, command.stop_id, command.merchants)
