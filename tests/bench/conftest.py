"""The bench on the server of the test run; its own package stands at the root of the repository."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.house import House

if TYPE_CHECKING:
    from support.database import RunDatabases


@pytest.fixture
def house(databases: "RunDatabases", database_name: str, tmp_path: Path) -> House:
    """A house to measure in: a migrated database of this test's own, and a folder."""
    return House(databases.owner_dsn(database_name), databases.app_dsn(database_name), tmp_path)
