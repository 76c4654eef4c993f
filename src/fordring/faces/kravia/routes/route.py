"""What a route of this face is: a method and path under both spellings of the version, what does it, and its shapes.

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
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.wire import answers
from fordring.faces.kravia.wire.examples import EXAMPLES
from fordring.faces.kravia.wire.parameters import PATH

BASES = ("/api/v2", "/api/v2.0")
STATUSES = (400, 401, 403, 404, 409, 413, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path, what does the work, and its shapes.

    `answer` is None where there are only bytes, of `media_types`. As OpenAPI has it: `encodings` are what a body may
    also be, and `query` says what each query parameter is (`schema`, `description`, `required`). A path of our own
    is told in `compatibility.OWN_PATHS`.
    """

    method: str
    path: str
    handler: Callable[[Call], Awaitable[Response]]
    answer: type[BaseModel] | None
    body: type[BaseModel] | None = None
    query: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    media_types: tuple[str, ...] = ()
    encodings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def told(base: str, route: Route) -> dict[str, Any]:
    """What the API documentation says of a route; bodies and answers bypass the framework's own machinery."""
    summary, _, more = (route.handler.__doc__ or "").partition("\n")
    in_path = [{"name": name, "in": "path", "required": True, **PATH[name]} for name in _named(route.path)]
    in_query = [{"name": name, "in": "query", "required": False, **about} for name, about in route.query.items()]
    described: dict[str, Any] = {"parameters": in_path + in_query, "security": any_of(["creditor-token"])}
    if route.body is not None:
        content = {"schema": whole_schema(route.body), "example": dict(EXAMPLES[route.body])}
        described["requestBody"] = {"content": {"application/json": content, **route.encodings}}
    good: dict[str, Any] = {"model": route.answer} if route.answer else {}
    if route.media_types:
        good["content"] = {media_type: {} for media_type in route.media_types}
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


def _named(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)
