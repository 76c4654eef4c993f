"""`/claims/{no}/interrupted` and `/claims/{no}/court-bundle`: limitation begins anew; a claim goes to court."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from fordring.faces.common.context import FaceContext
from fordring.faces.common.disposition import disposition
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, taking, told
from fordring.faces.own.holders import acting_for
from fordring.faces.own.routes.waiting import ASKED_FOR, CLAIM, claim_no_of
from fordring.faces.own.wire.limitation import InterruptedAnswer, InterruptedBody
from fordring.formats.papers.kinds import PDF
from fordring.services.callers import claim_of
from fordring.services.following_up.tell_interruption import TellInterruption, tell_interruption

BOTH = (*MERCHANTS, *OPERATOR)
EXAMPLE = {"on": "2026-11-02", "how": "acknowledged", "note": "Wrote that it will pay in spring."}


def router(context: FaceContext) -> APIRouter:
    """The two routes."""
    made = APIRouter(tags=["follow-up"])

    async def interrupt(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = InterruptedBody.model_validate_json(await read_body(request))
        command = TellInterruption(claim_no_of(request), asking.merchants, body.on, body.how, body.note)
        found = await context.database.run(lambda connection: tell_interruption(command, asking.work(connection)))
        return InterruptedAnswer(claim_id=found.claim.claim_no, interrupted_on=found.on, last_day=found.last_day)

    async def court(request: Request) -> Response:
        asking = await acting_for(context, request, writing=False)
        async with context.database.reading() as connection:
            merchant, claim = await claim_of(connection, claim_no_of(request), asking.merchants)
        content = await context.court_bundle(merchant.merchant_id, claim.claim_id)
        named = {"Content-Disposition": disposition(f"court-{claim.claim_no}.pdf", "attachment")}
        return Response(content, 200, named, PDF)

    telling = told("POST", "Tell that limitation was interrupted", InterruptedAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route("/claims/{no}/interrupted", endpoint(interrupt), **taking(telling, InterruptedBody, EXAMPLE))
    bundling = told("GET", "Fetch a claim's summary for a court, one PDF", bytes, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route("/claims/{no}/court-bundle", endpoint(court), **bundling)
    return made
