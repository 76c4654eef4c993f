"""The owner's connection: what the application may not do, storage tests try as the owner too."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from fordring.storage.transaction import Database

if TYPE_CHECKING:
    from support.database import RunDatabases


@pytest.fixture
async def owner(
    databases: "RunDatabases", database_name: str, database: Database
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """The owner of the tables of `database`."""
    assert database
    connection = await asyncpg.connect(databases.owner_dsn(database_name))
    yield connection
    await connection.close()
