"""`/claims/{no}/transfer` and `/claims/{no}/monitor`: an invoice becomes a case, and a case is only watched."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, taking, told
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
    made.add_api_route(
        "/claims/{no}/transfer",
        endpoint(hand_over),
        **taking(transferring, TransferBody, {"note": "Reminded by telephone."}, required=False),
    )
    watching = told("POST", "Give collection up: the claim is only watched", OpenAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route(
        "/claims/{no}/monitor",
        endpoint(watch),
        **taking(watching, BecauseBody, {"because": "There is nothing to seize."}),
    )
    return made
