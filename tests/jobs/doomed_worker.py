"""A worker in a process of its own, whose one job says that it began and never ends: it is there to be killed."""

import asyncio
import sys
from typing import Any

from fordring.jobs.registry import JobContext, Task
from fordring.jobs.worker import run_worker
from fordring.storage.transaction import Database
from jobs.stage import QUICK


async def begin_and_hang(_payload: dict[str, Any], _context: JobContext) -> None:
    """Say so, and hang."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.sleep(3_600)


async def main(dsn: str) -> None:
    """Work until killed."""
    database = await Database.connect(dsn)
    await run_worker(
        database, {"print": Task(begin_and_hang, seconds_max=3_600)}, asyncio.Event(), schedule=(), pace=QUICK
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
