"""Raw requests: credentials out of headers, bodies within their limit."""

import base64
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from fordring.faces.common.requests import (
    BODY_BYTES_MAX,
    BodyTooLargeError,
    NotAuthenticatedError,
    basic_credentials,
    bearer_token,
    idempotency_key,
    read_body,
)
from fordring.faces.common.unrouted import answer_unrouted


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": raw})


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


BEARERS = [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Bearer", None), ("Bearer ", None), ("Basic abc", None)]


@pytest.mark.parametrize(("header", "token"), BEARERS)
def test_a_bearer_token_is_found_whatever_the_schemes_case(header: str, token: str | None) -> None:
    assert bearer_token(request(authorization=header)) == token


def test_without_a_header_there_is_no_token() -> None:
    assert bearer_token(request()) is None


@pytest.mark.parametrize("text", ["id:secret", "id:se:cret", "ø:", ":"])
def test_basic_credentials_are_split_at_the_first_colon(text: str) -> None:
    user, _, password = text.partition(":")
    assert basic_credentials(request(authorization=basic(text))) == (user, password)


@pytest.mark.parametrize("header", ["", "Basic", "Basic ?", "Bearer abc", basic("nocolon"), "Basic /w=="])
def test_broken_basic_credentials_are_no_credentials(header: str) -> None:
    with pytest.raises(NotAuthenticatedError):
        basic_credentials(request(authorization=header))


def test_an_idempotency_key_is_kept_within_its_length() -> None:
    assert idempotency_key(request(idempotency_key="k" * 255)) == "k" * 255
    assert idempotency_key(request(idempotency_key="")) is None
    assert idempotency_key(request()) is None
    with pytest.raises(ValueError, match="255"):
        idempotency_key(request(idempotency_key="k" * 256))


@pytest.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    """An app that tells how long a body was, and words what it does not route below /mine itself."""
    app = FastAPI()

    @app.post("/length")
    async def length(request: Request) -> Response:
        try:
            return Response(str(len(await read_body(request))))
        except BodyTooLargeError as error:
            return Response(str(error), 413)

    answer_unrouted(app, {"/mine": lambda _, status, message: Response(message, status)})
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://test") as client:
        yield client


async def test_a_body_is_read_up_to_its_limit(http: httpx2.AsyncClient) -> None:
    assert (await http.post("/length", content=b"")).text == "0"
    assert (await http.post("/length", content=b"x" * BODY_BYTES_MAX)).text == str(BODY_BYTES_MAX)
    assert (await http.post("/length", content=b"x" * (BODY_BYTES_MAX + 1))).status_code == 413


async def test_a_body_without_a_length_is_stopped_at_the_limit(http: httpx2.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 4 * BODY_BYTES_MAX:
            sent += 65_536
            yield b"x" * 65_536

    assert (await http.post("/length", content=endless())).status_code == 413


async def test_a_length_that_is_no_number_is_refused(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/length", content=b"x", headers={"Content-Length": "-1"})
    assert answer.status_code == 413


async def test_what_is_not_routed_is_answered_in_the_words_of_its_prefix(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/mine/x")).text == "GET /mine/x: Not Found"
    assert (await http.get("/other")).json() == {"detail": "Not Found"}
    assert (await http.get("/length")).status_code == 405
