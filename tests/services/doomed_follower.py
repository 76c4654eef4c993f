"""A worker of follow-up in a process of its own, at noon of the reminders' day: it is there to be killed."""

import asyncio
import sys

from fordring.jobs.following_up import FollowUp
from fordring.jobs.registry import Registry, Task
from fordring.jobs.worker import run_worker
from fordring.services.following_up.follow_up_due import FOLLOW_UP
from fordring.storage.transaction import Database
from jobs.stage import QUICK
from support.followed import jobs_at

DAY = "2026-12-14"
CLAIMS_AT_ONCE = 50


def registry(database: Database) -> Registry:
    """The job of the daily run, in batches of few claims."""
    return {FOLLOW_UP: Task(FollowUp(jobs_at(database, DAY), CLAIMS_AT_ONCE), seconds_max=3_600)}


async def main(dsn: str) -> None:
    """Work until killed."""
    database = await Database.connect(dsn)
    await run_worker(database, registry(database), asyncio.Event(), schedule=(), pace=QUICK)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
