"""One merchant's due jobs, done one after the other in the calling process: how a sandbox clock moves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as PickedJob
from pgqueuer.domain.models import TracebackRecord

from fordring.domain.errors import BusyError
from fordring.jobs.attempt import attempt
from fordring.jobs.polling import queue_queries
from fordring.jobs.registry import Registry
from fordring.jobs.worker import PACE, Pace
from fordring.storage import queue
from fordring.storage.transaction import Database

log = structlog.get_logger(__name__)

WAIT_SECONDS_MAX = 30


@dataclass(slots=True)
class InPlaceRun:
    """What was run: the names of the jobs done and of those that failed, in order."""

    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


async def run_due_jobs_of(
    merchant_id: UUID,
    database: Database,
    registry: Registry,
    *,
    pace: Pace = PACE,
    wait_seconds_max: int = WAIT_SECONDS_MAX,
) -> InPlaceRun:
    """Run this merchant's queued jobs until none is due, those that they queue included, one attempt each.

    A job that fails goes back to the queue with its delay, or is held, as with any worker. Workers may take jobs of the
    merchant at the same time; what is in their hands is waited for. Raises BusyError when that takes too long.
    """
    run = InPlaceRun()
    mover = _Mover(merchant_id, database, registry, pace, queue_queries(database))
    while True:
        job = await mover.claim()
        if job is not None:
            (run.done if await mover.do(job) else run.failed).append(job.entrypoint)
        elif not await mover.waited_for_others(wait_seconds_max):
            return run


@dataclass(frozen=True, slots=True)
class _Mover:
    merchant_id: UUID
    database: Database
    registry: Registry
    pace: Pace
    queries: Queries
    claimer: UUID = field(default_factory=uuid4)
    tried: list[int] = field(default_factory=list)

    async def claim(self) -> PickedJob | None:
        async with self.database.reading() as connection:
            row = await queue.claim_next_of(
                connection,
                self.merchant_id,
                names=self.registry,
                but_not=self.tried,
                claimer=self.claimer,
                stale=self.pace.silence_max,
            )
        if row is None:
            return None
        self.tried.append(row["id"])
        return PickedJob.model_validate(dict(row))

    async def do(self, job: PickedJob) -> bool:
        try:
            async with self._heartbeat(job):
                await attempt(self.registry[job.entrypoint], job, in_place=True)
        except RetryRequested as retry:
            await self.queries.retry_job(job, retry.delay, TracebackRecord.from_exception(retry, job.id))
            return False
        except asyncio.CancelledError:
            await asyncio.shield(self.queries.retry_job(job, timedelta(0), None))
            raise
        except Exception as error:
            log.exception("a job is held", job=job.entrypoint, job_id=job.id)
            await self.queries.log_jobs([(job, "failed", TracebackRecord.from_exception(error, job.id))])
            return False
        await self.queries.log_jobs([(job, "successful", None)])
        return True

    @asynccontextmanager
    async def _heartbeat(self, job: PickedJob) -> AsyncIterator[None]:
        async def beat() -> None:
            while True:
                await asyncio.sleep(self.pace.silence_max.total_seconds() / 4)
                await self.queries.update_heartbeat([job.id])

        beating = asyncio.create_task(beat())
        try:
            yield
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating

    async def waited_for_others(self, seconds_max: int) -> bool:
        """Wait until nobody has a job of this merchant in hand; False when nobody had."""
        waited = False
        try:
            async with asyncio.timeout(seconds_max):
                while await self._others_at_work():
                    waited = True
                    await asyncio.sleep(self.pace.poll.total_seconds() / 2)
        except TimeoutError as error:
            raise BusyError("a worker is still busy with this merchant's jobs") from error
        return waited

    async def _others_at_work(self) -> int:
        async with self.database.reading() as connection:
            return await queue.others_at_work_for(connection, self.merchant_id, but_not=self.tried)
