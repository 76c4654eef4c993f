"""The own face on a database of its own, as its tests call it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from faces.own.stage import Desk, desk_of
from fordring.storage.transaction import Database


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    """The face, and the house behind it."""
    it = await desk_of(database, tmp_path)
    async with it.http:
        yield it
