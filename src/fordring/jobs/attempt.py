"""One attempt at one job, and what a failure means: again later, or no more."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID

from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as PickedJob

from fordring.jobs.registry import JobContext, Task
from fordring.storage import queue

BACKOFF_FACTOR = 4
BACKOFF_MAX = timedelta(hours=1)


async def attempt(task: Task, job: PickedJob, *, in_place: bool) -> None:
    """Run the job's handler once, within its time.

    Raises RetryRequested when it failed and has attempts left, and its own error after the last one.
    """
    try:
        async with asyncio.timeout(task.seconds_max):
            await task.handler(json.loads(job.payload or b"{}"), _context(task, job, in_place=in_place))
    except Exception as error:
        if job.attempts + 1 >= task.attempts_max:
            raise
        raise RetryRequested(delay(task, job.attempts), f"{type(error).__name__}: {error}") from error


async def make_ready(task: Task, job: PickedJob) -> None:
    """Do what of the job may be done before its turn, within its time. Raises whatever stood against it."""
    if task.ahead is not None:
        async with asyncio.timeout(task.seconds_max):
            await task.ahead(json.loads(job.payload or b"{}"), _context(task, job, in_place=True))


def delay(task: Task, failed_before: int) -> timedelta:
    """How long to wait after an attempt that `failed_before` failed ones preceded."""
    return min(timedelta(seconds=task.backoff_seconds * BACKOFF_FACTOR ** min(failed_before, 16)), BACKOFF_MAX)


def _context(task: Task, job: PickedJob, *, in_place: bool) -> JobContext:
    key = str((job.headers or {}).get("key", ""))
    merchant_id: UUID | None = queue.merchant_of(key)
    return JobContext(
        job_id=job.id,
        name=job.entrypoint,
        key=key,
        merchant_id=merchant_id,
        attempt=job.attempts + 1,
        attempts_max=task.attempts_max,
        in_place=in_place,
    )
