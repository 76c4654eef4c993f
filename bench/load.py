"""The load: many keep-alive connections that post one request after the other, on raw sockets, with little work.

A program of its own, so that it does not share a process with what it measures: `python -m bench.load`, its plan as
JSON on standard input, what it measured as JSON on standard output.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice, zip_longest
from typing import cast

import uvloop

from bench.timing import Timed

MARK = b"@reference@"
ANSWERED = b"@answered@"
ANSWERED_ID = re.compile(rb'"id":(\d+)')
SEED = 7
LENGTH = b"content-length:"
ANSWER_SECONDS_MAX = 30
UNITS_MAX = 10**11
"""As many as have a number of the length of MARK."""
CONNECTING_SECONDS = 0.5
"""Before the first payment is due where they are offered at a rate: a tail is not to tell how long connecting took."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to post: whole requests, one per merchant, with MARK where a fresh reference of the same length goes.

    With `per_second` so many are offered evenly, whether or not earlier ones are answered, and how long one takes is
    counted from when it was due. Without it each connection posts when it is answered. `then` has for each request the
    one that completes the unit, with ANSWERED where the `id` goes that the first answer told. With `units` the load
    ends after so many.
    """

    port: int
    connections: int
    seconds: float
    requests: Sequence[str]
    per_second: float | None = None
    then: Sequence[str] = ()
    units: int | None = None

    def pairs(self) -> list[tuple[bytes, bytes]]:
        """Each request with what completes it, which may be nothing."""
        completed = zip_longest(self.requests, self.then, fillvalue="")
        return [(first.encode(), second.encode()) for first, second in completed]


@dataclass(frozen=True, slots=True)
class Pace:
    """When a connection posts: the first time, how long after each the next is due (0: when answered), until when."""

    first: float
    every: float
    until: float


class Poster(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, notes how long a unit took, sends the next when it is due.

    `numbers` tells the units apart, those of every connection; when it ends, the connection does.
    """

    def __init__(self, pairs: Sequence[tuple[bytes, bytes]], number: int, pace: Pace, numbers: Iterator[int]) -> None:
        self._pairs = pairs
        self._numbers = numbers
        self._then = b""
        self._dice = random.Random(SEED + number)  # noqa: S311 - which merchant is next is no secret
        self._pace = pace
        self._due = pace.first
        self._answer = bytearray()
        self.took: list[float] = []
        self.failures: list[str] = []
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        """Count an answer when it is whole."""
        self._answer += data
        head = self._answer.find(b"\r\n\r\n")
        if head < 0 or len(self._answer) < head + 4 + _length(self._answer[:head]):
            return
        answer, succeeded = bytes(self._answer), self._answer.startswith(b"HTTP/1.1 200")
        self._answer.clear()
        if succeeded and self._then:
            self._complete(answer)
            return
        if succeeded:
            self.took.append(time.perf_counter() - self._began)
        else:
            self.failures.append(answer.decode(errors="replace"))
        self._due += self._pace.every
        self._next()

    def _complete(self, answer: bytes) -> None:
        told = ANSWERED_ID.search(answer)
        assert told is not None, answer
        request, self._then = self._then.replace(ANSWERED, told[1]), b""
        self._transport.write(request)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, asked for or not."""
        if exc is not None or not self.done.done():
            self.failures.append(f"the connection was lost: {exc}")
        if not self.done.done():
            self.done.set_result(None)

    def _next(self) -> None:
        now = time.perf_counter()
        self._began = self._due if self._pace.every else now
        if self._began >= self._pace.until or (unit := next(self._numbers, None)) is None:
            self.done.set_result(None)
            self._transport.close()
        elif self._began > now:
            asyncio.get_running_loop().call_later(self._began - now, self._send, unit)
        else:
            self._send(unit)

    def _send(self, unit: int) -> None:
        first, self._then = self._dice.choice(self._pairs)
        self._transport.write(first.replace(MARK, f"{unit:0{len(MARK)}}".encode()))


def _first_unit() -> int:
    """A number behind those of earlier loads: a unit takes longer than 100 µs."""
    return time.time_ns() // 100_000 % UNITS_MAX


def _itself(poster: Poster) -> Poster:
    return poster


def _length(head: bytearray) -> int:
    lower = bytes(head).lower()
    start = lower.find(LENGTH)
    return int(lower[start + len(LENGTH) :].split(b"\r\n", 1)[0]) if start >= 0 else 0


async def measure(plan: Plan) -> Timed:
    """Post until the time is over. Raises RuntimeError with the first answer that was no success."""
    loop = asyncio.get_running_loop()
    pairs, numbers = plan.pairs(), islice(count(_first_unit()), plan.units)
    every = plan.connections / plan.per_second if plan.per_second else 0.0
    start = time.perf_counter() + (CONNECTING_SECONDS if every else 0.0)
    paces = (
        Pace(start + every * number / plan.connections, every, start + plan.seconds)
        for number in range(plan.connections)
    )
    posters = [Poster(pairs, number, pace, numbers) for number, pace in enumerate(paces)]
    for poster in posters:
        await loop.create_connection(partial(_itself, poster), "127.0.0.1", plan.port)
    await asyncio.wait_for(asyncio.gather(*(poster.done for poster in posters)), plan.seconds + ANSWER_SECONDS_MAX)
    elapsed = time.perf_counter() - start
    failures = [failure for poster in posters for failure in poster.failures]
    if failures:
        raise RuntimeError(f"{len(failures)} requests failed, the first: {failures[0]}")
    return Timed.of([seconds for poster in posters for seconds in poster.took], len(failures), elapsed)


if __name__ == "__main__":
    sys.stdout.write(uvloop.run(measure(Plan(**json.load(sys.stdin)))).as_json())
