"""What was paid to the creditor: its settlements, how to book them, and that its books have them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.streaming import json_pages
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.settlements import settlement
from fordring.faces.kravia.wire.settlement_answers import Settlement, SettlementList
from fordring.faces.kravia.wire.settlements import BookkeepQuery, SettlementsQuery
from fordring.services.reporting.bookkeep_settlement import BookkeepSettlement, bookkeep_settlement
from fordring.services.reporting.list_statements import ListStatements, list_statements

AT_ONCE = 20
"""So many settlements are read and written at a time; each may have many invoices."""
ACCOUNTING_ID = "internalAccountingId"


async def settlements(call: Call) -> Response:
    """The settlements, oldest first, each with its invoices and a bookkeeping suggestion; all without parameters.

    A settlement is a payout that the bank has confirmed. Do not page with `skip` while settlements are bookkept.
    """
    query = SettlementsQuery.model_validate(dict(call.request.query_params.multi_items()))
    asked = ListStatements(
        merchants=call.token.merchants,
        creditor_no=query.creditor_id,
        open_only=query.exclude_closed,
        first_day=query.date_from,
        last_day=query.date_to,
        skip=query.skip,
    )
    left, done = query.top, False

    async def page() -> Sequence[Settlement] | None:
        nonlocal asked, left, done
        limit = AT_ONCE if left is None else min(AT_ONCE, left)
        async with call.context.database.reading() as connection:
            found = [] if done else await list_statements(replace(asked, limit=limit), connection)
        if not found:
            return None
        items = [settlement(statement) for statement in found]
        asked = replace(asked, after=items[-1].id)
        left = None if left is None else left - len(items)
        done = len(items) < limit or left == 0
        return items

    return await json_pages(call, page)


async def bookkeep(call: Call) -> Response:
    """Say that the books have a settlement, and under what id; it is closed from then on.

    The same again changes nothing, another id takes the place of the first, and an empty one opens it again.
    """
    given = call.request.query_params.multi_items()
    if not any(name.lower() == ACCOUNTING_ID.lower() for name, _ in given):
        raise BadRequestError({ACCOUNTING_ID: "is missing; an empty one says that the books no longer have it"})
    query = BookkeepQuery.model_validate(dict(given))
    command = BookkeepSettlement(call.number, query.internal_accounting_id, call.token.merchants)
    return await call.once(
        lambda work: bookkeep_settlement(command, work),
        lambda statement: call.answer(settlement(statement)),
        b"",
    )


DAY: dict[str, Any] = {"type": "string", "format": "date"}
_QUERY: dict[str, dict[str, Any]] = {
    "ExcludeClosed": {"schema": {"type": "string"}, "example": "true", "description": "only those not bookkept yet"},
    "creditorId": {"schema": {"type": "integer"}, "description": "of one creditor only"},
    "dateFrom": {"schema": DAY, "description": "paid on this day or later, by the creditor's calendar"},
    "dateTo": {"schema": DAY, "description": "paid on this day or before"},
    "top": {"schema": {"type": "integer"}, "description": "so many settlements"},
    "skip": {"schema": {"type": "integer", "default": 0}, "description": "behind the first so many"},
}
_BOOKKEEP: dict[str, dict[str, Any]] = {
    ACCOUNTING_ID: {
        "schema": {"type": "string"},
        "required": True,
        "example": "XYZ3",
        "description": "what the books call it; empty: they no longer have it",
    }
}

ROUTES: tuple[Route, ...] = (
    Route("GET", "/settlements", settlements, SettlementList, query=_QUERY),
    Route("PATCH", "/settlements/{id}/bookkeep", bookkeep, Settlement, query=_BOOKKEEP),
)
