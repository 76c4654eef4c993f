"""What happens when: the one table of periodic work, and how several workers share it.

A line of the table is a job; queued once per period, it has the attempts, limits and visibility of every other job.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from fordring.storage import queue
from fordring.storage.queue import Job
from fordring.storage.transaction import Connection, Database

LOCK = 7_266_002


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job of the house's own that is queued once in every period; periods are counted from midnight UTC.

    While the last one is still queued or running, the next is skipped.
    """

    name: str
    every: timedelta

    @property
    def job(self) -> Job:
        """The job that is queued when a period begins."""
        return Job(name=self.name, key="periodic", payload={})


SCHEDULE = (
    Periodic("due_today", timedelta(minutes=15)),
    Periodic("keep_words", timedelta(minutes=1)),
    Periodic("read_acknowledgements", timedelta(minutes=5)),
    Periodic("ledger_months", timedelta(days=1)),
    Periodic("tidy_queue", timedelta(days=1)),
    Periodic("forget_identities", timedelta(hours=1)),
    Periodic("suggest_again", timedelta(days=1)),
    Periodic("keep_reconciliations", timedelta(days=1)),
)


async def enqueue_due(database: Database, schedule: Iterable[Periodic]) -> list[str]:
    """Queue what is due by the wall clock; the names. Of several workers one does it, the others get nothing."""
    lines = {line.name: line for line in schedule}

    async def look(connection: Connection) -> list[str]:
        if not lines or not await queue.alone(connection, LOCK):
            return []
        names = await queue.periods_begun(connection, {line.name: line.every for line in lines.values()})
        await queue.enqueue(connection, [lines[name].job for name in names])
        return names

    return await database.run(look)
