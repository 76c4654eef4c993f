"""The owner's and the application's address of the test's own database."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

if TYPE_CHECKING:  # pytest itself imports the plugin, as the first one
    from support.database import RunDatabases


@pytest.fixture
def app_dsn(databases: "RunDatabases", database_name: str) -> str:
    """The application's login, for a process of its own."""
    return databases.app_dsn(database_name)


@pytest.fixture
async def owner(databases: "RunDatabases", database_name: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the owner, who may do what the application may not."""
    connection = await asyncpg.connect(databases.owner_dsn(database_name))
    yield connection
    await connection.close()
