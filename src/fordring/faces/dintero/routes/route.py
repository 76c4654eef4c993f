"""What a route of this face is: a method and path at one or several bases, who may ask, what does it, and its shapes.

Each module of routes tells its own as a tuple `ROUTES`; `routes/__init__.py` puts them together.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from fordring.faces.common.schemas import whole_schema
from fordring.faces.common.security import any_of
from fordring.faces.dintero.routes.visit import Call, Visit
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.examples import EXAMPLES
from fordring.faces.dintero.wire.parameters import PATH, QUERY_SCHEMAS

CHECKOUT = ("/v1", "/v1/accounts/{aid}/payments")
"""Where checkout and payments stand: the checkout host's base, and the account-scoped one of the newer API."""
ACCOUNT = ("/v1/accounts/{aid}",)
"""Where an account's settlements, reports and hooks stand."""

READ = frozenset(["admin:checkout", "read:checkout"])
WRITE = frozenset(["admin:checkout", "write:checkout"])
STATUSES = (400, 401, 403, 404, 409, 413, 500, 503)

NO_CONTENT = 204
HOLDER = ("api-key", "merchant-token")


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path below each of `bases`, what does the work, and its shapes.

    With `scopes` it is for holders of any of them, and its handler takes a `Call`; without, its handler takes a `Visit`
    and looks at credentials itself, if at all. `credentials` names what the documentation says is taken. `media_types`
    are the answer's where it is bytes. `more_statuses` are refusals beside STATUSES, `good_statuses` what a good answer
    may have, the first unless it says otherwise; an answer of None says nothing.
    """

    method: str
    path: str
    handler: Callable[[Call], Awaitable[Response]] | Callable[[Visit], Awaitable[Response]]
    answer: Any
    scopes: frozenset[str] = frozenset()
    body: type[BaseModel] | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    bases: tuple[str, ...] = CHECKOUT
    credentials: tuple[str, ...] = HOLDER
    refusal: type[BaseModel] = answers.ErrorAnswer
    media_types: tuple[str, ...] = ()
    of_payment: bool = False
    more_statuses: tuple[int, ...] = ()
    good_statuses: tuple[int, ...] = (200,)


def told(route: Route, path: str) -> dict[str, Any]:
    """What the API documentation says of a route; bodies and answers bypass the framework's own machinery."""
    summary, _, more = (route.handler.__doc__ or "").partition("\n")
    good: dict[str, Any] = {"model": route.answer}
    if route.answer is None:
        good = {"description": "Done: nothing to say, or where to go in `location`"}
    if route.media_types:
        good["content"] = {media_type: {} for media_type in route.media_types}
    refused = {status: {"model": route.refusal} for status in _refused(route)}
    return {
        "methods": [route.method],
        "status_code": route.good_statuses[0],
        "name": route.handler.__name__,
        "summary": summary,
        "description": inspect.cleandoc(more) or None,
        "response_model": None,
        "response_class": Response,
        "responses": {**dict.fromkeys(route.good_statuses, good), **refused},
        "openapi_extra": _extra(route, path),
    }


def _refused(route: Route) -> list[int]:
    """The statuses of the refusals that this route can answer."""
    never: set[int] = set()
    if route.method == "GET":
        never |= {409, 413}
        if not route.query:
            never |= {400}
    return [status for status in (*STATUSES, *route.more_statuses) if status not in never]


def _extra(route: Route, path: str) -> dict[str, Any]:
    in_path = [_parameter(name, "path", PATH[name]) for name in re.findall(r"{(\w+)}", path)]
    in_query = [_parameter(name, "query", meaning) for name, meaning in route.query.items()]
    described: dict[str, Any] = {"parameters": in_path + in_query, "security": any_of(route.credentials)}
    if route.body is not None:
        content = {"schema": whole_schema(route.body), "example": dict(EXAMPLES[route.body])}
        described["requestBody"] = {"content": {"application/json": content}}
    return described


def _parameter(name: str, place: str, description: str) -> dict[str, Any]:
    schema = QUERY_SCHEMAS.get(name, {"type": "string"}) if place == "query" else {"type": "string"}
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": description}
