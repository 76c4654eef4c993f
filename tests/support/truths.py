"""The application's connections to a test's own database, whose ledger must keep every standing truth."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fordring.storage import audit
from fordring.storage.transaction import Database
from support.database import RunDatabases


@asynccontextmanager
async def truthful(databases: RunDatabases, name: str) -> AsyncIterator[Database]:
    """Connections to it; when the block ends well the truths are asked, and the database is gone either way."""
    database = await Database.connect(databases.app_dsn(name), connections_max=8)
    try:
        yield database
        async with database.reading() as connection:
            found = await audit.findings(connection)
    finally:
        await database.close()
        await asyncio.to_thread(databases.drop, name)
    broken = [finding for finding in found if finding.rows and not finding.truth.warning]
    assert not broken, "\n".join(f"{finding.truth.sentence}: {finding.rows}" for finding in broken)
