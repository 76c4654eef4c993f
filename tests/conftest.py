"""One PostgreSQL for the run, a fresh database per test that wants one, and the standing truths after each."""

import asyncio
import itertools
import os
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import hypothesis
import pytest

from fordring.domain.merchant import Merchant
from fordring.storage.migrate import migrate
from fordring.storage.transaction import Database
from support import make
from support.truths import truthful

if TYPE_CHECKING:  # pytest itself imports the plugin, as the first one
    from support.database import RunDatabases

pytest_plugins = ["support.database"]

hypothesis.settings.register_profile("house", deadline=None)  # no test asserts on time
hypothesis.settings.load_profile("house")

COUNT = itertools.count()


@pytest.fixture(scope="session")
def template(databases: "RunDatabases") -> str:
    """A migrated, empty database to copy."""

    def build(owner_dsn: str) -> None:
        asyncio.run(migrate(owner_dsn))

    return databases.template("migrated", build)


@pytest.fixture
def database_name(databases: "RunDatabases", template: str) -> str:
    """A database of this test's own."""
    return databases.create_database_from_template(template, f"{os.getpid()}_{next(COUNT)}")


@pytest.fixture
async def database(databases: "RunDatabases", database_name: str) -> AsyncIterator[Database]:
    """The application's connections to it; afterwards every standing truth of the ledger must hold."""
    async with truthful(databases, database_name) as opened:
        yield opened


@pytest.fixture
async def owner(
    databases: "RunDatabases", database_name: str, database: Database
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the owner of `database`, who may do what the application may not."""
    assert database
    connection = await asyncpg.connect(databases.owner_dsn(database_name))
    yield connection
    await connection.close()


@pytest.fixture
async def merchant(database: Database) -> Merchant:
    """A Norwegian sandbox merchant, T11112222."""
    return await make.merchant(database)
