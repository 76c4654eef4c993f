"""A sender in a process of its own that sends over real sockets: it is there to be killed."""

import asyncio
import sys
from datetime import UTC, datetime

from fordring.channels.callback import HTTPCallbacks
from fordring.channels.reach import ALLOW_INSECURE
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.sender import run_sender
from fordring.storage.transaction import Database
from jobs.outgoing import word


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


async def main(dsn: str) -> None:
    """Send until killed."""
    database = await Database.connect(dsn)
    async with HTTPCallbacks(ALLOW_INSECURE) as channel:
        jobs = JobsContext(database, open_blobs("memory:///"), now, Outlets(channel, channel), word)
        await run_sender(jobs, asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
