"""Every route of this face as one table, mounted under both spellings of the version."""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from fordring.faces.common.context import FaceContext
from fordring.faces.common.schemas import whole_schema
from fordring.faces.common.security import any_of
from fordring.faces.kravia.routes.invoices import act, details, register, show_document
from fordring.faces.kravia.routes.visit import Call, for_holders
from fordring.faces.kravia.wire import answers
from fordring.faces.kravia.wire.examples import ACTION, INVOICE
from fordring.faces.kravia.wire.invoices import ActionBody, RegisterBody

BASES = ("/api/v2", "/api/v2.0")
IN_PATH = {"id": "the invoice's integer id", "documentId": "the document's id, as in the details"}
STATUSES = (400, 401, 403, 404, 409, 413, 500, 503)


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path, what does the work, and its shapes; `answer` is None for bytes."""

    method: str
    path: str
    handler: Callable[[Call], Awaitable[Response]]
    answer: type[BaseModel] | None
    body: type[BaseModel] | None = None
    example: Mapping[str, Any] = field(default_factory=dict)
    query: tuple[dict[str, Any], ...] = ()


ROUTES = (
    Route("POST", "/invoice/register", register, answers.Claim, RegisterBody, INVOICE),
    Route("POST", "/invoice/{id}/action", act, answers.Claim, ActionBody, query=(ACTION,)),
    Route("GET", "/invoice/{id}/details", details, answers.DetailsAnswer),
    Route("GET", "/invoice/{id}/document/{documentId}", show_document, None),
)


def router(context: FaceContext) -> APIRouter:
    """The routes of this face for one installation; the documentation shows the first spelling only."""
    made = APIRouter(tags=["creditor API"])
    for base in BASES:
        for route in ROUTES:
            endpoint = for_holders(context, route.handler)
            told = _told(base, route)
            made.add_api_route(base + route.path, endpoint, include_in_schema=base == BASES[0], **told)
    return made


def _told(base: str, route: Route) -> dict[str, Any]:
    """What the API documentation says of a route; bodies and answers bypass the framework's own machinery."""
    summary, _, more = (route.handler.__doc__ or "").partition("\n")
    in_path = [_in_path(name) for name in re.findall(r"{(\w+)}", route.path)]
    described: dict[str, Any] = {"parameters": [*in_path, *route.query], "security": any_of(["creditor-token"])}
    if route.body is not None:
        content = {"schema": whole_schema(route.body), "example": dict(route.example)}
        described["requestBody"] = {"content": {"application/json": content}}
    good: dict[str, Any] = {"model": route.answer} if route.answer else {"content": {"application/pdf": {}}}
    return {
        "methods": [route.method],
        "name": route.handler.__name__,
        "operation_id": f"{route.handler.__name__}{base.replace('/', '_').replace('.', '_')}",
        "summary": summary,
        "description": inspect.cleandoc(more) or None,
        "response_model": None,
        "response_class": Response,
        "responses": {200: good, **{status: {"model": answers.ProblemDetails} for status in STATUSES}},
        "openapi_extra": described,
    }


def _in_path(name: str) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": IN_PATH[name]}
