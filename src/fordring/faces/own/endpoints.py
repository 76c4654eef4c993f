"""What every route of our own face has around it: the answer as JSON, refusals in its shape, its documentation."""

from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.faces.common.requests import REQUEST_ID, request_id
from fordring.faces.common.schemas import whole_schema
from fordring.faces.common.security import any_of
from fordring.faces.own.errors import answer_of

Endpoint = Callable[[Request], Awaitable[Response]]


def id_of(request: Request, what: str) -> UUID:
    """The id in the path. Raises NotFoundError for what is none, so that it is the id of nothing."""
    named = request.path_params["id"]
    try:
        return UUID(named)
    except ValueError:
        raise NotFoundError(what, named) from None


def endpoint(handler: Callable[[Request], Awaitable[object]]) -> Endpoint:
    """The endpoint of a handler whose result is answered as JSON."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        headers = {REQUEST_ID: str(request_id())}
        try:
            answer = await handler(request)
            if isinstance(answer, Response):
                answer.headers.update(headers)
                return answer
            return Response(to_json(answer), 200, headers, "application/json")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is answered in this face's shape, and logged there
            return answer_of(error, headers)

    return answered


MERCHANTS = ("api-key", "merchant-token", "creditor-token")
"""The credentials of whoever may act for a merchant at one of the other faces."""

OPERATOR = ("operator-token",)


def told(
    method: str,
    summary: str,
    answer: Any,
    parameters: Sequence[dict[str, Any]] = (),
    credentials: Sequence[str] = MERCHANTS,
) -> dict[str, Any]:
    """What the API documentation says of a route."""
    return {
        "methods": [method],
        "summary": summary,
        "response_model": None,
        "response_class": Response,
        "responses": {200: {"model": answer}},
        "openapi_extra": {"parameters": list(parameters), "security": any_of(credentials)},
    }


def taking(
    route: dict[str, Any], body: type[BaseModel], example: Any = None, *, required: bool = True
) -> dict[str, Any]:
    """What the API documentation says of a route, with the body that it takes."""
    content = {"schema": whole_schema(body)} | ({} if example is None else {"example": example})
    said = {"content": {"application/json": content}, "required": required}
    return route | {"openapi_extra": {**route["openapi_extra"], "requestBody": said}}


def parameter(name: str, place: str, description: str) -> dict[str, Any]:
    """A parameter of a route; those in the path are required."""
    schema = {"type": "string"}
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": description}
