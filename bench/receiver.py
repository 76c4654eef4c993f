"""A merchant's server of its own process that takes calls: `python -m bench.receiver FIRST COUNT`.

It prints its port and answers every request with 200. Once COUNT have come behind the FIRST ones, it prints how many
seconds passed between them.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field

import uvloop

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(slots=True)
class Arrivals:
    """What came: each request's time, and whether that was all."""

    expected: int
    times: list[float] = field(default_factory=list)
    all_there: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request with its body, and its answer."""
        head = await reader.readuntil(HEAD_END)
        length = next((int(line[len(LENGTH) :]) for line in head.lower().split(b"\r\n") if line.startswith(LENGTH)), 0)
        await reader.readexactly(length)
        writer.write(ANSWER)
        writer.close()
        self.times.append(time.perf_counter())
        if len(self.times) == self.expected:
            self.all_there.set()


async def main(first: int, count: int) -> None:
    """Take so many requests; the first ones are not timed."""
    arrivals = Arrivals(first + count)
    server = await asyncio.start_server(arrivals.take, "127.0.0.1", 0, backlog=1_024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await arrivals.all_there.wait()
    sys.stdout.write(json.dumps({"seconds": arrivals.times[-1] - arrivals.times[first]}) + "\n")
    server.close()


if __name__ == "__main__":
    uvloop.run(main(*map(int, sys.argv[1:])))
