"""Every route of this face as one table, mounted at both public bases."""

import inspect
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from fordring.faces.common.context import FaceContext
from fordring.faces.common.greeting import EXAMPLE
from fordring.faces.common.schemas import whole_schema
from fordring.faces.common.security import any_of
from fordring.faces.dintero.routes.files import READ, show_file
from fordring.faces.dintero.routes.payments import pay
from fordring.faces.dintero.routes.tokens import issue_token
from fordring.faces.dintero.routes.transactions import capture, list_them, refund, show, update, void
from fordring.faces.dintero.routes.visit import Call, for_anyone, for_holders
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.parameters import FILTERS, INCLUDES, PATH
from fordring.faces.dintero.wire.payments import PayBody
from fordring.faces.dintero.wire.tokens import TokenBody
from fordring.faces.dintero.wire.transactions import CaptureBody, UpdateBody

BASES = ("/v1", "/v1/accounts/{aid}/payments")
TOKEN_PATH = "/v1/accounts/{oid}/auth/token"  # noqa: S105 - the address of the token endpoint is no secret
WRITE = frozenset(["admin:checkout", "write:checkout"])
STATUSES = (400, 401, 403, 404, 409, 413, 500, 503)


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path for holders of any of `scopes`, what does the work, and its shapes."""

    method: str
    path: str
    scopes: frozenset[str]
    handler: Callable[[Call], Awaitable[Response]]
    answer: Any = answers.Transaction
    body: type[BaseModel] | None = None
    query: Mapping[str, str] = field(default_factory=lambda: INCLUDES)
    of_payment: bool = False


ROUTES = (
    Route("POST", "/sessions/pay", WRITE, pay, answers.PaidTransaction, PayBody, {}, of_payment=True),
    Route("GET", "/transactions", READ, list_them, list[answers.Transaction], query=FILTERS),
    Route("GET", "/transactions/{id}", READ, show),
    Route("PUT", "/transactions/{id}", WRITE, update, body=UpdateBody),
    Route("POST", "/transactions/{id}/capture", WRITE, capture, body=CaptureBody),
    Route("POST", "/transactions/{id}/void", WRITE, void),
    Route("POST", "/transactions/{id}/refund", WRITE, refund),
)


def router(context: FaceContext) -> APIRouter:
    """The routes of this face for one installation."""
    made = APIRouter(tags=["merchant API"])
    token = _told("POST", TOKEN_PATH, issue_token, answers.AccessToken, TokenBody)
    token["openapi_extra"]["security"] = any_of(["client-credentials"])
    asked = {"grant_type": "client_credentials", "audience": f"{context.base_url}/v1/accounts/OID"}
    token["openapi_extra"]["requestBody"]["content"]["application/json"]["example"] = asked
    made.add_api_route(TOKEN_PATH, for_anyone(context, issue_token), **token)
    for base in BASES:
        for route in ROUTES:
            path = base + route.path
            endpoint = for_holders(context, route.scopes, route.handler, of_payment=route.of_payment)
            told = _told(route.method, path, route.handler, route.answer, route.body, route.query)
            if route.of_payment:
                told["responses"] |= _refusals(answers.PayErrorAnswer)
                told["openapi_extra"]["requestBody"]["content"]["application/json"]["example"] = json.loads(EXAMPLE)
            made.add_api_route(path, endpoint, **told)
        path = f"{base}/files/{{fid}}"
        file = _told("GET", path, show_file, answers.File)
        file["responses"][200]["content"] = {"application/pdf": {}}
        made.add_api_route(path, for_anyone(context, show_file), **file)
    return made


def _told(
    method: str,
    path: str,
    handler: Callable[..., Any],
    answer: Any,
    body: type[BaseModel] | None = None,
    query: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the API documentation says of a route; bodies and answers bypass the framework's own machinery."""
    summary, _, more = (handler.__doc__ or "").partition("\n")
    in_path = [_parameter(name, "path", PATH[name]) for name in re.findall(r"{(\w+)}", path)]
    in_query = [_parameter(name, "query", meaning) for name, meaning in (query or {}).items()]
    described: dict[str, Any] = {"parameters": in_path + in_query, "security": any_of(["api-key", "merchant-token"])}
    if body is not None:
        described["requestBody"] = {"content": {"application/json": {"schema": whole_schema(body)}}}
    return {
        "methods": [method],
        "name": handler.__name__,
        "summary": summary,
        "description": inspect.cleandoc(more) or None,
        "response_model": None,
        "response_class": Response,
        "responses": {200: {"model": answer}, **_refusals(answers.ErrorAnswer)},
        "openapi_extra": described,
    }


def _refusals(shape: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": shape} for status in STATUSES}


def _parameter(name: str, place: str, description: str) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": description}
