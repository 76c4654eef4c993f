"""`/shortfalls`: what merchants owe more than waits for them, and what of it was invoiced."""

from fastapi import APIRouter
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, Asking, acting_for, operator_asking
from fordring.faces.own.wire.shortfalls import InvoiceBody, InvoicedAnswer, ShortfallAnswer
from fordring.services.payments.invoice_shortfall import InvoiceShortfall, invoice_shortfall
from fordring.services.shortfalls import OpenShortfall, open_shortfalls
from fordring.storage import merchants
from fordring.storage.shortfalls import InvoicedAs, invoiced

ASKED_FOR = parameter(ACCOUNT, "query", "one merchant; else all that the token may act for")


def router(context: FaceContext) -> APIRouter:
    """The routes about shortfalls; what was invoiced is told to its merchant too, all else is the operator's."""
    made = APIRouter(tags=["operator"])

    async def show(request: Request) -> object:
        asker = await operator_asking(context, request)
        async with context.database.reading() as connection:
            return [_answer(each) for each in await open_shortfalls(connection, asker.wall)]

    async def invoice(request: Request) -> object:
        asker = await operator_asking(context, request)
        body = InvoiceBody.model_validate_json(await read_body(request))
        async with context.database.reading() as connection:
            named = [await merchants.by_account_id(connection, each) for each in body.account_ids]
            only = {merchant.merchant_id for merchant in named} or None
            found = await open_shortfalls(connection, asker.wall, only)
        for each in found:
            if each.why_not is None:
                await _invoice(context, each, asker)
        async with context.database.reading() as connection:
            return [_answer(each) for each in await open_shortfalls(connection, asker.wall, only)]

    async def invoiced_ones(request: Request) -> object:
        acting = await acting_for(context, request, writing=False)
        async with context.database.reading() as connection:
            return [_invoiced(each) for each in await invoiced(connection, acting.merchants)]

    place = "/shortfalls"
    listed = told("GET", "List what merchants owe, and why it is not invoiced", list[ShortfallAnswer], (), OPERATOR)
    made.add_api_route(place, endpoint(show), **listed)
    running = told("POST", "Invoice what merchants owe now; what is left", list[ShortfallAnswer], (), OPERATOR)
    made.add_api_route(place, endpoint(invoice), **taking(running, InvoiceBody))
    credentials = (*MERCHANTS, *OPERATOR)
    done = told("GET", "List what merchants owed and were invoiced for", list[InvoicedAnswer], [ASKED_FOR], credentials)
    made.add_api_route(f"{place}/invoiced", endpoint(invoiced_ones), **done)
    return made


async def _invoice(context: FaceContext, opened: OpenShortfall, asker: Asking) -> None:
    command = InvoiceShortfall(opened.merchant.merchant_id, opened.account.bank_account_id)
    await context.database.run(lambda connection: invoice_shortfall(command, asker.work(connection)))


def _answer(each: OpenShortfall) -> ShortfallAnswer:
    return ShortfallAnswer(
        account_id=each.merchant.account_id,
        iban=each.account.iban,
        currency=each.owed.currency,
        amount=each.owed.minor,
        since=each.owed.since,
        invoicer=each.invoicer.account_id if each.invoicer else None,
        not_invoiced=each.why_not,
    )


def _invoiced(each: InvoicedAs) -> InvoicedAnswer:
    return InvoicedAnswer(
        account_id=each.account_id,
        currency=each.currency,
        amount=each.amount_minor,
        as_of=each.as_of,
        invoicer=each.invoicer,
        claim_id=each.claim_no,
        invoice_number=each.number,
        due_on=each.due_on,
        open=each.open_minor,
    )
