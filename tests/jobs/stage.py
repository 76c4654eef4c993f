"""What the tests of the queue share: two merchants, jobs as words, a worker that runs while a block lasts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from fordring.jobs.registry import JobContext, Registry
from fordring.jobs.schedule import Periodic
from fordring.jobs.worker import Pace, run_worker
from fordring.storage import queue
from fordring.storage.queue import Job
from fordring.storage.transaction import Database

ONE = UUID("01890000-0000-7000-8000-000000000001")
TWO = UUID("01890000-0000-7000-8000-000000000002")
QUICK = Pace(poll=timedelta(milliseconds=20), tick=timedelta(milliseconds=50), silence_max=timedelta(seconds=1))


@dataclass
class Notebook:
    """A handler that writes down what it was told; `fails` are keys whose jobs raise."""

    fails: set[str] = field(default_factory=set)
    told: list[JobContext] = field(default_factory=list)
    payloads: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, payload: dict[str, Any], context: JobContext, /) -> None:
        """Write it down, then fail if the key says so."""
        self.told.append(context)
        self.payloads.append(payload)
        if context.key.rpartition(":")[2] in self.fails:
            raise ValueError("the printer is on fire")

    @property
    def keys(self) -> list[str]:
        """The jobs' own keys, in the order in which they came."""
        return [context.key.rpartition(":")[2] for context in self.told]


def job(key: str, merchant_id: UUID | None = ONE, name: str = "print", **facts: Any) -> Job:
    """A job called `print` unless said otherwise."""
    return Job(name=name, key=key, payload={"sheet": key}, merchant_id=merchant_id, **facts)


async def add(database: Database, *jobs: Job) -> int:
    """Queue jobs and commit; how many were new."""
    async with database.transaction() as connection:
        return await queue.enqueue(connection, jobs)


async def states(database: Database) -> dict[str, str]:
    """What is in the queue: the jobs' own keys and their state."""
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT dedupe_key, status::text FROM house.pgqueuer ORDER BY id")
    return {row["dedupe_key"].rpartition(":")[2]: row["status"] for row in rows}


async def until(question: Callable[[], Awaitable[bool]], seconds_max: int = 20) -> None:
    """Wait until the answer is yes."""
    for _ in range(50 * seconds_max):
        if await question():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError("it did not come to pass")


async def until_empty(database: Database) -> None:
    """Wait until nothing is queued or running; what is held does not count."""

    async def idle() -> bool:
        return set((await states(database)).values()) <= {"failed"}

    await until(idle)


@asynccontextmanager
async def working(
    database: Database, registry: Registry, *, schedule: tuple[Periodic, ...] = (), pace: Pace = QUICK
) -> AsyncIterator[asyncio.Event]:
    """A worker that runs while the block does; yields what stops it, and waits for its end."""
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(database, registry, stop, schedule=schedule, pace=pace))
    try:
        yield stop
    finally:
        stop.set()
        await worker
