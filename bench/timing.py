"""Many at once for a while: how many a second, and how long each took."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """What a round measured: units done and failed, units a second, and how long one took, in milliseconds."""

    units: int
    failures: int
    per_second: float
    p50_ms: float
    p99_ms: float

    def as_json(self) -> str:
        """For the process that asked."""
        return json.dumps(asdict(self))

    @classmethod
    def of_json(cls, text: str) -> "Timed":
        """What another process measured."""
        return cls(**json.loads(text))

    @classmethod
    def of(cls, took: Sequence[float], failures: int, elapsed: float) -> "Timed":
        """From the seconds each unit took, and the seconds all took together."""
        ordered = sorted(took) or [0.0]
        p50, p99 = (1_000 * ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 99))
        return cls(len(took), failures, len(took) / elapsed, p50, p99)


async def run_timed(unit: Callable[[int], Awaitable[bool]], workers: int, seconds: float) -> Timed:
    """`workers` loops of `unit(worker)` for `seconds`; a loop ends early when its unit answers False."""
    took: list[float] = []
    start = time.perf_counter()

    async def loop(worker: int) -> None:
        while (began := time.perf_counter()) < start + seconds and await unit(worker):
            took.append(time.perf_counter() - began)

    await asyncio.gather(*(loop(worker) for worker in range(workers)))
    return Timed.of(took, 0, time.perf_counter() - start)


def together(rounds: Sequence[Timed]) -> Timed:
    """Rounds of one contestant as one: the middle round by rate, every failure."""
    middle = sorted(rounds, key=lambda timed: timed.per_second)[len(rounds) // 2]
    failures = sum(timed.failures for timed in rounds)
    return Timed(middle.units, failures, middle.per_second, middle.p50_ms, middle.p99_ms)
