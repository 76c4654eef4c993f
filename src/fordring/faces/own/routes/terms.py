"""`/merchants/{account_id}/payouts` and `/prices`: when a merchant is paid and what is kept of it, for the operator."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.merchant import Merchant
from fordring.domain.payment.price import PriceRule, Rates
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, operator_asking
from fordring.faces.own.wire.terms import PriceAnswer, PriceBody, ScheduleAnswer, ScheduleBody
from fordring.services.configuring.agree_price import AgreePrice, agree_price
from fordring.services.configuring.schedule_payouts import SchedulePayouts, schedule_payouts
from fordring.storage import merchants, prices
from fordring.storage.transaction import Connection

NAMED = parameter(ACCOUNT, "path", "the merchant's account id")


def router(context: FaceContext) -> APIRouter:
    """The routes about a merchant's payouts and prices, the operator's alone."""
    made = APIRouter(tags=["operator"])

    async def show_schedule(request: Request) -> object:
        await operator_asking(context, request)
        async with context.database.reading() as connection:
            return _schedule(await _named(connection, request))

    async def change_schedule(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = ScheduleBody.model_validate_json(await read_body(request))
        changes = body.model_dump(exclude_none=True)
        if "weekdays" in changes:
            changes["weekdays"] = frozenset(changes["weekdays"])

        async def change(connection: Connection) -> Merchant:
            merchant = await _named(connection, request)
            return await schedule_payouts(SchedulePayouts(merchant.merchant_id, changes), asker.work(connection))

        return _schedule(await context.database.run(change))

    async def show_prices(request: Request) -> object:
        await operator_asking(context, request)
        async with context.database.reading() as connection:
            merchant = await _named(connection, request)
            return _prices(merchant, (await prices.of_merchants(connection, [merchant.merchant_id])).popitem()[1])

    async def add_price(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = PriceBody.model_validate_json(await read_body(request))

        async def agree(connection: Connection) -> object:
            merchant = await _named(connection, request)
            command = AgreePrice(merchant.merchant_id, **body.model_dump())
            return _prices(merchant, await agree_price(command, asker.work(connection)))

        return await context.database.run(agree)

    place, of_prices = "/merchants/{account_id}/payouts", "/merchants/{account_id}/prices"
    shown = told("GET", "Show when a merchant is paid", ScheduleAnswer, [NAMED], OPERATOR)
    made.add_api_route(place, endpoint(show_schedule), **shown)
    changed = told("PUT", "Change when a merchant is paid, from the next run on", ScheduleAnswer, [NAMED], OPERATOR)
    made.add_api_route(place, endpoint(change_schedule), **taking(changed, ScheduleBody))
    listed = told("GET", "List a merchant's prices, oldest first", list[PriceAnswer], [NAMED], OPERATOR)
    made.add_api_route(of_prices, endpoint(show_prices), **listed)
    agreed = told("POST", "Agree a price that holds from a day on", list[PriceAnswer], [NAMED], OPERATOR)
    made.add_api_route(of_prices, endpoint(add_price), **taking(agreed, PriceBody))
    return made


async def _named(connection: Connection, request: Request) -> Merchant:
    return await merchants.by_account_id(connection, request.path_params[ACCOUNT])


def _schedule(merchant: Merchant) -> ScheduleAnswer:
    return ScheduleAnswer(account_id=merchant.account_id, **merchant.payout_schedule.settings)


def _prices(merchant: Merchant, rules: Sequence[PriceRule]) -> list[PriceAnswer]:
    return [_price(None, merchant.rates), *(_price(rule.valid_from, rule.rates) for rule in rules)]


def _price(day: date | None, rates: Rates) -> PriceAnswer:
    return PriceAnswer(
        valid_from=day,
        commission_bp=rates.commission_bp,
        per_payment_minor=rates.per_payment_minor,
        per_payout_minor=rates.per_payout_minor,
        vat_bp=rates.vat_bp,
    )
