"""Who does one merchant's jobs in place, in a process of its own: at one of many in hand it hangs, to be killed."""

import asyncio
import sys
from typing import Any

from fordring.jobs.in_place import run_due_jobs_of
from fordring.jobs.registry import JobContext, Task
from fordring.storage.transaction import Database
from jobs.stage import ONE, QUICK

HANGS_AT = "05"


async def do_or_hang(payload: dict[str, Any], _context: JobContext) -> None:
    """Say which it is; hang at one of them."""
    sys.stdout.write(f"{payload['sheet']}\n")
    sys.stdout.flush()
    if payload["sheet"] == HANGS_AT:
        await asyncio.sleep(3_600)


async def at_once(_payload: dict[str, Any], _context: JobContext) -> None:
    """There is nothing to make ready; but for that, each job that was done would be written down by itself."""


async def main(dsn: str) -> None:
    """Do the jobs until killed."""
    database = await Database.connect(dsn)
    task = Task(do_or_hang, seconds_max=3_600, ahead=at_once)
    await run_due_jobs_of(ONE, database, {"print": task}, pace=QUICK)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
