"""`/bank-lines`: money that waits for a person, what is suggested for it, and what a person says it is for."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import OPERATOR, endpoint, id_of, parameter, taking, told
from fordring.faces.own.holders import require_operator
from fordring.faces.own.wire.bank_lines import (
    BankLineAnswer,
    ChoiceBody,
    ClaimBody,
    DayBody,
    DebitBody,
    MoveBody,
    ReasonBody,
    ReturnBody,
    ReversalBody,
    ShareAnswer,
    SuggestionAnswer,
)
from fordring.services.banking.accept_suggestion import AcceptSuggestion, accept_suggestion
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.dismiss_suggestion import DismissSuggestion, dismiss_suggestion
from fordring.services.banking.identify_line import IdentifyLine, identify_line
from fordring.services.banking.move_line import MoveLine, move_line
from fordring.services.banking.return_line import ReturnLine, return_line
from fordring.services.banking.reverse_credit import ReverseCredit, reverse_credit
from fordring.services.banking.say_day import SayDay, say_day
from fordring.services.banking.say_same import SaySame, say_same
from fordring.services.banking.take_in_line import TakeInLine, take_in_line
from fordring.services.banking.undo_operators_debit import UndoOperatorsDebit, undo_operators_debit
from fordring.services.banking.undo_reversal import UndoReversal, undo_reversal
from fordring.services.waiting_lines import WaitingLine, one_line, waiting_lines
from fordring.storage import claims
from fordring.storage.house.suggestions import StoredSuggestion
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

Body = TypeVar("Body", bound=BaseModel)
Act = Callable[[Work, UUID, Body], Awaitable[object]]

LINE_ID = parameter("id", "path", "the line's id, as it is listed")


def router(context: FaceContext) -> APIRouter:
    """The routes about lines that wait, the operator's alone."""
    made = APIRouter(tags=["operator"])

    async def show_waiting(request: Request) -> object:
        await require_operator(context, request)
        async with context.database.reading() as connection:
            return [_answer(each) for each in await waiting_lines(connection, context.wall())]

    async def show(request: Request) -> object:
        await require_operator(context, request)
        async with context.database.reading() as connection:
            return _answer(await one_line(connection, id_of(request, "bank line"), context.wall()))

    listing = told("GET", "List the lines that wait for a person, oldest first", list[BankLineAnswer], (), OPERATOR)
    made.add_api_route("/bank-lines", endpoint(show_waiting), **listing)
    one = told("GET", "Show a line of a bank file", BankLineAnswer, [LINE_ID], OPERATOR)
    made.add_api_route("/bank-lines/{id}", endpoint(show), **one)
    _add(
        made,
        context,
        "accept",
        "Book the money as suggested: the best suggestion, or that for a claim",
        _accept,
        ChoiceBody,
    )
    _add(made, context, "dismiss", "Say that the money is not for what is suggested", _dismiss, ChoiceBody)
    _add(made, context, "identify", "Say which claim the money is for", _identify, ClaimBody)
    _add(made, context, "move", "Say that booked money is for another claim, or unidentified", _move, MoveBody)
    _add(made, context, "return", "Send the money back to whoever paid it", _return, ReturnBody)
    _add(
        made,
        context,
        "operators",
        "Say that a debit was a charge, or a sweep of yours",
        _operators,
        DebitBody,
    )
    _add(made, context, "not-operators", "Take back that a debit was yours", _not_operators, ReasonBody)
    _add(made, context, "reverses", "Say which earlier credit a debit took back", _reverses, ReversalBody)
    _add(made, context, "not-reverses", "Take back that a debit took a credit back", _not_reverses, ReasonBody)
    _add(made, context, "take-in", "Say that a credit which is a question is to be booked", _take_in, ReasonBody)
    _add(made, context, "day", "Say the day of a line whose days cannot be", _day, DayBody)
    _add(made, context, "same", "Say that a line is the same as the one that it is equal to", _same, ReasonBody)
    return made


def _add(
    made: APIRouter,
    context: FaceContext,
    verb: str,
    summary: str,
    act: Act[Body],
    shape: type[Body],
) -> None:
    async def done(request: Request) -> object:
        await require_operator(context, request)
        body = shape.model_validate_json(await read_body(request) or b"{}")
        line_id, wall, asker = id_of(request, "bank line"), context.wall(), Asker("operator", new_id())

        async def in_one(connection: Connection) -> WaitingLine:
            await act(Work(connection, Unit(connection), wall, asker), line_id, body)
            return await one_line(connection, line_id, wall)

        return _answer(await context.database.run(in_one))

    route = told("POST", summary, BankLineAnswer, [LINE_ID], OPERATOR)
    made.add_api_route(
        f"/bank-lines/{{id}}/{verb}", endpoint(done), **taking(route, shape, required=shape is not ChoiceBody)
    )


async def _accept(work: Work, line_id: UUID, body: ChoiceBody) -> object:
    return await accept_suggestion(AcceptSuggestion(line_id, body.claim_id), work)


async def _dismiss(work: Work, line_id: UUID, body: ChoiceBody) -> object:
    return await dismiss_suggestion(DismissSuggestion(line_id, body.claim_id), work)


async def _identify(work: Work, line_id: UUID, body: ClaimBody) -> object:
    to = await claims.find(work.connection, body.claim_id)
    return await identify_line(IdentifyLine(line_id, *to, body.order, body.because), work)


async def _move(work: Work, line_id: UUID, body: MoveBody) -> object:
    to = await claims.find(work.connection, body.claim_id) if body.claim_id is not None else None
    return await move_line(MoveLine(line_id, to, body.because, body.order), work)


async def _return(work: Work, line_id: UUID, body: ReturnBody) -> object:
    return await return_line(ReturnLine(line_id, body.because, body.account), work)


async def _operators(work: Work, line_id: UUID, body: DebitBody) -> object:
    return await book_operators_debit(BookOperatorsDebit(line_id, OperatorsDebit(body.kind), body.because), work)


async def _not_operators(work: Work, line_id: UUID, body: ReasonBody) -> object:
    return await undo_operators_debit(UndoOperatorsDebit(line_id, body.because), work)


async def _reverses(work: Work, line_id: UUID, body: ReversalBody) -> object:
    return await reverse_credit(ReverseCredit(line_id, body.credit_id, body.because, body.claim_id), work)


async def _not_reverses(work: Work, line_id: UUID, body: ReasonBody) -> object:
    return await undo_reversal(UndoReversal(line_id, body.because), work)


async def _take_in(work: Work, line_id: UUID, body: ReasonBody) -> object:
    return await take_in_line(TakeInLine(line_id, body.because), work)


async def _day(work: Work, line_id: UUID, body: DayBody) -> object:
    return await say_day(SayDay(line_id, body.day, body.because), work)


async def _same(work: Work, line_id: UUID, body: ReasonBody) -> object:
    return await say_same(SaySame(line_id, body.because), work)


def _answer(shown: WaitingLine) -> BankLineAnswer:
    line = shown.line
    return BankLineAnswer(
        id=line.bank_line_id,
        state=line.state,
        reason=line.reason,
        amount=line.amount.minor,
        left=line.left.minor,
        currency=line.amount.currency,
        booked_on=line.booked_on,
        day_unknown=line.day_unknown,
        age_days=shown.age_days,
        payer_name=line.debtor_name,
        payer_account=line.debtor_account,
        remittance=line.remittance,
        suggestions=[_suggestion(each) for each in shown.suggestions],
    )


def _suggestion(each: StoredSuggestion) -> SuggestionAnswer:
    shares = [ShareAnswer(claim_id=share.claim_no, amount=share.amount_minor) for share in each.shares]
    return SuggestionAnswer(score=each.score, reason=each.reason, claims=shares)
