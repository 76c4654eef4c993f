"""The way to an endpoint that takes the bare request: looked up word by word, instead of route by route.

The framework tries its routes one after the other, each with a pattern, and those of an included router twice: with the
routes of all faces that is a tenth of a short request. It still has every route, documents them, and answers whatever
is not found here: another method, a slash too many, a path that nobody has. Here alone an encoded slash parts nothing.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.datastructures import URLPath
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import ASGIApp, Receive, Scope, Send

SLASH = b"%2f"
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Place:
    """Where the words of a path have led so far: on by a word, on by any word, or to an endpoint."""

    by_word: dict[str, "Place"] = field(default_factory=dict)
    by_any: "Place | None" = None
    endpoint: Endpoint | None = None
    names: tuple[str, ...] = ()


class StraightRoutes(BaseRoute):
    """Routes whose paths are whole words and whole parameters; a word goes before a parameter.

    With `any_case` words are found in any casing; parameters stay as they came.
    """

    def __init__(self, routes: Iterable[BaseRoute], *, any_case: bool = False) -> None:
        self._methods: dict[str, Place] = {}
        self._word_of: Callable[[str], str] = str.lower if any_case else str
        for route in routes:
            if isinstance(route, APIRoute):
                for method in route.methods or ():
                    self._add(method, route.path, cast("Endpoint", route.endpoint))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """What is found by method and path, with the path's parameters."""
        if scope["type"] != "http" or scope.get("root_path"):
            return Match.NONE, {}
        place, given = self._found(scope["method"], _words(scope))
        if place is None:
            return Match.NONE, {}
        return Match.FULL, {"endpoint": place.endpoint, "path_params": dict(zip(place.names, given, strict=True))}

    def methods_at(self, path: str) -> list[str]:
        """What a path can be asked by."""
        return [method for method in self._methods if self._found(method, path.split("/"))[0]]

    def _found(self, method: str, words: Iterable[str]) -> tuple[Place | None, list[str]]:
        """The place of an endpoint, and the words that its parameters are."""
        place, given = self._methods.get(method), []
        for word in words:
            if place is None:
                break
            on = place.by_word.get(self._word_of(word))
            if on is not None:
                place = on
            else:
                place = place.by_any if word else None
                given.append(word)
        return (place if place is not None and place.endpoint is not None else None), given

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the endpoint that was found answer; what goes wrong is its own to word."""
        response = await scope["endpoint"](Request(scope, receive, send))
        await response(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """None is known by its name here. Raises NoMatchFound."""
        raise NoMatchFound(name, path_params)

    def _add(self, method: str, path: str, endpoint: Endpoint) -> None:
        words = path.split("/")
        names = [word[1:-1] for word in words if word.startswith("{") and word.endswith("}")]
        if path.count("{") != len(names) or ":" in path:
            return  # a parameter that is a part of a word, or several words, is the framework's
        place = self._methods.setdefault(method, Place())
        for word in words:
            if word.startswith("{"):
                place.by_any = place.by_any or Place()
                place = place.by_any
            else:
                place = place.by_word.setdefault(self._word_of(word), Place())
        if place.endpoint is None:  # the first of two, as the framework has it
            place.endpoint, place.names = endpoint, tuple(names)


def _words(scope: Scope) -> list[str]:
    """The words of the path; a slash that came encoded stands in one, and parts none (RFC 3986 section 2.2)."""
    raw: bytes = scope.get("raw_path") or b""
    if SLASH not in raw.lower():
        path: str = scope["path"]
        return path.split("/")
    return [unquote(word) for word in raw.decode("ascii", "replace").split("/")]


def include_straight(app: FastAPI, router: APIRouter, *, any_case: bool = False) -> None:
    """Add a router whose endpoints all take the bare request, and make their responses themselves."""
    app.include_router(router)
    app.router.routes.insert(0, StraightRoutes(router.routes, any_case=any_case))


def straight_first(app: FastAPI) -> ASGIApp:
    """The application as a server asks it: only for what its straight routes do not find.

    They go past its middleware too: an endpoint reads its body within its face's limits, and words what goes wrong.
    """
    ways = [route for route in app.routes if isinstance(route, StraightRoutes)]

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        for way in ways:
            match, found = way.matches(scope)
            if match is Match.FULL:
                await way.handle({**scope, **found, "app": app}, receive, send)
                return
        await app(scope, receive, send)

    return answer
