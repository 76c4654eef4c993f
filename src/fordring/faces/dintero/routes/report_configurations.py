"""`/accounts/{aid}/settlements/reports/configuration`: which report files go where by e-mail."""

from uuid import UUID

from starlette.responses import Response

from fordring.faces.dintero.routes.route import ACCOUNT, Route
from fordring.faces.dintero.routes.settlements import BEARER, READ
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.ids import plain_id
from fordring.faces.dintero.translate.report_configurations import configuration_command, configuration_words
from fordring.faces.dintero.translate.settlement_filters import configurations_asked
from fordring.faces.dintero.wire import report_configurations as wire
from fordring.faces.dintero.wire.parameters import CONFIGURATION_PAGES
from fordring.services.reporting.configure_reports import configure_reports
from fordring.services.reporting.remove_configuration import RemoveConfiguration, remove_configuration
from fordring.storage import report_configurations
from fordring.storage.report_configurations import ReportConfiguration

CREATE = frozenset(["admin:billing", "admin:reports", "admin:settlements", "write:settlements"])
CHANGE = frozenset(["admin:billing", "write:billing", "admin:settlements", "write:settlements"])
PATH = "/settlements/reports/configuration"
ONE = f"{PATH}/{{configuration}}"


async def list_configurations(call: Call) -> Response:
    """The account's report configurations, the newest first."""
    asked = configurations_asked(call.visit.request.query_params.multi_items())
    merchant_id = call.bearer.merchant_id
    async with call.context.database.reading() as connection:
        after = await report_configurations.get(connection, merchant_id, asked.after) if asked.after else None
        found = await report_configurations.listed(connection, merchant_id, after, asked.limit + 1)
    shown, more = found[: asked.limit], len(found) > asked.limit
    items = [configuration_words(each, call.bearer.account_id) for each in shown]
    return call.visit.answer({"items": items, "starting_after": items[-1]["id"] if more else None})


async def show_configuration(call: Call) -> Response:
    """One report configuration."""
    async with call.context.database.reading() as connection:
        found = await report_configurations.get(connection, call.bearer.merchant_id, _asked_for(call))
    return _answer(call, found)


async def create_configuration(call: Call) -> Response:
    """Have the report files of settlements sent by e-mail, from the next one that the bank confirms on."""
    return await _configured(call, None)


async def change_configuration(call: Call) -> Response:
    """Replace a report configuration as a whole."""
    return await _configured(call, _asked_for(call))


async def delete_configuration(call: Call) -> Response:
    """Delete a report configuration. What is on its way by it still arrives."""
    command = RemoveConfiguration(call.bearer.merchant_id, _asked_for(call))
    return await call.once(lambda work: remove_configuration(command, work), lambda removed: _answer(call, removed))


async def _configured(call: Call, configuration_id: UUID | None) -> Response:
    body = shaped(wire.ReportConfigurationBody, await call.visit.body())
    command = configuration_command(body, call.bearer.merchant_id, configuration_id)
    return await call.once(lambda work: configure_reports(command, work), lambda made: _answer(call, made))


def _asked_for(call: Call) -> UUID:
    return plain_id("report configuration", call.visit.request.path_params["configuration"])


def _answer(call: Call, configuration: ReportConfiguration) -> Response:
    return call.visit.answer(configuration_words(configuration, call.bearer.account_id))


WORDS, BODY = wire.ReportConfigurationWords, wire.ReportConfigurationBody
ROUTES = (
    Route(
        "GET",
        PATH,
        list_configurations,
        wire.ReportConfigurationList,
        READ,
        query=CONFIGURATION_PAGES,
        bases=ACCOUNT,
        credentials=BEARER,
    ),
    Route("POST", PATH, create_configuration, WORDS, CREATE, BODY, bases=ACCOUNT, credentials=BEARER),
    Route("GET", ONE, show_configuration, WORDS, READ, bases=ACCOUNT, credentials=BEARER),
    Route("PUT", ONE, change_configuration, WORDS, CHANGE, BODY, bases=ACCOUNT, credentials=BEARER),
    Route("DELETE", ONE, delete_configuration, WORDS, CHANGE, bases=ACCOUNT, credentials=BEARER),
)
