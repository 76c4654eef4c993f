"""A stop whose day has come ends by itself: its claims are told of it, so that whoever follows them sees it."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.followup.stops import STOPS, ended
from fordring.services.told_claims import stopped_claims, tell_claims
from fordring.storage import claim_stops, merchants
from fordring.storage.work import Work

BECAUSE = "its day has come"


@dataclass(frozen=True, slots=True)
class EndStopByDay:
    """Whose stop, and which."""

    merchant_id: UUID
    stop_id: UUID


async def end_stop_by_day(command: EndStopByDay, work: Work) -> bool:
    """The stop is ended as of its day; whether it was. One that ended before, or waits for a person, stays as it is.

    Raises NotFoundError.
    """
    stop = (await claim_stops.find(work.connection, command.stop_id, [command.merchant_id])).stop
    merchant = await merchants.get(work.connection, command.merchant_id)
    today = local_day(merchant.now(work.wall), merchant.country)
    if not STOPS[stop.reason].ends_itself or not ended(stop.stop, today):
        return False
    locked = await stopped_claims(work, stop)
    over = replace(stop, ended_on=stop.until, ended_because=BECAUSE, ended_by=work.asker.name)
    if not await claim_stops.end(work.connection, over):
        return False
    await tell_claims(work, merchant, locked, "stop_ended", reason=stop.reason, message=None, stop_id=stop.stop_id)
    return True
