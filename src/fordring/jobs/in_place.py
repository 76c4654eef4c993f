"""One merchant's due jobs, done one after the other in the calling process: how a sandbox clock moves.

A few are taken at a time. What of them may be done before their turn is done meanwhile, so that more than one processor
has work, and what was done is written down with the next taking. The order in which jobs are done is that of the queue.
"""

import asyncio
from collections import deque
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
from fordring.jobs.attempt import attempt, make_ready
from fordring.jobs.polling import queue_queries
from fordring.jobs.registry import Registry
from fordring.jobs.worker import DATABASE_GONE, PACE, Pace
from fordring.storage import queue
from fordring.storage.transaction import Database

log = structlog.get_logger(__name__)

WAIT_SECONDS_MAX = 30
IN_HAND_MAX = 16
"""So many jobs are in hand at once; what is beyond is left to other workers."""
AHEAD_AT_ONCE = 4
"""More than there may be processors: who makes ready waits for the disk and the database too."""


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
    async with mover.at_work():
        while True:
            job = await mover.next()
            if job is not None:
                (run.done if await mover.do(job) else run.failed).append(job.entrypoint)
            elif not await mover.waited_for_others(wait_seconds_max):
                return run


@dataclass(slots=True)
class _Mover:
    """Who does the jobs. `hand` are those taken, the next one first; `ready` is what is made ready of them.

    `ended` were done, which is not written down yet; `failed` had their attempt.
    """

    merchant_id: UUID
    database: Database
    registry: Registry
    pace: Pace
    queries: Queries
    claimer: UUID = field(default_factory=uuid4)
    hand: deque[PickedJob] = field(default_factory=deque)
    ready: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    ended: list[PickedJob] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    side_by_side: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AHEAD_AT_ONCE))
    more: bool = True

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Show signs of life for what is in hand; when the work is broken off, give back what was not begun."""
        beating = asyncio.create_task(self._beat())
        try:
            yield
        except BaseException:
            with suppress(*DATABASE_GONE):
                await asyncio.shield(self._leave())
            raise
        finally:
            for task in (beating, *self.ready.values()):
                task.cancel()
            await asyncio.gather(beating, *self.ready.values(), return_exceptions=True)

    async def next(self) -> PickedJob | None:
        """The job whose turn it is; None when none is due."""
        if not self.hand or (self.more and len(self.hand) <= IN_HAND_MAX // 2):
            await self._write_down()
            await self._take()
        return self.hand[0] if self.hand else None

    async def do(self, job: PickedJob) -> bool:
        """Make one attempt at the job whose turn it is; whether it was done."""
        task = self.registry[job.entrypoint]
        if task.ahead is None:
            # It may queue what has the key of a job that was done, and would be passed over while that still stands.
            await self._write_down()
        elif job.id in self.ready:
            await self._made_ready(job)
        try:
            await attempt(task, job, in_place=True)
        except RetryRequested as retry:
            self.failed.append(job.id)
            await self.queries.retry_job(job, retry.delay, TracebackRecord.from_exception(retry, job.id))
            return self._over(done=False)
        except asyncio.CancelledError:
            await asyncio.shield(self.queries.retry_job(job, timedelta(0), None))
            raise
        except Exception as error:
            log.exception("a job is held", job=job.entrypoint, job_id=job.id)
            self.failed.append(job.id)
            await self.queries.log_jobs([(job, "failed", TracebackRecord.from_exception(error, job.id))])
            return self._over(done=False)
        self.ended.append(job)
        return self._over(done=True)

    def _over(self, *, done: bool) -> bool:
        self.hand.popleft()
        return done

    async def _take(self) -> None:
        """Fill the hand, and begin to make ready what was taken."""
        room = IN_HAND_MAX - len(self.hand)
        async with self.database.reading() as connection:
            rows = await queue.claim_next_of(
                connection,
                self.merchant_id,
                names=self.registry,
                but_not=[*self.failed, *(job.id for job in self.hand)],
                claimer=self.claimer,
                stale=self.pace.silence_max,
                many=room,
            )
        self.more = len(rows) == room
        for row in rows:
            job = PickedJob.model_validate(dict(row))
            self.hand.append(job)
            if self.registry[job.entrypoint].ahead is not None:
                self.ready[job.id] = asyncio.create_task(self._make_ready(job))

    async def _made_ready(self, job: PickedJob) -> None:
        """Wait until it is. What failed there fails again in the job's turn, and counts then."""
        await asyncio.wait({self.ready[job.id]})
        error = self.ready.pop(job.id).exception()
        if error is not None:
            log.debug("not made ready", job=job.entrypoint, job_id=job.id, error=type(error).__name__)

    async def _make_ready(self, job: PickedJob) -> None:
        async with self.side_by_side:
            await make_ready(self.registry[job.entrypoint], job)

    async def _write_down(self) -> None:
        """Say of the jobs that ended well that they did; they leave the queue."""
        if self.ended:
            await self.queries.log_jobs([(job, "successful", None) for job in self.ended])
            self.ended.clear()

    async def _leave(self) -> None:
        await self._write_down()
        async with self.database.reading() as connection:
            await queue.give_back(connection, self.claimer, [job.id for job in self.hand])

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.pace.silence_max.total_seconds() / 4)
            with suppress(*DATABASE_GONE):
                await self.queries.update_heartbeat([job.id for job in (*self.ended, *self.hand)])

    async def waited_for_others(self, seconds_max: int) -> bool:
        """Wait until nobody who is alive has a job of this merchant in hand; False when nobody had."""
        waited = False
        try:
            async with asyncio.timeout(seconds_max):
                many, silent = await self._others_at_work()
                while many > silent or (many and not waited):
                    waited = True
                    await asyncio.sleep(self.pace.poll.total_seconds() / 2)
                    many, silent = await self._others_at_work()
        except TimeoutError as error:
            raise BusyError("a worker is still busy with this merchant's jobs") from error
        return waited

    async def _others_at_work(self) -> tuple[int, int]:
        async with self.database.reading() as connection:
            return await queue.others_at_work_for(
                connection, self.merchant_id, names=self.registry, but_not=self.failed, stale=self.pace.silence_max
            )
