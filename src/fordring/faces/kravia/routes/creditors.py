"""Whom the token acts for, and how each of them is set up."""

from starlette.responses import Response

from fordring.domain.merchant import Merchant
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.creditors import (
    activation_answer,
    creditor,
    creditor_settings,
    whole_creditor,
)
from fordring.faces.kravia.translate.onboarding import Changes, changes_of
from fordring.faces.kravia.wire.creditor_answers import CreditorList, CreditorSettings, WholeCreditor
from fordring.faces.kravia.wire.onboarding import SettingsBody, Template
from fordring.services.callers import creditor_of
from fordring.services.onboarding.change_creditor import ChangeCreditor, change_creditor
from fordring.services.onboarding.deactivate_creditor import DeactivateCreditor, deactivate_creditor
from fordring.services.onboarding.list_creditors import ListCreditors, list_creditors


async def creditors(call: Call) -> Response:
    """The creditors that the token acts for, by their ids."""
    async with call.context.database.reading() as connection:
        found = await list_creditors(ListCreditors(call.token.merchants), call.work(connection))
    return call.answer(CreditorList(value=[creditor(merchant) for merchant in found]))


async def one_creditor(call: Call) -> Response:
    """All that was told of one creditor, whether it is active, and the accounts it has (our own addition)."""
    return call.answer(whole_creditor(await _asked_for(call)))


async def change(call: Call) -> Response:
    """Change what was told of a creditor; what is not named stays (our own addition).

    Claims keep what they were registered with. Country and currency stay as they are.
    """
    body, raw = await call.read(Template)
    command = _changing(call, changes_of(body))
    return await call.once(
        lambda work: change_creditor(command, work),
        lambda changed: call.answer(activation_answer(changed)),
        raw,
    )


async def deactivate(call: Call) -> Response:
    """Take no more claims: nothing is registered or started, what was started goes on (our own addition)."""
    return await _set_active(call, active=False)


async def reactivate(call: Call) -> Response:
    """Take claims again for a creditor that was deactivated (our own addition)."""
    return await _set_active(call, active=True)


async def settings(call: Call) -> Response:
    """How one creditor is set up, with the defaults that hold for it."""
    return call.answer(creditor_settings(await _asked_for(call)))


async def change_settings(call: Call) -> Response:
    """Set a creditor up otherwise; what is not named stays, what cannot be set is not looked at (our own addition)."""
    body, raw = await call.read(SettingsBody)
    command = _changing(call, changes_of(body))
    return await call.once(
        lambda work: change_creditor(command, work),
        lambda changed: call.answer(creditor_settings(changed.merchant)),
        raw,
    )


async def _asked_for(call: Call) -> Merchant:
    async with call.context.database.reading() as connection:
        return await creditor_of(connection, call.number, call.token.merchants)


def _changing(call: Call, changes: Changes) -> ChangeCreditor:
    problems = (*changes.unknown, *changes.problems)
    return ChangeCreditor(call.number, call.token.merchants, changes.told, problems)


async def _set_active(call: Call, *, active: bool) -> Response:
    command = DeactivateCreditor(call.number, call.token.merchants, active)
    return await call.once(
        lambda work: deactivate_creditor(command, work),
        lambda merchant: call.answer(whole_creditor(merchant)),
        b"",
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/creditor", creditors, CreditorList),
    Route("GET", "/creditor/{id}", one_creditor, WholeCreditor),
    Route("PUT", "/creditor/{id}", change, WholeCreditor, Template),
    Route("POST", "/creditor/{id}/deactivate", deactivate, WholeCreditor),
    Route("POST", "/creditor/{id}/reactivate", reactivate, WholeCreditor),
    Route("GET", "/creditor/{id}/settings", settings, CreditorSettings),
    Route("PUT", "/creditor/{id}/settings", change_settings, CreditorSettings, SettingsBody),
)
