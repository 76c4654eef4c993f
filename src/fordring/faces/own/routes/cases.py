"""`/claims/{no}/transfer` and `/claims/{no}/monitor`: an invoice becomes a case, and a case is only watched."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.common.schemas import whole_schema
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, told
from fordring.faces.own.holders import acting_for
from fordring.faces.own.routes.taken_back import open_answer
from fordring.faces.own.routes.waiting import ASKED_FOR, CLAIM, claim_no_of
from fordring.faces.own.wire.ahead import BecauseBody, OpenAnswer
from fordring.faces.own.wire.waiting import TransferBody
from fordring.services.following_up.monitor_claim import MonitorClaim, monitor_claim
from fordring.services.following_up.transfer_claim import TransferClaim, transfer_claim

BOTH = (*MERCHANTS, *OPERATOR)


def router(context: FaceContext) -> APIRouter:
    """The two routes."""
    made = APIRouter(tags=["follow-up"])

    async def hand_over(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = TransferBody.model_validate_json(await read_body(request) or b"{}")
        command = TransferClaim(claim_no_of(request), asking.merchants, body.note)
        return open_answer(
            await context.database.run(lambda connection: transfer_claim(command, asking.work(connection)))
        )

    async def watch(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = BecauseBody.model_validate_json(await read_body(request))
        command = MonitorClaim(claim_no_of(request), asking.merchants, body.because)
        return open_answer(
            await context.database.run(lambda connection: monitor_claim(command, asking.work(connection)))
        )

    transferring = told("POST", "Make an overdue invoice a case", OpenAnswer, [CLAIM, ASKED_FOR], BOTH)
    shown = {"schema": whole_schema(TransferBody), "example": {"note": "Reminded by telephone."}}
    transferring["openapi_extra"]["requestBody"] = {"content": {"application/json": shown}, "required": False}
    made.add_api_route("/claims/{no}/transfer", endpoint(hand_over), **transferring)
    watching = told("POST", "Give collection up: the claim is only watched", OpenAnswer, [CLAIM, ASKED_FOR], BOTH)
    shown = {"schema": whole_schema(BecauseBody), "example": {"because": "There is nothing to seize."}}
    watching["openapi_extra"]["requestBody"] = {"content": {"application/json": shown}, "required": True}
    made.add_api_route("/claims/{no}/monitor", endpoint(watch), **watching)
    return made
