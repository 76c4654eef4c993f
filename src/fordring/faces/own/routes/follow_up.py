"""`/follow-up/settings`: what a merchant wants of follow-up, for whoever acts for it."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.settings_kept import held_by
from fordring.domain.merchant import Merchant
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, acting_for, merchant_asked_for
from fordring.faces.own.wire.follow_up import SaidAnswer, SettingsAnswer, SettingsBody
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.storage import follow_up_settings, merchants
from fordring.storage.follow_up_settings import StoredSettings
from fordring.storage.transaction import Connection

BOTH = (*MERCHANTS, *OPERATOR)
ACCOUNT_NAMED = parameter(ACCOUNT, "query", "whose; it may be left out where the token acts for one merchant")
PAYER = parameter("payer", "query", "consumer (the rule) or business: what holds is said for each")
PAYERS = {"consumer": False, "business": True}
EXAMPLE = {"approve_demands": True, "least_minor": 10_000, "steps": [{"kind": "reminder", "after_days": 14}]}


def router(context: FaceContext) -> APIRouter:
    """The routes about a merchant's wishes."""
    made = APIRouter(tags=["follow-up"])

    async def show(request: Request) -> object:
        merchant = await merchant_asked_for(context, request, context.wall(), writing=False)
        business = business_asked_for(request)
        async with context.database.reading() as connection:
            return await _settings(connection, merchant, business=business)

    async def change(request: Request) -> object:
        body = SettingsBody.model_validate_json(await read_body(request))
        return await _choose(context, request, body.changes)

    async def forget(request: Request) -> object:
        return await _choose(context, request, None)

    place, named = "/follow-up/settings", [ACCOUNT_NAMED, PAYER]
    shown = told("GET", "Show how a merchant wants its claims followed up", SettingsAnswer, named, BOTH)
    made.add_api_route(place, endpoint(show), **shown)
    changed = told("PUT", "Change how a merchant wants its claims followed up", SettingsAnswer, named, BOTH)
    made.add_api_route(place, endpoint(change), **taking(changed, SettingsBody, EXAMPLE))
    forgotten = told("DELETE", "Go back to what is usual in the merchant's country", SettingsAnswer, named, BOTH)
    made.add_api_route(place, endpoint(forget), **forgotten)
    return made


def business_asked_for(request: Request) -> bool:
    """The kind of payer that the request names, else consumers. Raises InvalidCommandError."""
    payer = request.query_params.get("payer", "consumer")
    if payer not in PAYERS:
        raise InvalidCommandError(FieldProblem("payer", "must be consumer or business"))
    return PAYERS[payer]


async def _choose(context: FaceContext, request: Request, changes: dict[str, Any] | None) -> SettingsAnswer:
    merchant = await merchant_asked_for(context, request, context.wall(), writing=True)
    asking = await acting_for(context, request, writing=True)
    command = ChooseFollowUp(merchant.merchant_id, business_asked_for(request), changes, by_operator=asking.operator)

    async def chosen(connection: Connection) -> SettingsAnswer:
        await choose_follow_up(command, asking.work(connection))
        return await _settings(connection, merchant, business=command.business)

    return await context.database.run(chosen)


async def _settings(connection: Connection, merchant: Merchant, *, business: bool) -> SettingsAnswer:
    merchant = await merchants.get(connection, merchant.merchant_id)
    history = await follow_up_settings.history(connection, merchant.merchant_id, business=business)
    said = history[0].settings if history else None
    holds = asdict(held_by(merchant, said, business=business))
    return SettingsAnswer(
        account_id=merchant.account_id,
        country=merchant.country,
        payer="business" if business else "consumer",
        usual=not said,
        history=[_said(each) for each in history],
        **holds,
    )


def _said(each: StoredSettings) -> SaidAnswer:
    told = dict(each.settings) or None
    return SaidAnswer(settings=told, created_at=each.created_at, created_by=each.created_by)
