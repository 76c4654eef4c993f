"""`/reconciliation`: the bank's closing balances against the ledger, for the operator."""

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.faces.common.context import FaceContext
from fordring.faces.own.endpoints import OPERATOR, endpoint, parameter, told
from fordring.faces.own.holders import require_operator
from fordring.services.banking.reconcile import Reconciliation, reconcile

DAY = parameter("day", "query", "of whose end, as YYYY-MM-DD; else each account's newest")


class DifferenceAnswer(BaseModel):
    """A movement that bank and ledger tell otherwise, in minor units."""

    cause: str = Field(description="a bank line by its id, or a payout or refund by its reference")
    on_day: date
    bank: int
    ledger: int
    why: str


class ReconciliationAnswer(BaseModel):
    """One client account when a day ended, in minor units."""

    iban: str
    day: date
    currency: str
    bank: int
    ledger: int
    difference: int
    unexplained: int = Field(description="what of the difference stands in no file of the bank's")
    lines: list[DifferenceAnswer]


def router(context: FaceContext) -> APIRouter:
    """The one route."""
    made = APIRouter(tags=["operator"])

    async def show(request: Request) -> object:
        await require_operator(context, request)
        day = _day(request)
        async with context.database.reading() as connection:
            return [_answer(each) for each in await reconcile(connection, day)]

    summary = "Compare the bank's closing balances with the ledger"
    made.add_api_route(
        "/reconciliation", endpoint(show), **told("GET", summary, list[ReconciliationAnswer], [DAY], OPERATOR)
    )
    return made


def _day(request: Request) -> date | None:
    given = request.query_params.get("day")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InvalidCommandError(FieldProblem("day", "is no day as YYYY-MM-DD")) from error


def _answer(found: Reconciliation) -> ReconciliationAnswer:
    lines = [
        DifferenceAnswer(
            cause=each.cause, on_day=each.on_day, bank=each.bank_minor, ledger=each.ledger_minor, why=each.why
        )
        for each in found.lines
    ]
    return ReconciliationAnswer(
        iban=found.account.iban,
        day=found.balance.day,
        currency=found.balance.currency,
        bank=found.balance.closing_minor,
        ledger=found.ledger_minor,
        difference=found.difference_minor,
        unexplained=found.unexplained_minor,
        lines=lines,
    )
