"""Claims that were there before payers had pages: migrated, each has a key of its own, and no stamp has moved."""

from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from fordring.storage.migrate import all_migrations, migrate

if TYPE_CHECKING:
    from support.database import RunDatabases

BEFORE = Path(__file__).with_name("release_0_1_0.sql")
PAGES = 31
TWIN = """
INSERT INTO claim SELECT (jsonb_populate_record(c, '{"claim_id": "00000000-0000-7000-8000-000000000055",
    "number": "A1B2C-000002"}')).* FROM claim c"""


async def test_each_claim_gets_a_key_of_its_own(databases: "RunDatabases") -> None:
    template = databases.template("empty", lambda _dsn: None)
    name = databases.create_database_from_template(template, "empty_page_keys")
    dsn = databases.owner_dsn(name)
    steps = all_migrations()
    await migrate(dsn, [migration for migration in steps if migration.version <= 6])
    connection = await asyncpg.connect(dsn)
    await connection.execute(BEFORE.read_text(encoding="utf-8"))
    await connection.execute(TWIN)
    await migrate(dsn, [migration for migration in steps if migration.version < PAGES])
    stamps = await connection.fetch("SELECT stamp FROM claim ORDER BY claim_id")
    await migrate(dsn)
    rows = await connection.fetch("SELECT stamp, page_key FROM claim ORDER BY claim_id")
    await connection.close()
    databases.drop(name)
    assert [row["stamp"] for row in rows] == [row["stamp"] for row in stamps]
    assert [row["page_key"].version for row in rows] == [4, 4]
    assert len({row["page_key"] for row in rows}) == 2
