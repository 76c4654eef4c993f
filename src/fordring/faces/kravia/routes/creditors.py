"""Whom the token acts for, and how each of them is set up."""

from starlette.responses import Response

from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.creditors import creditor, creditor_settings
from fordring.faces.kravia.wire.creditor_answers import CreditorList, CreditorSettings
from fordring.services.callers import creditor_of
from fordring.services.onboarding.list_creditors import ListCreditors, list_creditors


async def creditors(call: Call) -> Response:
    """The creditors that the token acts for, by their ids."""
    async with call.context.database.reading() as connection:
        found = await list_creditors(ListCreditors(call.token.merchants), call.work(connection))
    return call.answer(CreditorList(value=[creditor(merchant) for merchant in found]).worded())


async def settings(call: Call) -> Response:
    """How one creditor is set up, with the defaults that hold for it."""
    async with call.context.database.reading() as connection:
        merchant = await creditor_of(connection, call.number, call.token.merchants)
    return call.answer(creditor_settings(merchant).worded())


ROUTES: tuple[Route, ...] = (
    Route("GET", "/creditor", creditors, CreditorList),
    Route("GET", "/creditor/{id}/settings", settings, CreditorSettings),
)
