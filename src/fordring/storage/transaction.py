"""The one place that begins and commits. A request is one transaction; what goes wrong in it leaves nothing behind."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeAlias, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from pydantic_core import from_json, to_json

Result = TypeVar("Result")
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
Action: TypeAlias = Callable[[Connection], Awaitable[Result]]
Scope: TypeAlias = Callable[[], AbstractAsyncContextManager[Connection]]

APPLICATION = "fordring_app"
TRIES = 3
BANK_LINES = {"bank_line_pkey", "bank_line_other", "bank_line_said", "bank_line_opened"}
RACES = frozenset({"reference_pkey", "merchant_account_id_key", *BANK_LINES})
"""Keys for which two may race honestly: a payment reference on an account, a fresh account id, and what files tell."""


class LostRaceError(Exception):
    """What was read to decide on has been changed by another meanwhile: the transaction is run again."""


async def speak_json(connection: Any) -> None:
    """Let this connection take and give JSON as Python values; identifiers, days and instants become text.

    In its binary form, which COPY takes too: jsonb is its version, 1, before the text.
    """
    for kind, head in (("json", b""), ("jsonb", b"\x01")):
        await connection.set_type_codec(
            kind,
            encoder=lambda value, head=head, empty=head + b"{}": empty if value == {} else head + to_json(value),
            decoder=lambda data, head=head: from_json(data[len(head) :]),
            schema="pg_catalog",
            format="binary",
        )


STATEMENT_BYTES_MAX = 32 * 1024
"""A longer text is prepared anew each time. A unit of everything that there is has half of it."""


async def _leave_as_it_is(_connection: Any) -> None:
    """A connection carries nothing from one transaction to the next, so giving it back costs no round trip."""


class Database:
    """A pool of connections of the application's role, which owns nothing."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    @classmethod
    async def connect(cls, dsn: str, connections_max: int = 16) -> "Database":
        """Open a pool at `dsn`, acting as the application's role whatever login the address names."""
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=connections_max,
            init=speak_json,
            reset=_leave_as_it_is,
            command_timeout=60,
            max_cacheable_statement_size=STATEMENT_BYTES_MAX,
            server_settings={"role": APPLICATION, "application_name": "fordring"},
        )
        return cls(pool)

    async def close(self) -> None:
        """End every connection."""
        await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside a transaction that commits when the block ends well and rolls back when it does not."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection for single statements, each a transaction of its own."""
        async with self._pool.acquire() as connection:
            yield connection

    async def run(self, work: Action[Result], again: Action[Result] | None = None) -> Result:
        """Do `work` in a transaction; again, from the start, after a deadlock or a serialisation failure only.

        And after losing a race: the second time it draws another payment reference. `again` is what is done from the
        second time on, where that differs.
        """
        return await _persistently((self.transaction, work), (self.transaction, again or work))

    async def run_one_statement(self, work: Action[Result]) -> Result:
        """Do `work` that writes by one statement, which is then the transaction: it begins and commits by itself.

        Half the round trips of `run`, and tried again like it. What is read before is no part of the transaction, but
        when it is tried again: then there is one, in which it may lock what it was too slow for.
        """
        return await _persistently((self._pool.acquire, work), (self.transaction, work))


async def _persistently(first: tuple[Scope, Action[Result]], again: tuple[Scope, Action[Result]]) -> Result:
    for scope, action in (first, *[again] * (TRIES - 2)):
        try:
            async with scope() as connection:
                return await action(connection)
        except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, LostRaceError):
            continue
        except asyncpg.UniqueViolationError as error:
            if error.constraint_name not in RACES:
                raise
    scope, action = again
    async with scope() as connection:
        return await action(connection)


async def run_script(connection: Connection, script: str) -> None:
    """Run several statements as one transaction: all of them, or none."""
    async with connection.transaction():
        await connection.execute(script)
