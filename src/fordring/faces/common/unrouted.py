"""What an unknown path or method is answered, in the words of the face whose path it is."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fordring.faces.common.straight import StraightRoutes

METHOD_NOT_ALLOWED = 405
Worded = Callable[[int, str], Response]


def answer_unrouted(app: FastAPI, words: Mapping[str, Worded]) -> None:
    """Let `words[prefix](status, message)` answer what no route below `prefix` did; elsewhere the framework answers.

    Each face adds its own prefixes.
    """
    if not hasattr(app.state, "unrouted"):
        app.state.unrouted = {}
        app.add_exception_handler(HTTPException, _answer)
    app.state.unrouted.update(words)


async def _answer(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    words: Mapping[str, Worded] = request.app.state.unrouted
    for prefix, worded in words.items():
        if request.url.path.startswith(prefix):
            response = worded(error.status_code, f"{request.method} {request.url.path}: {error.detail}")
            response.headers.update(_allowed(request, error))
            return response
    return await http_exception_handler(request, error)


def _allowed(request: Request, error: HTTPException) -> dict[str, str]:
    """What the path can be asked by (RFC 9110 section 15.5.6); the framework tells the first route's methods only."""
    straight = [route for route in request.app.routes if isinstance(route, StraightRoutes)]
    methods = sorted({method for route in straight for method in route.methods_at(request.url.path)})
    return {"Allow": ", ".join(methods)} if methods and error.status_code == METHOD_NOT_ALLOWED else {}
