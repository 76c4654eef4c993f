"""The stage of a journey: a whole house in process on a database of the test's own, its files under `tmp_path`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fordring.main.wiring import House, open_house
from fordring.storage.transaction import Database
from journeys.stage import settings_in
from support.database import RunDatabases


@pytest.fixture
async def house(
    databases: RunDatabases, database_name: str, database: Database, tmp_path: Path
) -> AsyncIterator[House]:
    """The house; when the test is over `database` asks for every standing truth."""
    assert database
    async with open_house(settings_in(tmp_path / "var"), databases.app_dsn(database_name), 12) as opened:
        yield opened
