"""The lines of bookkeeping that invoices were registered with: of one invoice, and of a period as JSON or CSV."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fordring.faces.kravia.compatibility import FORMATS
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.shown import shown
from fordring.faces.kravia.routes.streaming import csv_pages, json_pages
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.settlements import exported, invoice_bookkeeping
from fordring.faces.kravia.wire.settlement_answers import BookkeepingExport, ExportedLine, InvoiceBookkeeping
from fordring.faces.kravia.wire.settlements import BookkeepingQuery
from fordring.services.reporting.export_bookkeeping import ExportBookkeeping, export_bookkeeping


async def bookkeeping(call: Call) -> Response:
    """The bookkeeping details of one invoice, as they were registered (our own addition)."""
    return call.answer(invoice_bookkeeping(await shown(call)))


async def export_bookkeeping_lines(call: Call) -> Response:
    """The bookkeeping details of a period, by invoice, as JSON or CSV (our own addition).

    Of invoices that were started; a line without a date of its own counts on the invoice's day.
    """
    query = BookkeepingQuery.model_validate(dict(call.request.query_params.multi_items()))
    if query.format.lower() not in FORMATS:
        raise BadRequestError({"format": f"must be one of {', '.join(FORMATS)}"})
    asked = ExportBookkeeping(call.token.merchants, query.creditor_id, query.date_from, query.date_to)
    done = False

    async def page() -> Sequence[ExportedLine] | None:
        nonlocal asked, done
        if done:
            return None
        async with call.context.database.reading() as connection:
            found = await export_bookkeeping(asked, connection)
        done = len(found.claims) < asked.limit
        if found.claims:
            asked = replace(asked, after=found.claims[-1].claim_no)
        return list(exported(found))

    if query.format.lower() == "csv":
        return await csv_pages(call, page, ExportedLine, "bookkeeping.csv")
    return await json_pages(call, page)


DAY: dict[str, Any] = {"type": "string", "format": "date"}
_QUERY: dict[str, dict[str, Any]] = {
    "creditorId": {"schema": {"type": "integer"}, "description": "of one creditor only"},
    "dateFrom": {"schema": DAY, "description": "booked on this day or later"},
    "dateTo": {"schema": DAY, "description": "booked on this day or before"},
    "format": {"schema": {"type": "string", "enum": list(FORMATS), "default": FORMATS[0]}, "description": "how"},
}

ROUTES: tuple[Route, ...] = (
    Route("GET", "/invoice/{id}/bookkeeping", bookkeeping, InvoiceBookkeeping),
    Route("GET", "/bookkeeping", export_bookkeeping_lines, BookkeepingExport, query=_QUERY, media_types=("text/csv",)),
)
