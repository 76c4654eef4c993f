"""Numbered SQL files, applied once each, in order, under an advisory lock.

Two processes that start together do not collide: the second waits for the lock and finds nothing left to do.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import asyncpg

from fordring.storage.transaction import run_script

LOCK = 7_266_001
LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migration (
    version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL)
"""


class MigrationChangedError(Exception):
    """A migration file that was applied before has other content now."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: `0001_house.sql` is version 1."""

    version: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """The checksum that is kept when the file is applied."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def all_migrations() -> list[Migration]:
    """Every migration of this release, oldest first."""
    folder = files("fordring.storage") / "migrations"
    found = [path for path in folder.iterdir() if path.name.endswith(".sql")]
    return sorted(
        (Migration(int(path.name[:4]), path.name, path.read_text(encoding="utf-8")) for path in found),
        key=lambda migration: migration.version,
    )


async def migrate(dsn: str, migrations: Sequence[Migration] | None = None) -> list[str]:
    """Bring the database at `dsn` (its owner's login) up to date; the names of the files applied now.

    Each file is one transaction. Raises MigrationChangedError.
    """
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        await connection.execute(LEDGER)
        rows = await connection.fetch("SELECT version, sha256 FROM schema_migration")
        applied = {row["version"]: row["sha256"] for row in rows}
        return [
            await _apply(connection, migration)
            for migration in (all_migrations() if migrations is None else migrations)
            if not _is_applied(migration, applied)
        ]
    finally:
        await connection.close()


def _is_applied(migration: Migration, applied: dict[int, str]) -> bool:
    if migration.version not in applied:
        return False
    if applied[migration.version] != migration.sha256:
        raise MigrationChangedError(f"{migration.name} was applied with other content; add a new file instead")
    return True


async def _apply(connection: asyncpg.Connection, migration: Migration) -> str:
    await run_script(connection, f"{migration.sql}\n;\n{_note(migration)}")
    return migration.name


def _note(migration: Migration) -> str:
    values = f"{migration.version}, '{migration.name}', '{migration.sha256}'"
    return f"INSERT INTO schema_migration (version, name, sha256) VALUES ({values})"
