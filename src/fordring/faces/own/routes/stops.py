"""`/claims/{no}/stops`, `/follow-up/stops` and `/stops/{id}/end`: what stops every automatic step."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.stops import STOPS
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, id_of, parameter, taking, told
from fordring.faces.own.holders import acting_for
from fordring.faces.own.routes.waiting import ASKED_FOR, CLAIM, claim_no_of
from fordring.faces.own.wire.waiting import ClaimStopsAnswer, EndStopBody, PauseAnswer, StopAnswer, StopBody
from fordring.services.callers import claim_of
from fordring.services.following_up.end_stop import EndStop, end_stop
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.storage import claim_stops
from fordring.storage.claim_stops import ListedStop

BOTH = (*MERCHANTS, *OPERATOR)
STOP = parameter("id", "path", "the stop's id, as it is listed")
REASON = parameter("reason", "query", "those for one reason alone")
EXAMPLE = {"reason": "deceased", "until": "2027-03-01", "note": "The bank told of it.", "whole_payer": True}


def router(context: FaceContext) -> APIRouter:
    """The routes about stops."""
    made = APIRouter(tags=["follow-up"])

    async def show(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        async with context.database.reading() as connection:
            merchant, claim = await claim_of(connection, claim_no_of(request), asking.merchants)
            today = local_day(merchant.now(asking.wall), merchant.country)
            stopped = claim.paused_on(today) or await claim_stops.is_stopped(connection, claim, today)
            found = await claim_stops.of_claim(connection, claim)
        stops = [_answer(each) for each in found]
        return ClaimStopsAnswer(claim_id=claim.claim_no, stopped=stopped, pause=_pause(claim), stops=stops)

    async def show_open(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        reason = _reason_of(request)
        async with context.database.reading() as connection:
            return [_answer(each) for each in await claim_stops.open_ones(connection, asking.merchants, reason=reason)]

    async def stop(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = StopBody.model_validate_json(await read_body(request))
        command = StopClaim(claim_no_of(request), asking.merchants, **body.model_dump())
        return _answer(await context.database.run(lambda connection: stop_claim(command, asking.work(connection))))

    async def end(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = EndStopBody.model_validate_json(await read_body(request) or b"{}")
        command = EndStop(id_of(request, "stop"), asking.merchants, body.because)
        return _answer(await context.database.run(lambda connection: end_stop(command, asking.work(connection))))

    of_claim, opened = "/claims/{no}/stops", [ASKED_FOR, REASON]
    shown = told("GET", "Show what stops a claim's automatic steps", ClaimStopsAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route(of_claim, endpoint(show), **shown)
    stopping = told("POST", "Stop every automatic step of a claim, or of its payer", StopAnswer, [CLAIM], BOTH)
    made.add_api_route(of_claim, endpoint(stop), **taking(stopping, StopBody, EXAMPLE))
    listing = told("GET", "List the stops that hold, the one to look at first", list[StopAnswer], opened, BOTH)
    made.add_api_route("/follow-up/stops", endpoint(show_open), **listing)
    ending = told("POST", "End a stop: the steps go on", StopAnswer, [STOP], BOTH)
    made.add_api_route(
        "/stops/{id}/end", endpoint(end), **taking(ending, EndStopBody, {"because": "Answered."}, required=False)
    )
    return made


def _reason_of(request: Request) -> StopReason | None:
    named = request.query_params.get("reason")
    if named is not None and named not in list(StopReason):
        raise InvalidCommandError(FieldProblem("reason", f"is one of {', '.join(StopReason)}"))
    return StopReason(named) if named else None


def _pause(claim: Claim) -> PauseAnswer | None:
    pause = claim.pause
    return PauseAnswer(since=pause.at, because=pause.because, until=pause.until) if pause else None


def _answer(listed: ListedStop) -> StopAnswer:
    stop = listed.stop
    return StopAnswer(
        id=stop.stop_id,
        account_id=listed.account_id,
        claim_id=listed.claim_no,
        number=listed.number,
        payer=listed.payer_name,
        whole_payer=stop.payer_key is not None,
        reason=stop.reason,
        told=Reason(STOPS[stop.reason].why).text(),
        since=stop.since,
        until=stop.until,
        look_again_on=listed.look_on,
        interest_paused=stop.interest_paused,
        note=stop.note,
        created_at=stop.created_at,
        created_by=stop.created_by,
        ended_on=stop.ended_on,
        ended_because=stop.ended_because,
        ended_by=stop.ended_by,
    )
