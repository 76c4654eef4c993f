"""`/payment-orders`: payouts are run, released by another client, and their files fetched; `/transfer-statuses`."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.errors import NotFoundError, SameClientError
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import Asking, operator_asking, require_operator
from fordring.faces.own.wire.orders import OrderAnswer, OrderEventAnswer, RunBody, StatusAnswer
from fordring.services.payments.note_refused_release import NoteRefusedRelease, note_refused_release
from fordring.services.payments.release_order import ReleaseOrder, release_order
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.services.payout_plan import PlannedRun, runs_of_today
from fordring.storage.house import lines, orders, statuses
from fordring.storage.house.orders import OrderRow
from fordring.storage.transaction import Connection

OrderFile = Callable[[UUID], Awaitable[bytes]]
"""The bytes of a released payment order."""

MESSAGE_ID = parameter("message_id", "path", "the order's message id")
QUESTIONS = parameter("questions", "query", "`true`: only what waits for a person")


def router(context: FaceContext, order_file: OrderFile) -> APIRouter:
    """The routes about payment orders, the operator's alone."""
    made = APIRouter(tags=["operator"])

    async def newest(request: Request) -> object:
        await require_operator(context, request)
        async with context.database.reading() as connection:
            return await _answers(connection, await orders.newest(connection))

    async def run(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = RunBody.model_validate_json(await read_body(request))
        async with context.database.reading() as connection:
            planned = await runs_of_today(connection, asker.wall, body.account_ids)
        found = [await _made(context, each, asker) for each in planned]
        async with context.database.reading() as connection:
            return await _answers(connection, [order for order in found if order is not None])

    async def release(request: Request) -> object:
        asker = await operator_asking(context, request)
        command = ReleaseOrder(request.path_params["message_id"])
        try:
            order = await context.database.run(lambda connection: release_order(command, asker.work(connection)))
        except SameClientError:
            note = NoteRefusedRelease(command.message_id)
            await context.database.run(lambda connection: note_refused_release(note, asker.work(connection)))
            raise
        async with context.database.reading() as connection:
            return (await _answers(connection, [order]))[0]

    async def fetch(request: Request) -> Response:
        return await _file(context, request, order_file)

    async def answered(request: Request) -> object:
        await require_operator(context, request)
        questions = request.query_params.get("questions") == "true"
        async with context.database.reading() as connection:
            found = await statuses.newest(connection, questions=questions)
        return [StatusAnswer.model_validate(each, from_attributes=True) for each in found]

    place = "/payment-orders"
    made.add_api_route(place, endpoint(newest), **told("GET", "List payment orders", list[OrderAnswer], (), OPERATOR))
    running = told("POST", "Run payouts now; the orders that were made", list[OrderAnswer], (), OPERATOR)
    made.add_api_route(place, endpoint(run), **taking(running, RunBody))
    releasing = told("POST", "Release an order that another client made", OrderAnswer, [MESSAGE_ID], OPERATOR)
    made.add_api_route("/payment-orders/{message_id}/release", endpoint(release), **releasing)
    file = told("GET", "Fetch the pain.001 of a released order", bytes, [MESSAGE_ID], OPERATOR)
    made.add_api_route("/payment-orders/{message_id}/file", endpoint(fetch), **file)
    told_of = told("GET", "List what banks answered of transfers", list[StatusAnswer], [QUESTIONS], OPERATOR)
    made.add_api_route("/transfer-statuses", endpoint(answered), **told_of)
    return made


async def _made(context: FaceContext, planned: PlannedRun, asker: Asking) -> OrderRow | None:
    whose = planned.merchants
    command = RunPayouts(planned.bank_account_id, planned.day, whose, whose, planned.as_is)
    run = await context.database.run(lambda connection: run_payouts(command, asker.work(connection)))
    return run.order if run else None


async def _file(context: FaceContext, request: Request, order_file: OrderFile) -> Response:
    asker = await operator_asking(context, request)
    message_id = request.path_params["message_id"]
    async with context.database.reading() as connection:
        order = await orders.by_message_id(connection, message_id)
    if order is None:
        raise NotFoundError("payment order", message_id)
    data = await order_file(order.order_id)

    async def note(connection: Connection) -> None:
        work = asker.work(connection)
        await lines.lock_accounts(connection, [order.bank_account_id])
        orders.happened(work.unit, await orders.next_event(connection, order, "fetched", work))
        await work.unit.flush()

    await context.database.run(note)
    named = {"Content-Disposition": f'attachment; filename="{order.file_name}"'}
    return Response(data, 200, named, "application/xml")


async def _answers(connection: Connection, found: Sequence[OrderRow]) -> list[OrderAnswer]:
    told_of = await orders.events(connection, [order.order_id for order in found])
    return [_answer(order, told_of[order.order_id]) for order in found]


def _answer(order: OrderRow, events: Sequence[orders.OrderEvent]) -> OrderAnswer:
    return OrderAnswer(
        message_id=order.message_id,
        state=order.state,
        made_by=order.made_by,
        file_name=order.file_name,
        pain_version=order.pain_version,
        total=order.total_minor,
        currency=order.currency,
        transfers=order.transfers,
        execute_on=order.execute_on,
        created_at=order.created_at,
        events=[OrderEventAnswer(kind=each.kind, by=each.by, at=each.at, facts=each.facts) for each in events],
    )
