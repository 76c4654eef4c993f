"""`/sandbox/clock`: what time it is at a sandbox merchant, and moving it."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, merchant_asked_for
from fordring.faces.own.translate import advanced, clock_of, move_of
from fordring.faces.own.wire.clock import AdvanceBody, Advanced, Clock
from fordring.services.sandbox.move_clock import ClockMove, Moved, require_sandbox
from fordring.storage import merchants

Advance = Callable[[UUID, ClockMove], Awaitable[Moved]]
"""Moves a sandbox merchant's clock and answers when everything due on the way has been done."""

ASKED_FOR = parameter(ACCOUNT, "query", "whose clock, where the token may act for several merchants")


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

    made.add_api_route("/sandbox/clock", endpoint(show), **told("GET", "Show the clock", Clock, [ASKED_FOR]))
    moves = told("POST", "Move the clock; when this answers, all that was due has been done", Advanced, [ASKED_FOR])
    made.add_api_route("/sandbox/clock/advance", endpoint(move), **taking(moves, AdvanceBody, {"days": 40}))
    return made
