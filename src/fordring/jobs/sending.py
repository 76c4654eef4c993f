"""What stands around all that leaves the process: take the attempt, send with nothing open, record the outcome."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from fordring.storage.transaction import Connection, Database

Attempt = TypeVar("Attempt")
Result = TypeVar("Result")


async def send_once(
    database: Database,
    take: Callable[[Connection], Awaitable[Attempt | None]],
    send: Callable[[Attempt], Awaitable[Result]],
    record: Callable[[Connection, Attempt, Result], Awaitable[None]],
) -> bool:
    """Make one attempt; False when `take` says that there is none to make.

    `take` and `record` are a transaction each, and no transaction and no connection is held while `send` runs. A
    process that dies in between leaves an attempt taken and not recorded: `take` of the next run decides what that
    means, so the other side may get the same message twice, and never silently not at all.
    """
    taken = await database.run(take)
    if taken is None:
        return False
    result = await send(taken)
    await database.run(lambda connection: record(connection, taken, result))
    return True
