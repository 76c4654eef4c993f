"""What an unknown path or method is answered, in the words of the face whose path it is."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fordring.faces.common.straight import StraightRoutes

NOT_FOUND, METHOD_NOT_ALLOWED = 404, 405
Worded = Callable[[Request, int, str], Response]


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
    path = request.url.path
    for prefix, worded in words.items():
        if path.lower().startswith(prefix):
            methods = _methods_at(request)
            status, said = error.status_code, error.detail
            if methods and status == NOT_FOUND:
                status, said = METHOD_NOT_ALLOWED, HTTPStatus(METHOD_NOT_ALLOWED).phrase
            response = worded(request, status, f"{request.method} {path}: {said}")
            if methods and status == METHOD_NOT_ALLOWED:
                response.headers["Allow"] = ", ".join(methods)
            return response
    return await http_exception_handler(request, error)


def _methods_at(request: Request) -> list[str]:
    """What the path can be asked by (RFC 9110 section 15.5.6), in any casing where its face has it so.

    The framework tells the first route's methods only.
    """
    straight = [route for route in request.app.routes if isinstance(route, StraightRoutes)]
    return sorted({method for route in straight for method in route.methods_at(request.url.path)})
