"""Who asks, and how the claims of its creditors stand."""

from typing import Any

from starlette.responses import Response

from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate import statistics
from fordring.faces.kravia.wire.statistic_answers import CaseCounts, Company, CreditorStatistic
from fordring.faces.kravia.wire.statistics import StatisticQuery
from fordring.services.invoicing.count_claims import CountClaims, Tally, count_claims
from fordring.services.onboarding.list_creditors import ListCreditors, list_creditors


async def company(call: Call) -> Response:
    """Whose token it is: the partner it was issued to, else the one creditor that it acts for."""
    async with call.context.database.reading() as connection:
        creditors = await list_creditors(ListCreditors(call.token.merchants), call.work(connection))
    return call.answer(statistics.company(call.token, creditors))


async def creditor_statistic(call: Call) -> Response:
    """How many cases are open, waiting and closed, what was collected and what may still be."""
    return call.answer(statistics.creditor_statistic(await _tally(call)))


async def case_statistic(call: Call) -> Response:
    """How many cases have which status."""
    return call.answer(statistics.case_counts(await _tally(call)))


async def _tally(call: Call) -> Tally:
    query = StatisticQuery.model_validate(dict(call.request.query_params.multi_items()))
    command = CountClaims(call.token.merchants, query.creditor_id)
    async with call.context.database.reading() as connection:
        return await count_claims(command, call.work(connection))


_CREDITOR: dict[str, Any] = {
    "creditorId": {"schema": {"type": "integer"}, "description": "one creditor alone (our own addition)"}
}

ROUTES: tuple[Route, ...] = (
    Route("GET", "/company", company, Company),
    Route("GET", "/statistic/creditor", creditor_statistic, CreditorStatistic, query=_CREDITOR),
    Route("GET", "/statistic/cases", case_statistic, CaseCounts, query=_CREDITOR),
)
