"""`/refunds`: money that goes back to payers, for the operator to see, and to say where to."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import operator_asking, require_operator
from fordring.faces.own.wire.refunds import AccountBody, MoveRefundBody, RefundAnswer, WriteOffBody
from fordring.services.payments.give_account import GiveAccount, give_account
from fordring.services.payments.move_refund import MoveRefund, move_refund
from fordring.services.payments.write_off_refund import WriteOffRefund, write_off_refund
from fordring.storage import claims, refunds
from fordring.storage.ids import new_id
from fordring.storage.refunds import ListedRefund
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

REFERENCE = parameter("reference", "path", "the refund's reference, as it is listed")


def router(context: FaceContext) -> APIRouter:
    """The routes about refunds, the operator's alone."""
    made = APIRouter(tags=["operator"])

    async def show_open(request: Request) -> object:
        await require_operator(context, request)
        async with context.database.reading() as connection:
            return [_answer(each) for each in await refunds.open_refunds(connection)]

    async def give(request: Request) -> object:
        await require_operator(context, request)
        body = AccountBody.model_validate_json(await read_body(request))
        command = GiveAccount(request.path_params["reference"], body.account)
        wall, asker = context.wall(), Asker("operator", new_id())

        async def given(connection: Connection) -> ListedRefund:
            await give_account(command, Work(connection, Unit(connection), wall, asker))
            return await refunds.shown(connection, command.reference)

        return _answer(await context.database.run(given))

    async def move(request: Request) -> object:
        await require_operator(context, request)
        body = MoveRefundBody.model_validate_json(await read_body(request))
        reference, wall, asker = request.path_params["reference"], context.wall(), Asker("operator", new_id())

        async def moved(connection: Connection) -> ListedRefund:
            to = await claims.find(connection, body.claim_id)
            command = MoveRefund(reference, to, body.because)
            await move_refund(command, Work(connection, Unit(connection), wall, asker))
            return await refunds.shown(connection, reference)

        return _answer(await context.database.run(moved))

    async def give_up(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = WriteOffBody.model_validate_json(await read_body(request))
        command = WriteOffRefund(request.path_params["reference"], body.because)

        async def given_up(connection: Connection) -> ListedRefund:
            await write_off_refund(command, asker.work(connection))
            return await refunds.shown(connection, command.reference)

        return _answer(await context.database.run(given_up))

    listing = told("GET", "List the refunds that have not left yet, oldest first", list[RefundAnswer], (), OPERATOR)
    made.add_api_route("/refunds", endpoint(show_open), **listing)
    _add(made, "PUT", "account", "Say where a waiting refund is to go", give, AccountBody)
    _add(made, "POST", "move", "Give a waiting refund to another claim", move, MoveRefundBody)
    _add(made, "POST", "write-off", "Give up what a payer owes of a refund that left", give_up, WriteOffBody)
    return made


def _add(
    made: APIRouter,
    method: str,
    verb: str,
    summary: str,
    act: Callable[[Request], Awaitable[object]],
    shape: type[BaseModel],
) -> None:
    route = told(method, summary, RefundAnswer, [REFERENCE], OPERATOR)
    made.add_api_route(f"/refunds/{{reference}}/{verb}", endpoint(act), **taking(route, shape))


def _answer(listed: ListedRefund) -> RefundAnswer:
    refund = listed.refund
    return RefundAnswer(
        reference=refund.reference,
        state=refund.state,
        account_id=listed.account_id,
        claim_id=listed.claim_no,
        number=listed.number,
        amount=refund.amount.minor,
        currency=refund.amount.currency,
        payee_name=refund.payee_name,
        to_account=refund.to_account,
        reason=refund.reason,
        created_at=refund.created_at,
    )
