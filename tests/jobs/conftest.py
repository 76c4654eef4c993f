"""The application's address of the test's own database."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # pytest itself imports the plugin, as the first one
    from support.database import RunDatabases


@pytest.fixture
def app_dsn(databases: "RunDatabases", database_name: str) -> str:
    """The application's login, for a process of its own."""
    return databases.app_dsn(database_name)
