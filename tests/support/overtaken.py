"""A verb that writes without a lock, and somebody who is quicker between its reading and its writing."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import asyncpg

from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work
from support import make

Result = TypeVar("Result")
Change = Callable[[], Awaitable[object]]
DRIVERS_OWN = ("typeinfo_tree", "set_config('jit'")


class Overtaken(Unit):
    """A unit before whose rows are written somebody else does something."""

    def __init__(self, connection: Connection, change: Change) -> None:
        super().__init__(connection)
        self._change = change

    async def flush(self) -> dict[UUID, str]:
        """Let the other be quicker."""
        await self._change()
        return await super().flush()


async def overtaken(
    database: Database, verb: Callable[[Work], Awaitable[Result]], change: Change, failed: Change
) -> tuple[Result, list[bool]]:
    """What comes of the verb when `change` happens before its first writing; which tries were in a transaction.

    `failed` is asked after a try that failed for a race.
    """
    tries: list[bool] = []

    async def attempt(connection: Connection) -> Result:
        tries.append(connection.is_in_transaction())
        unit = Overtaken(connection, change) if len(tries) == 1 else Unit(connection)
        try:
            return await verb(Work(connection, unit, make.WALL, Asker("client", new_id())))
        except (asyncpg.SerializationError, asyncpg.UniqueViolationError):
            await failed()
            raise

    return await database.run_one_statement(attempt), tries


async def round_trips(database: Database, verb: Callable[[Work], Awaitable[object]]) -> int:
    """How often the verb waits for the database, doing it by one statement.

    What the driver asks once on each connection, to know the types of columns, is not counted.
    """
    asked: list[str] = []

    async def counted(connection: Connection) -> object:
        with connection.query_logger(lambda query: asked.append(query.query)):
            return await verb(make.work(connection))

    await database.run_one_statement(counted)
    return sum(not any(word in query for word in DRIVERS_OWN) for query in asked)
