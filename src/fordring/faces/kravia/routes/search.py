"""Looking for invoices, and following what changes: the page after the last one seen, oldest change first."""

from typing import Any

from starlette.responses import Response

from fordring.faces.kravia.compatibility import OPEN, TYPE_OF_KIND
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.search import filter_of, search_answer
from fordring.faces.kravia.vocabulary import STANDINGS
from fordring.faces.kravia.wire.loose import TOP_MAX
from fordring.faces.kravia.wire.search import TOP, SearchQuery
from fordring.faces.kravia.wire.search_answers import SearchAnswer
from fordring.services.invoicing.search_claims import SearchClaims, search_claims


async def search(call: Call) -> Response:
    """Search invoices in the order of their last change; what changed since `lastUpdatedTime` if that is given.

    To follow what happens, sort ascending and send the last `lastUpdatedTime` of the answer the next time: nothing is
    told twice and nothing is missed. Do not page with `skip` meanwhile: what changes moves to the end.
    """
    query = SearchQuery.model_validate(dict(call.request.query_params.multi_items()))
    command = SearchClaims(
        merchants=call.token.merchants,
        creditor_no=query.creditor_id,
        wanted=filter_of(query),
        top=min(query.top, TOP_MAX),
        skip=query.skip,
        ascending=query.by_ascending,
    )
    async with call.context.database.reading() as connection:
        found = await search_claims(command, call.work(connection))
    return call.answer(search_answer(found, call.wall))


async def search_older(call: Call) -> Response:
    """The older path of the same search."""
    return await search(call)


_QUERY: dict[str, dict[str, Any]] = {
    "top": {
        "schema": {"type": "integer", "default": TOP},
        "description": f"so many invoices, at most {TOP_MAX}",
    },
    "skip": {"schema": {"type": "integer", "default": 0}, "description": "behind the first so many"},
    "lastUpdatedTime": {
        "schema": {"type": "string"},
        "example": "2021-06-01T15:13:14.4044853",
        "description": "only what was updated after this; up to seven decimals; UTC unless a zone follows",
    },
    "orderBy": {"schema": {"type": "string"}, "example": "11", "description": "11, by last update, whatever is said"},
    "byAscending": {"schema": {"type": "string"}, "example": "True", "description": "oldest first; else newest first"},
    "creditorId": {"schema": {"type": "integer"}, "description": "of one creditor only"},
    "claimType": {"schema": {"type": "string", "enum": [*TYPE_OF_KIND.values(), OPEN]}, "description": "in any casing"},
    "status": {"schema": {"type": "string", "enum": list(STANDINGS)}, "description": "in any casing; Open: not closed"},
    "invoiceNo": {"schema": {"type": "string"}, "description": "exactly this number"},
    "q": {
        "schema": {"type": "string"},
        "description": "beginnings of words of numbers, references, name, e-mail, phone",
    },
}

ROUTES: tuple[Route, ...] = (
    Route("GET", "/invoice/search", search, SearchAnswer, query=_QUERY),
    Route("GET", "/invoice/search/q", search_older, SearchAnswer, query=_QUERY),
)
