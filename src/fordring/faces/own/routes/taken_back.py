"""`/claims/{no}/steps/{n}/cancel` and `/claims/{no}/write-off`: a step is taken back, a claim is given up."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.errors import NotFoundError
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import acting_for
from fordring.faces.own.routes.waiting import ASKED_FOR, CLAIM, claim_no_of
from fordring.faces.own.wire.ahead import BecauseBody, OpenAnswer
from fordring.services.dossiers import Dossier
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.write_off import WriteOff, write_off

BOTH = (*MERCHANTS, *OPERATOR)
STEP = parameter("n", "path", "the step's number, as it is listed")
STEP_NO_MAX = 2**31 - 1


def router(context: FaceContext) -> APIRouter:
    """The two routes by which something is not asked for any more."""
    made = APIRouter(tags=["follow-up"])

    async def cancel(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = BecauseBody.model_validate_json(await read_body(request))
        command = CancelStep(claim_no_of(request), _step_no_of(request), asking.merchants, body.because)
        return open_answer(await context.database.run(lambda connection: cancel_step(command, asking.work(connection))))

    async def give_up(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = BecauseBody.model_validate_json(await read_body(request))
        command = WriteOff(claim_no_of(request), asking.merchants, body.because)
        return open_answer(await context.database.run(lambda connection: write_off(command, asking.work(connection))))

    cancelling = told("POST", "Take a step back, its fee with it", OpenAnswer, [CLAIM, STEP, ASKED_FOR], BOTH)
    giving_up = told("POST", "Give a claim up: what is open is written off", OpenAnswer, [CLAIM, ASKED_FOR], BOTH)
    example = {"because": "The letter went to an old address."}
    made.add_api_route("/claims/{no}/steps/{n}/cancel", endpoint(cancel), **taking(cancelling, BecauseBody, example))
    made.add_api_route("/claims/{no}/write-off", endpoint(give_up), **taking(giving_up, BecauseBody, example))
    return made


def _step_no_of(request: Request) -> int:
    named = request.path_params["n"]
    if not named.isascii() or not named.isdigit() or int(named[:11]) > STEP_NO_MAX:
        raise NotFoundError("step", named)
    return int(named)


def open_answer(dossier: Dossier) -> OpenAnswer:
    """How the claim stands, and what is open of it."""
    claim = dossier.claim
    return OpenAnswer(
        claim_id=claim.claim_no,
        state=claim.state,
        closed_because=claim.closed_because,
        principal=claim.open.principal,
        fees=claim.open.fees,
        interest=claim.open.interest,
        marks=list(dossier.marks.all),
        currency=claim.currency,
    )
