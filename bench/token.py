"""What the check of a token costs of a short request: one transaction shown, in process, with no network around it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from statistics import median
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Message

from bench.figures import Figure
from bench.house import House, connected, fresh_database
from bench.orders import open_merchants, payment, work
from bench.pay import token_of
from bench.size import Size
from fordring.faces import dintero
from fordring.faces.common.context import FaceContext, open_context
from fordring.faces.common.credentials import Credentials
from fordring.faces.common.hearing import hearing
from fordring.faces.common.memory import Memory
from fordring.faces.dintero.routes.route import READ
from fordring.faces.dintero.routes.visit import Visit
from fordring.faces.dintero.translate.ids import public_id
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database

PART = "token"
ORIGIN = "http://bench.test"
RATIO_MAX = 0.05
CHECKS_A_TURN = 20
CONNECTIONS = 3

Unit = Callable[[], Awaitable[object]]


async def measure(house: House, size: Size) -> list[Figure]:
    """Microseconds of a remembered and of a first check, against a whole request that makes one, all in turns."""
    async with AsyncExitStack() as stack:
        its = await stack.enter_async_context(fresh_database(house, "bench_token"))
        database = await stack.enter_async_context(connected(its, CONNECTIONS))
        context = await open_context(database, wall, ORIGIN, _no_document, _no_document)
        await stack.enter_async_context(hearing(database, context.credentials.memory))
        while not context.credentials.memory.trusted:  # noqa: ASYNC110 - the listener tells nobody when it begins
            await asyncio.sleep(0.01)
        request = await _request(database, context)
        took = await _in_turns(_units(context, request), size.units)
    remembered, first, whole = (1_000_000 * median(each) for each in took)
    base = f"{whole:,.0f} µs a whole GET of one transaction"
    ratio = remembered / whole
    return [
        Figure(
            PART, "check of a token", f"{remembered:,.1f} µs", base, ratio, f"at most {RATIO_MAX}", ratio <= RATIO_MAX
        ),
        Figure(PART, "first check, signature and database", f"{first:,.0f} µs", base, first / whole),
    ]


async def _no_document(_merchant_id: UUID, _identifier: UUID) -> Any:
    raise NotImplementedError("nothing is opened here")


async def _request(database: Database, context: FaceContext) -> dict[str, Any]:
    """What a server hands over of a GET of one transaction, with a token that holds."""
    owner = (await open_merchants(database, 1))[0]
    view = await database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))
    token = await token_of(database, owner, context.credentials.tokens)
    path = f"/v1/transactions/{public_id(owner.account_id, view.purchase.purchase_id)}"
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"bench.test"), (b"authorization", f"Bearer {token}".encode())],
        "client": ("127.0.0.1", 1),
        "server": ("bench.test", 80),
    }


def _units(context: FaceContext, request: dict[str, Any]) -> tuple[Unit, Unit, Unit]:
    """A check as a handler makes it, one in a process that remembers nothing, and the whole request."""
    app = FastAPI()
    dintero.mount(app, context)
    token = request["headers"][1][1].decode().removeprefix("Bearer ")
    forgetful = Credentials(context.database, context.credentials.tokens, Memory())

    async def remembered() -> object:
        return await Visit(context, Request({**request, "path_params": {}}), new_id(), wall()).holder(READ)

    async def first() -> object:
        return await forgetful.of_token(token, wall())

    async def whole() -> object:
        answer: list[Message] = []

        async def nothing_more() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            answer.append(message)

        await app(dict(request), nothing_more, send)
        if answer[0]["status"] != 200:
            raise RuntimeError(f"the request was answered {answer[0]['status']}")
        return answer

    return remembered, first, whole


async def _in_turns(units: tuple[Unit, Unit, Unit], turns: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds a unit takes: in each turn several checks and one of the others, for a check is too short for a clock."""
    took: tuple[list[float], list[float], list[float]] = ([], [], [])
    for _ in range(turns + turns // 4):
        for unit, many, taken in zip(units, (CHECKS_A_TURN, 1, 1), took, strict=True):
            began = time.perf_counter()
            for _ in range(many):
                await unit()
            taken.append((time.perf_counter() - began) / many)
    return took[0][-turns:], took[1][-turns:], took[2][-turns:]
