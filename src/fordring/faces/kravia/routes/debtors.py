"""A creditor's customer cards, read and corrected: all of it our own addition."""

from typing import Any

from starlette.responses import Response

from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.debtors import change_of, changed_debtor, debtor_card
from fordring.faces.kravia.wire.debtor_answers import ChangedDebtor, DebtorCard, DebtorList
from fordring.faces.kravia.wire.debtors import TOP, DebtorBody, DebtorsQuery
from fordring.faces.kravia.wire.loose import TOP_MAX
from fordring.services.callers import creditor_of
from fordring.services.payers.change_card import ChangedCard, change_card
from fordring.storage import payers


async def list_debtors(call: Call) -> Response:
    """The creditor's customer cards, a page of them, or the one of a `debtorNumber` (our own addition)."""
    query = DebtorsQuery.model_validate(dict(call.request.query_params.multi_items()))
    async with call.context.database.reading() as connection:
        merchant = await creditor_of(connection, call.number, call.token.merchants)
        found, total = await payers.page(
            connection,
            merchant.merchant_id,
            number=query.debtor_number,
            top=min(query.top, TOP_MAX),
            skip=query.skip,
        )
    return call.answer(DebtorList(data=[debtor_card(merchant, card) for card in found], total=total))


async def show_debtor(call: Call) -> Response:
    """The customer card of a debtor number (our own addition)."""
    async with call.context.database.reading() as connection:
        merchant = await creditor_of(connection, call.number, call.token.merchants)
        card = await payers.get(connection, merchant.merchant_id, call.request.path_params["debtorNumber"])
    return call.answer(debtor_card(merchant, card))


async def change_debtor(call: Call) -> Response:
    """Correct a customer card; what is absent stays, and so do the invoices there are (our own addition)."""
    async with call.context.database.reading() as connection:
        merchant = await creditor_of(connection, call.number, call.token.merchants)
    body, raw = await call.read(DebtorBody)
    number = call.request.path_params["debtorNumber"]
    command = change_of(body, call.number, call.token.merchants, number)

    def answer(changed: ChangedCard) -> Response:
        return call.answer(changed_debtor(merchant, changed))

    return await call.once(lambda work: change_card(command, work), answer, raw)


AT = "/creditor/{id}/debtor"
ONE = f"{AT}/{{debtorNumber}}"
_QUERY: dict[str, dict[str, Any]] = {
    "top": {"schema": {"type": "integer", "default": TOP}, "description": f"so many cards, at most {TOP_MAX}"},
    "skip": {"schema": {"type": "integer", "default": 0}, "description": "behind the first so many"},
    "debtorNumber": {"schema": {"type": "string"}, "description": "the card of this number only"},
}

ROUTES: tuple[Route, ...] = (
    Route("GET", AT, list_debtors, DebtorList, query=_QUERY),
    Route("GET", ONE, show_debtor, DebtorCard),
    Route("PUT", ONE, change_debtor, ChangedDebtor, DebtorBody),
)
