"""A worker that hangs with a batch written and not committed, while others go on or wait for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fordring.jobs.booking import BookBankFile
from fordring.services.banking.book_batch import BookBatch, book_batch
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Connection
from services.counter import Counter

WAITED_SECONDS = 0.4


class UndoneError(Exception):
    """What lets the held batch roll back."""


@dataclass(frozen=True, slots=True)
class Holding(BookBankFile):
    """Its first batch stays open until `free`, and is rolled back then where `undone` says so."""

    held: asyncio.Event = field(default_factory=asyncio.Event)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    undone: bool = False

    async def _in_one_transaction(self, command: BookBatch) -> BankFile:
        async def hanging(connection: Connection) -> BankFile:
            booked = await book_batch(command, self.jobs.work(connection))
            self.held.set()
            await self.free.wait()
            if self.undone:
                raise UndoneError
            return booked

        return await self.jobs.database.run(hanging)


@asynccontextmanager
async def held(counter: Counter, data: bytes, *, undone: bool = False) -> AsyncIterator[None]:
    """While the block goes on, this file is booked by a worker that has not committed; it has when the block ends."""
    holder = Holding(counter.jobs, undone=undone)
    file = await counter.receive(data)
    booking = asyncio.create_task(holder.book(file.bank_file_id))
    waiting = asyncio.create_task(holder.held.wait())
    await asyncio.wait([booking, waiting], return_when=asyncio.FIRST_COMPLETED)
    try:
        assert holder.held.is_set()
        yield
    finally:
        holder.free.set()
        (result,) = await asyncio.gather(booking, return_exceptions=True)
        waiting.cancel()
    assert isinstance(result, UndoneError if undone else BankFile), result


async def waits(task: "asyncio.Task[Any]") -> bool:
    """Whether it is not done after a while in which it had all that it needs but a lock."""
    await asyncio.wait([task], timeout=WAITED_SECONDS)
    return not task.done()
