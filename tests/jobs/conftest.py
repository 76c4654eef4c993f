"""A real PostgreSQL for the queue: started once, migrated once, emptied before every test."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from fordring.main.postgres import EmbeddedPostgres
from fordring.storage.migrate import migrate
from fordring.storage.transaction import Database

EMPTY = "TRUNCATE house.pgqueuer, house.pgqueuer_log, house.schedule_mark"


@pytest.fixture(scope="session")
def owner_dsn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The owner's address of a migrated database; nothing of it outlives the tests."""
    unsafe_but_fast = {"fsync": "off", "synchronous_commit": "off"}
    with EmbeddedPostgres(tmp_path_factory.mktemp("queue") / "var", unsafe_but_fast) as server:
        asyncio.run(migrate(server.owner_dsn))
        yield server.owner_dsn


@pytest.fixture
async def owner(owner_dsn: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the owner, to an empty queue."""
    connection = await asyncpg.connect(owner_dsn)
    await connection.execute(EMPTY)
    yield connection
    await connection.close()


@pytest.fixture
async def database(owner_dsn: str, owner: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[Database]:
    """The application's pool on that queue."""
    assert not owner.is_closed()
    database = await Database.connect(owner_dsn)
    yield database
    await database.close()
