"""What an unknown path or method is answered, in the words of the face whose path it is."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

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
            return worded(error.status_code, f"{request.method} {request.url.path}: {error.detail}")
    return await http_exception_handler(request, error)
