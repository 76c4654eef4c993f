"""The straight way leads where the framework's own would, and nowhere else."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match, NoMatchFound

from fordring.faces.common.straight import StraightRoutes, include_straight, straight_first


async def _word(_request: Request) -> Response:
    return PlainTextResponse("word")


async def _one(request: Request) -> Response:
    return PlainTextResponse(f"one {request.path_params}")


async def _two(request: Request) -> Response:
    return PlainTextResponse(f"two {request.path_params}")


async def _file(request: Request) -> Response:
    return PlainTextResponse(f"file {request.path_params}")


async def _rest(request: Request) -> Response:
    return PlainTextResponse(f"rest {request.path_params}")


def _router() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/things/new", _word, methods=["POST"])
    router.add_api_route("/things/{id}", _one, methods=["GET"])
    router.add_api_route("/things/{id}", _word, methods=["POST"])
    router.add_api_route("/things/{thing}/parts/{part}", _two, methods=["GET"])
    router.add_api_route("/files/{name}.pdf", _file, methods=["GET"])
    router.add_api_route("/rest/{path:path}", _rest, methods=["GET"])
    return router


@pytest.fixture
def straight() -> StraightRoutes:
    return StraightRoutes(_router().routes)


def _asked(straight: StraightRoutes, method: str, path: str, **more: str) -> Match:
    return straight.matches({"type": "http", "method": method, "path": path, **more})[0]


def test_what_it_finds_is_what_has_whole_words(straight: StraightRoutes) -> None:
    found = {
        (method, path): _asked(straight, method, path) is Match.FULL
        for method, path in (
            *(("POST", "/things/new"), ("GET", "/things/new"), ("GET", "/things/7"), ("GET", "/things/7/parts/8")),
            *(("GET", "/things/"), ("GET", "/things"), ("PUT", "/things/7"), ("GET", "/things/7/parts")),
            *(("GET", "/things/7/parts/8/9"), ("GET", "/things//parts/8"), ("GET", "/things/7/"), ("GET", "")),
            *(("GET", "/files/a.pdf"), ("GET", "/rest/a/b")),
        )
    }
    assert list(found.values()) == [True] * 4 + [False] * 10
    assert _asked(straight, "GET", "/things/7", root_path="/below") is Match.NONE
    assert straight.matches({"type": "websocket", "path": "/things/7"}) == (Match.NONE, {})
    with pytest.raises(NoMatchFound):
        straight.url_path_for("_one", id=7)


def _clients() -> Iterator[TestClient]:
    """Before the framework alone, with the straight way inside of it, and in front of it."""
    for include in (FastAPI.include_router, include_straight):
        app = FastAPI()
        include(app, _router())
        yield TestClient(app, follow_redirects=False)
    yield TestClient(straight_first(app), follow_redirects=False)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("POST", "/things/new"), ("GET", "/things/new"), ("GET", "/things/%C3%A5?x=1")),
        *(("GET", "/things/7/parts/8"), ("GET", "/things/7/parts/8/"), ("PUT", "/things/7"), ("GET", "/nobody")),
        *(("GET", "/files/a.pdf"), ("GET", "/rest/a/b"), ("GET", "/openapi.json"), ("OPTIONS", "/things/7")),
    ],
)
def test_it_answers_as_the_framework_would(method: str, path: str) -> None:
    plain, *straight = (client.request(method, path) for client in _clients())
    for answer in straight:
        assert (answer.status_code, answer.content) == (plain.status_code, plain.content)
        assert answer.headers.items() == plain.headers.items()


def test_a_slash_that_came_encoded_parts_no_words() -> None:
    _, *clients = _clients()
    for client in clients:
        assert client.get("/things/a%2Fb%20c").text == "one {'id': 'a/b c'}"
        assert client.get("/things/a%2fb/parts/%C3%A5").text == "two {'thing': 'a/b', 'part': 'å'}"


def test_what_is_in_front_goes_past_the_middleware_and_still_knows_its_application() -> None:
    asked: list[object] = []

    async def who(request: Request) -> Response:
        asked.append(request.app)
        return PlainTextResponse("who")

    router = APIRouter()
    router.add_api_route("/who", who, methods=["GET"])
    app = FastAPI()
    include_straight(app, router)
    assert TestClient(straight_first(app)).get("/who").text == "who"
    assert asked == [app]
    assert app.middleware_stack is None
