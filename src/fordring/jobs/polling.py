"""The queue library over our own database: no LISTEN, no NOTIFY, no connection kept, its tables in schema `house`."""

import asyncio
import re
from typing import Self

from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.tm import TaskManager
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel
from pgqueuer.ports.driver import Driver, NotifyCallback

from fordring.storage.queue import HOUSE
from fordring.storage.transaction import Database

# Every name is given, so that the library's own environment variables cannot move the tables away from the migration.
SETTINGS = DBSettings(
    prefix="",
    db_schema=HOUSE,
    channel=Channel("ch_pgqueuer"),
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
)

JSON_PARAMETER = re.compile(r"(\$\d+)::jsonb(\[\])?", re.IGNORECASE)


def queue_queries(database: Database) -> Queries:
    """The library's queries, each one a transaction of its own on a connection of `database`."""
    return Queries(
        PollingDriver(database),
        QueryBuilderEnvironment(SETTINGS),
        QueryQueueBuilder(SETTINGS),
        QuerySchedulerBuilder(SETTINGS),
    )


class PollingDriver(Driver):
    """What the library needs of a connection. Notifications are neither sent nor awaited; the worker asks again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shutdown = asyncio.Event()
        self._tasks = TaskManager()

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        """The rows of one statement."""
        async with self._database.reading() as connection:
            return [dict(row) for row in await connection.fetch(_with_json_as_text(query), *args)]

    async def execute(self, query: str, *args: object) -> str:
        """Run one statement; its command tag."""
        async with self._database.reading() as connection:
            return await connection.execute(_with_json_as_text(query), *args)

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Nothing: there are no notifications."""

    async def notify(self, channel: str, payload: str) -> None:
        """Nothing: nobody listens."""

    @property
    def shutdown(self) -> asyncio.Event:
        """Set when the driver is to take no more work."""
        return self._shutdown

    @property
    def tm(self) -> TaskManager:
        """The driver's background tasks: it has none."""
        return self._tasks

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """The database is closed by whoever opened it."""


def _with_json_as_text(query: str) -> str:
    """The library hands JSON over as text; our connections would take that text for a JSON string."""
    return JSON_PARAMETER.sub(r"\1::text\2::jsonb\2", query)
