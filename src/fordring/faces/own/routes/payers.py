"""`/payer-requests`: what payers say on the pages of their claims, for whoever acts for the merchant to answer."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, id_of, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, acting_for
from fordring.faces.own.wire.payers import AnswerBody, PayerRequestAnswer
from fordring.services.bill import name_of
from fordring.services.payers.answer_request import AnswerRequest, answer_request
from fordring.storage import payer_requests
from fordring.storage.payer_requests import ListedRequest
from fordring.storage.transaction import Connection

REQUEST = parameter("id", "path", "the request's id, as it is listed")
ASKED_FOR = parameter(ACCOUNT, "query", "whose; without it, of all merchants that the token may act for")
ANSWERED = parameter("state", "query", "waiting (the rule), the oldest first, or answered, the newest first")
STATES = {"waiting": False, "answered": True}


def router(context: FaceContext) -> APIRouter:
    """The two routes about payers' requests."""
    made = APIRouter(tags=["payers"])

    async def show(request: Request) -> object:
        state = request.query_params.get("state", "waiting")
        if state not in STATES:
            raise InvalidCommandError(FieldProblem("state", "must be waiting or answered"))
        asking = await acting_for(context, request, writing=False)
        async with context.database.reading() as connection:
            found = await payer_requests.listed(connection, asking.merchants, answered=STATES[state])
        return [_answer(each) for each in found]

    async def answer(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = AnswerBody.model_validate_json(await read_body(request))
        command = AnswerRequest(
            id_of(request, "payer's request"), asking.merchants, body.answer, body.message, body.until
        )

        async def answered(connection: Connection) -> ListedRequest:
            await answer_request(command, asking.work(connection, "operator" if asking.operator else "merchant"))
            return await payer_requests.shown(connection, command.request_id)

        return _answer(await context.database.run(answered))

    credentials = (*MERCHANTS, *OPERATOR)
    listing = told("GET", "List what payers said", list[PayerRequestAnswer], [ASKED_FOR, ANSWERED], credentials)
    made.add_api_route("/payer-requests", endpoint(show), **listing)
    answering = told("POST", "Answer a payer", PayerRequestAnswer, [REQUEST, ASKED_FOR], credentials)
    made.add_api_route(
        "/payer-requests/{id}/answer",
        endpoint(answer),
        **taking(answering, AnswerBody, {"answer": "granted", "message": "Take your time."}),
    )
    return made


def _answer(listed: ListedRequest) -> PayerRequestAnswer:
    request = listed.request
    return PayerRequestAnswer(
        id=request.request_id,
        kind=request.kind,
        account_id=listed.account_id,
        claim_id=listed.claim_no,
        number=listed.number,
        payer=name_of(listed.billing),
        day=request.day,
        monthly_minor=request.monthly_minor,
        instalments=request.instalments,
        text=request.words,
        created_at=request.created_at,
        answer=request.answer,
        message=request.answer_words,
        granted_until=request.granted_until,
        answered_at=request.answered_at,
        answered_by=request.answered_by,
    )
