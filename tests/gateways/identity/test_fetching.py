"""Asking over real HTTP: too slow, too large, redirected, out of reach."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from fordring.channels.reach import ALLOW_INSECURE
from fordring.gateways.identity.fetching import BODY_BYTES_MAX, Asking, HTTPFetch, UnreachableError, UntrustedError
from fordring.gateways.identity.metadata import json_of
from support.running import free_port

ANSWERS = {
    "/good": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a": 1}',
    "/moved": b"HTTP/1.1 302 Found\r\nLocation: /good\r\nContent-Length: 0\r\n\r\n",
    "/garbage": b"garbage\r\n\r\n",
    "/large": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b"1" * (BODY_BYTES_MAX * 3),
    "/broken": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
}


@pytest.fixture
async def server() -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readline()).split()[1].decode()
        if path == "/slow":
            await reader.read()  # until whoever asked has gone
        writer.write(ANSWERS.get(path, b""))
        writer.close()

    port = free_port()
    async with await asyncio.start_server(answer, "127.0.0.1", port):
        yield f"http://127.0.0.1:{port}"


async def test_an_answer_is_taken_as_it_comes_and_redirects_are_not_followed(server: str) -> None:
    async with HTTPFetch(ALLOW_INSECURE.schemes, ALLOW_INSECURE.admits) as fetch:
        assert json_of(await fetch(Asking("GET", f"{server}/good"))) == {"a": 1}
        with pytest.raises(UntrustedError, match="answered 302"):
            json_of(await fetch(Asking("POST", f"{server}/moved", {}, {"code": "x"})))
        large = await fetch(Asking("GET", f"{server}/large"))
        with pytest.raises(UntrustedError):
            json_of(large)
        assert len(large.body) <= BODY_BYTES_MAX * 2


@pytest.mark.parametrize("path", ["/garbage", "/broken", "/slow", "/nothing"])
async def test_what_does_not_answer_as_it_should_is_unreachable(server: str, path: str) -> None:
    async with HTTPFetch(ALLOW_INSECURE.schemes, ALLOW_INSECURE.admits, timeout_seconds=0.5) as fetch:
        with pytest.raises(UnreachableError):
            await fetch(Asking("GET", f"{server}{path}"))


async def test_what_is_out_of_reach_is_not_asked(server: str) -> None:
    async with HTTPFetch(frozenset({"http"}), lambda _address: False) as fetch:
        for url in (f"{server}/good", "ftp://127.0.0.1/", "http://[", "no address"):
            with pytest.raises(UnreachableError):
                await fetch(Asking("GET", url))
    with pytest.raises(RuntimeError):
        await fetch(Asking("GET", f"{server}/good"))
