"""Listening for credentials that are taken back, so that what is remembered of the others may be trusted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from fordring.faces.common.memory import Memory
from fordring.storage.house import withdrawals
from fordring.storage.outage import DATABASE_GONE
from fordring.storage.transaction import Database

BEAT_SECONDS = 2
PATIENCE_SECONDS = 2
"""A memory whose database has fallen silent is distrusted after the two of them at the latest."""

log = structlog.get_logger(__name__)


@asynccontextmanager
async def hearing(database: Database, memory: Memory) -> AsyncIterator[None]:
    """While the block runs, `memory` is trusted as long as the database answers on the connection that listens."""
    listener = asyncio.create_task(_keep_hearing(database, memory))
    try:
        yield
    finally:
        listener.cancel()
        with suppress(asyncio.CancelledError):
            await listener


async def _keep_hearing(database: Database, memory: Memory) -> None:
    while True:
        try:
            await _hear(database, memory)
        except DATABASE_GONE as error:
            log.warning("withdrawals_not_heard", error=repr(error))
        await asyncio.sleep(BEAT_SECONDS)


async def _hear(database: Database, memory: Memory) -> None:
    """Trust the memory until the connection fails."""
    async with withdrawals.listening(database, memory.forget) as connection:
        try:
            while True:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await withdrawals.catch_up(connection)
                memory.trust()
                await asyncio.sleep(BEAT_SECONDS)
        except TimeoutError:
            connection.terminate()
            raise
        finally:
            memory.distrust()
