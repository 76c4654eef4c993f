"""Answers too long to be held: written page by page while they are sent, each page read for itself."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

from pydantic_core import to_json
from starlette.responses import Response, StreamingResponse

from fordring.faces.common.requests import REQUEST_ID
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.wire.answer import Answer
from fordring.formats.cells import harmless

Item = TypeVar("Item", bound=Answer)
Page = Callable[[], Awaitable[Sequence[Item] | None]]
"""The items that come next; None behind the last of them."""

JSON = "application/json"
CSV = "text/csv"


async def json_pages(call: Call, page: Page[Item]) -> Response:
    """`{"value": [...]}` of all items. What goes wrong with the first page is answered as any refusal is."""
    first = await page()

    async def written() -> AsyncIterator[bytes]:
        lead = b'{"value":['
        async for items in _pages(first, page):
            for item in items:
                yield lead + to_json(item.worded())
                lead = b","
        yield (b'{"value":[]}' if lead != b"," else b"]}")

    return StreamingResponse(written(), 200, {REQUEST_ID: str(call.request_id)}, JSON)


async def csv_pages(call: Call, page: Page[Item], shape: type[Item], name: str) -> Response:
    """A line for each item under the shape's public names (RFC 4180, UTF-8), as a file to be kept."""
    first = await page()
    columns = [str(field.alias) for field in shape.model_fields.values()]

    async def written() -> AsyncIterator[bytes]:
        yield _lines([columns])
        async for items in _pages(first, page):
            yield _lines([[_cell(item.worded()[column]) for column in columns] for item in items])

    headers = {REQUEST_ID: str(call.request_id), "content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(written(), 200, headers, CSV)


async def _pages(first: Sequence[Item] | None, page: Page[Item]) -> AsyncIterator[Sequence[Item]]:
    items = first
    while items is not None:
        yield items
        items = await page()


def _cell(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _lines(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
