"""`/follow-up/preview` and `/claims/{no}/steps`: what the daily run will do, and what was done."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.faces.common.context import FaceContext
from fordring.faces.common.language import language_of
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, parameter, told
from fordring.faces.own.holders import ACCOUNT, acting_for, holder_of, merchant_asked_for
from fordring.faces.own.routes.waiting import ASKED_FOR, CLAIM, LIMIT, claim_no_of, limit_of
from fordring.faces.own.steps_told import coming_told, taken
from fordring.faces.own.wire.ahead import PreviewAnswer, StepsAnswer
from fordring.services.callers import claim_of
from fordring.services.preview import DAYS_MAX, After, preview
from fordring.storage import upcoming

BOTH = (*MERCHANTS, *OPERATOR)
ACCOUNT_NAMED = parameter(ACCOUNT, "query", "whose; it may be left out where the token acts for one merchant")
DAYS = parameter("days", "query", f"from today to so many days from now, 0 to {DAYS_MAX}; 7 is the rule")
AFTER = parameter("after", "query", "`next` of the page before")


def router(context: FaceContext) -> APIRouter:
    """The routes about steps that come and steps that were taken."""
    made = APIRouter(tags=["follow-up"])

    async def show_ahead(request: Request) -> object:
        operator = (await holder_of(context, request, context.wall())).operator
        merchant = await merchant_asked_for(context, request, context.wall(), writing=False)
        language = language_of(request)
        days, after, limit = _days_of(request), _after_of(request), limit_of(request)
        async with context.database.reading() as connection:
            found = await preview(connection, merchant, context.wall(), days=days, after=after, limit=limit)
        return PreviewAnswer(
            account_id=merchant.account_id,
            first=found.first,
            last=found.last,
            currency=merchant.currency,
            coming=[coming_told(each, language, operator=operator) for each in found.coming],
            next=f"{found.after[0]}.{found.after[1]}" if found.after else None,
        )

    async def show_steps(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        async with context.database.reading() as connection:
            _, claim = await claim_of(connection, claim_no_of(request), asking.merchants)
            found = await upcoming.steps_of(connection, claim)
        steps = [taken(each, language_of(request)) for each in found]
        return StepsAnswer(claim_id=claim.claim_no, currency=claim.currency, steps=steps)

    named = [ACCOUNT_NAMED, DAYS, LIMIT, AFTER]
    coming = told("GET", "Show what the daily run will do, day by day; nothing is booked", PreviewAnswer, named, BOTH)
    made.add_api_route("/follow-up/preview", endpoint(show_ahead), **coming)
    steps = told("GET", "List the steps that were taken of a claim", StepsAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route("/claims/{no}/steps", endpoint(show_steps), **steps)
    return made


def _days_of(request: Request) -> int:
    named = request.query_params.get("days", "7")
    if not named.isascii() or not named.isdigit() or int(named[:9]) > DAYS_MAX:
        raise InvalidCommandError(FieldProblem("days", f"is 0 to {DAYS_MAX}"))
    return int(named)


def _after_of(request: Request) -> After | None:
    named = request.query_params.get("after")
    if named is None:
        return None
    day, _, claim_id = named.partition(".")
    try:
        return date.fromisoformat(day), UUID(claim_id)
    except ValueError:
        raise InvalidCommandError(FieldProblem("after", "is not what a page before ended with")) from None
