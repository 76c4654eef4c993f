"""An answer leaves in one write, whatever it is made of, and is whole before its connection is closed."""

import asyncio
from collections.abc import Callable

from uvicorn import Config
from uvicorn.server import ServerState

from fordring.main.one_write import WAITING_MAX, WholeAnswers

LARGE = 3 * 1024 * 1024


class Writes(asyncio.Transport):
    """A transport that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep it; never after the end."""
        assert not self.closed
        self.written.append(bytes(data))

    def close(self) -> None:
        """Nothing more may be written."""
        self.closed = True

    def is_closing(self) -> bool:
        """Whether it was closed."""
        return self.closed


async def application(scope: dict[str, object], _receive: Callable[..., object], send: Callable[..., object]) -> None:
    """Answer with two pieces; `/large` with many, `/none` not at all."""
    pieces = [b"x" * 65_536] * (LARGE // 65_536) if scope["path"] == "/large" else [b"one ", b"two"]
    length = str(sum(map(len, pieces))).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})  # type: ignore[misc] # ASGI's own words
    for place, piece in enumerate(pieces, start=1):
        await send({"type": "http.response.body", "body": piece, "more_body": place < len(pieces)})  # type: ignore[misc] # as above


async def _asked(request: bytes) -> Writes:
    transport = Writes()
    config = Config(application, http=WholeAnswers, lifespan="off")
    config.load()
    protocol = WholeAnswers(config=config, server_state=ServerState(), app_state={})
    protocol.connection_made(transport)
    protocol.data_received(request)
    for _ in range(200):
        await asyncio.sleep(0)
    return transport


async def test_head_and_body_are_one_write() -> None:
    transport = await _asked(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n")
    (answer,) = transport.written
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\none two")
    assert not transport.closed


async def test_of_a_long_answer_little_is_held_back() -> None:
    transport = await _asked(b"GET /large HTTP/1.1\r\nhost: here\r\n\r\n")
    assert len(b"".join(transport.written).partition(b"\r\n\r\n")[2]) == LARGE
    assert max(map(len, transport.written)) < 2 * WAITING_MAX


async def test_everything_is_out_before_it_is_closed() -> None:
    transport = await _asked(b"GET / HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n")
    assert b"".join(transport.written).endswith(b"one two")
    assert transport.closed


async def test_what_is_no_http_is_refused_and_closed() -> None:
    transport = await _asked(b"\x16\x03\x01 nothing of ours\r\n\r\n")
    assert b"".join(transport.written).startswith(b"HTTP/1.1 400")
    assert transport.closed
