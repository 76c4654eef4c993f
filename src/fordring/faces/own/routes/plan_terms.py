"""`/follow-up/plan-terms`: by which terms a merchant's payment plans are agreed on, for whoever acts for it."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.followup.instalments import PlanTerms
from fordring.domain.followup.plan_wishes import terms_of
from fordring.domain.merchant import Merchant
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, taking, told
from fordring.faces.own.holders import acting_for, merchant_asked_for
from fordring.faces.own.routes.follow_up import ACCOUNT_NAMED
from fordring.faces.own.wire.plans import PlanTermsAnswer, PlanTermsBody
from fordring.services.configuring.choose_plan_terms import ChoosePlanTerms, choose_plan_terms

BOTH = (*MERCHANTS, *OPERATOR)
EXAMPLE = {"least_minor": 20_000, "instalments_max": 12}


def router(context: FaceContext) -> APIRouter:
    """The routes about the terms of payment plans."""
    made = APIRouter(tags=["follow-up"])

    async def show(request: Request) -> object:
        merchant = await merchant_asked_for(context, request, context.wall(), writing=False)
        return _answer(merchant, terms_of(merchant.country, merchant.settings))

    async def change(request: Request) -> object:
        body = PlanTermsBody.model_validate_json(await read_body(request))
        return await _choose(context, request, body.model_dump(exclude_none=True))

    async def forget(request: Request) -> object:
        return await _choose(context, request, None)

    place, named = "/follow-up/plan-terms", [ACCOUNT_NAMED]
    shown = told("GET", "Show by which terms payment plans are agreed on", PlanTermsAnswer, named, BOTH)
    made.add_api_route(place, endpoint(show), **shown)
    changed = told("PUT", "Change by which terms payment plans are agreed on", PlanTermsAnswer, named, BOTH)
    made.add_api_route(place, endpoint(change), **taking(changed, PlanTermsBody, EXAMPLE))
    forgotten = told("DELETE", "Go back to the country's usual terms of payment plans", PlanTermsAnswer, named, BOTH)
    made.add_api_route(place, endpoint(forget), **forgotten)
    return made


async def _choose(context: FaceContext, request: Request, changes: dict[str, Any] | None) -> PlanTermsAnswer:
    merchant = await merchant_asked_for(context, request, context.wall(), writing=True)
    asking = await acting_for(context, request, writing=True)
    command = ChoosePlanTerms(merchant.merchant_id, changes)
    terms = await context.database.run(lambda connection: choose_plan_terms(command, asking.work(connection)))
    return _answer(merchant, terms)


def _answer(merchant: Merchant, terms: PlanTerms) -> PlanTermsAnswer:
    return PlanTermsAnswer(
        account_id=merchant.account_id,
        country=terms.country,
        least_minor=terms.least_minor,
        instalments_max=terms.instalments_max,
        notice_days=terms.notice_days,
        reminder_days=terms.reminder_days,
        broken_days=terms.broken_days,
    )
