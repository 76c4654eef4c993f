"""`/sandbox/clock`: what time it is at a sandbox merchant, and moving it."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import REQUEST_ID, read_body, request_id
from fordring.faces.own.errors import answer_of
from fordring.faces.own.holders import ACCOUNT, merchant_asked_for
from fordring.faces.own.translate import advanced, clock_of, move_of
from fordring.faces.own.wire.clock import AdvanceBody, Advanced, Clock
from fordring.services.sandbox.move_clock import ClockMove, Moved, require_sandbox
from fordring.storage import merchants

Advance = Callable[[UUID, ClockMove], Awaitable[Moved]]
"""Moves a sandbox merchant's clock and answers when everything due on the way has been done."""

Endpoint = Callable[[Request], Awaitable[Response]]


def router(context: FaceContext, advance: Advance) -> APIRouter:
    """The two routes of the sandbox's clock."""
    made = APIRouter(tags=["sandbox"])

    async def show(request: Request) -> object:
        wall = context.wall()
        merchant = require_sandbox(await merchant_asked_for(context, request, wall, writing=False))
        return clock_of(merchant, wall)

    async def move(request: Request) -> object:
        merchant = await merchant_asked_for(context, request, context.wall(), writing=True)
        asked = move_of(AdvanceBody.model_validate_json(await read_body(request)))
        moved = await advance(merchant.merchant_id, asked)
        async with context.database.reading() as connection:
            return advanced(await merchants.get(connection, merchant.merchant_id), moved, context.wall())

    made.add_api_route("/sandbox/clock", _endpoint(show), **_told("GET", "Show the clock", Clock))
    body = {"content": {"application/json": {"schema": AdvanceBody.model_json_schema()}}, "required": True}
    told = _told("POST", "Move the clock; when this answers, all that was due has been done", Advanced)
    told["openapi_extra"]["requestBody"] = body
    made.add_api_route("/sandbox/clock/advance", _endpoint(move), **told)
    return made


def _endpoint(handler: Callable[[Request], Awaitable[object]]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        headers = {REQUEST_ID: str(request_id())}
        try:
            return Response(to_json(await handler(request)), 200, headers, "application/json")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is answered in this face's shape, and logged there
            return answer_of(error, headers)

    return endpoint


def _told(method: str, summary: str, answer: Any) -> dict[str, Any]:
    """What the API documentation says of a route."""
    account = {"name": ACCOUNT, "in": "query", "required": False, "schema": {"type": "string"}}
    return {
        "methods": [method],
        "summary": summary,
        "response_model": None,
        "response_class": Response,
        "responses": {200: {"model": answer}},
        "openapi_extra": {"parameters": [account]},
    }
