"""What storage tests act on: the owner's connection, which may do what the application may not; an empty database."""

from collections.abc import AsyncIterator, Iterator
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


@pytest.fixture
def empty_database(databases: "RunDatabases", request: pytest.FixtureRequest) -> Iterator[str]:
    """The owner's login to a database with nothing in it."""
    template = databases.template("empty", lambda _dsn: None)
    name = databases.create_database_from_template(template, f"empty_{abs(hash(request.node.name))}")
    yield databases.owner_dsn(name)
    databases.drop(name)
