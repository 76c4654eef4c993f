"""`/claims/{no}/address`: where a claim's payer lives and is mailed by now, for whoever acts for its merchant."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.parties import Address
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.coming import reached_answer
from fordring.faces.own.endpoints import endpoint, taking, told
from fordring.faces.own.holders import acting_for
from fordring.faces.own.routes.waiting import BOTH, CLAIM, claim_no_of
from fordring.faces.own.wire.whereabouts import AddressBody, DoubtAnswer, MovedAnswer
from fordring.services.payers.move_payer import MovedPayer, MovePayer, move_payer

EXAMPLE = {"address_line": "Torgallmenningen 1", "postal_code": "5014", "postal_place": "Bergen"}


def router(context: FaceContext) -> APIRouter:
    """The one route."""
    made = APIRouter(tags=["payers"])

    async def move(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = AddressBody.model_validate_json(await read_body(request))
        command = MovePayer(claim_no_of(request), asking.merchants, _place(body), body.email)
        return _answer(await context.database.run(lambda connection: move_payer(command, asking.work(connection))))

    moving = told("POST", "Tell where a claim's payer lives by now", MovedAnswer, [CLAIM], BOTH)
    made.add_api_route("/claims/{no}/address", endpoint(move), **taking(moving, AddressBody, EXAMPLE))
    return made


def _place(body: AddressBody) -> Address | None:
    told = body.model_dump(exclude={"email"}, exclude_none=True)
    return Address(**told | {"country": told.get("country", "").upper()}) if told else None


def _answer(moved: MovedPayer) -> MovedAnswer:
    return MovedAnswer(
        claim_id=moved.claim.claim_no,
        letters_to=reached_answer(moved.claim),
        moved=sorted(claim.claim_no for claim in moved.moved),
        warnings=[
            DoubtAnswer(field=doubt.field.removeprefix("billing_address."), message=doubt.message)
            for doubt in moved.warnings
        ],
    )
