"""One application for all tests of a process: it takes half a second to put together, and keeps nothing of its own.

Whatever a face is handed it reads while it answers, so each test lends it its own context for each of its requests.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar, cast

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

C = TypeVar("C")


class _Lent:
    """The context of the request in hand."""

    def __init__(self, current: ContextVar[Any]) -> None:
        self._current = current

    def __getattr__(self, name: str) -> Any:
        return getattr(self._current.get(), name)


class SharedApp(Generic[C]):
    """An application that `mount(app, context)` adds its routes to, when the first test asks for it."""

    def __init__(self, mount: Callable[[FastAPI, C], None]) -> None:
        self._mount = mount
        self._current: ContextVar[C] = ContextVar("context")
        self._app: FastAPI | None = None

    def before(self, context: C) -> ASGIApp:
        """The application as it is with this context; several may be open at once."""
        if self._app is None:
            self._app = FastAPI()
            self._mount(self._app, cast("C", _Lent(self._current)))
        app = self._app

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            token = self._current.set(context)
            try:
                await app(scope, receive, send)
            finally:
                self._current.reset(token)

        return answer
