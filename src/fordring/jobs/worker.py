"""The worker: takes jobs as they come, within limits, until it is told to stop, and outlives a lost database."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg
import structlog
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as PickedJob

from fordring.jobs.attempt import attempt
from fordring.jobs.polling import SETTINGS, queue_queries
from fordring.jobs.registry import Registry, Task
from fordring.jobs.schedule import SCHEDULE, Periodic, enqueue_due
from fordring.storage import queue
from fordring.storage.transaction import Database

log = structlog.get_logger(__name__)

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# The driver's internal error is what it says when the server's farewell has come and the end of the connection has not.
DATABASE_GONE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a worker looks, how much it takes, how long it waits.

    `concurrent_max` jobs run at once, at least two. A job whose worker was silent for `silence_max` returns to the
    queue. What still runs `grace` after the order to stop is broken off and queued again. A job that took `deaths_max`
    workers with it is held.
    """

    poll: timedelta = timedelta(milliseconds=100)
    tick: timedelta = timedelta(seconds=1)
    silence_max: timedelta = timedelta(seconds=20)
    grace: timedelta = timedelta(seconds=20)
    concurrent_max: int = 20
    deaths_max: int = 3


PACE = Pace()


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on SIGINT and SIGTERM. Call it inside the running loop, in the main thread."""
    for number in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)


async def run_worker(
    database: Database,
    registry: Registry,
    stop: asyncio.Event,
    *,
    schedule: Iterable[Periodic] = SCHEDULE,
    pace: Pace = PACE,
) -> None:
    """Work until `stop` is set, then finish what runs. A database that goes away is waited for."""
    worker = _Worker(database, registry, stop, tuple(schedule), pace)
    async with asyncio.TaskGroup() as group:
        group.create_task(through_outages(worker.tick, stop, pace.tick))
        group.create_task(through_outages(worker.work, stop, pace.tick))


async def through_outages(part: Callable[[], Coroutine[Any, Any, None]], stop: asyncio.Event, pause: timedelta) -> None:
    """Run `part` until `stop`; when the database goes away, again after `pause`."""
    while not stop.is_set():
        try:
            await part()
        except DATABASE_GONE as error:
            log.warning("the database is gone, trying again", error=str(error) or type(error).__name__)
            await _pause(stop, pause)


async def _pause(stop: asyncio.Event, length: timedelta) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), length.total_seconds())


@dataclass(frozen=True, slots=True)
class _Worker:
    database: Database
    registry: Registry
    stop: asyncio.Event
    schedule: tuple[Periodic, ...]
    pace: Pace
    running: set[asyncio.Task[None]] = field(default_factory=set)

    async def tick(self) -> None:
        while not self.stop.is_set():
            for name in await enqueue_due(self.database, self.schedule):
                log.info("a period has begun", job=name)
            await _pause(self.stop, self.pace.tick)

    async def work(self) -> None:
        async with self.database.reading() as connection:
            for job_id in await queue.hold_deadly(connection, self.pace.deaths_max, self.pace.silence_max):
                log.error("a job is held: it took its worker with it too often", job_id=job_id)
        manager = QueueManager(queue_queries(self.database), SETTINGS.channel)
        for name, task in self.registry.items():
            manager.entrypoint(name, concurrency_limit=task.concurrent_max, accepts_context=False, on_failure="hold")(
                self._entrypoint(task)
            )
        leaving = asyncio.create_task(self._leave(manager))
        try:
            await manager.run(
                dequeue_timeout=self.pace.poll,
                batch_size=max(1, self.pace.concurrent_max // 2),
                max_concurrent_tasks=max(2, self.pace.concurrent_max),
                heartbeat_timeout=self.pace.silence_max,
                log_aggregation_interval=timedelta(0),
            )
        finally:
            leaving.cancel()

    def _entrypoint(self, task: Task) -> Callable[[PickedJob], Coroutine[Any, Any, None]]:
        async def run(job: PickedJob) -> None:
            running = asyncio.create_task(attempt(task, job, in_place=False))
            self.running.add(running)
            running.add_done_callback(self.running.discard)
            try:
                await running
            except asyncio.CancelledError as error:
                # The queue library deletes a job that was broken off; ours goes back.
                raise RetryRequested(timedelta(0), "broken off: the worker was stopped") from error

        return run

    async def _leave(self, manager: QueueManager) -> None:
        await self.stop.wait()
        manager.shutdown.set()
        await asyncio.sleep(self.pace.grace.total_seconds())
        for task in tuple(self.running):
            task.cancel()
