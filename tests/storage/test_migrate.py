"""Migrations: applied once, by whoever comes first, and never changed behind one's back."""

import asyncio
from dataclasses import replace

import pytest

from fordring.storage.migrate import MigrationChangedError, all_migrations, migrate


async def test_two_processes_starting_together_do_not_collide(empty_database: str) -> None:
    done = await asyncio.gather(*(migrate(empty_database) for _ in range(4)))
    names = [migration.name for migration in all_migrations()]
    assert sorted(done, key=len, reverse=True) == [names, [], [], []]


async def test_a_second_start_has_nothing_to_do(empty_database: str) -> None:
    await migrate(empty_database)
    assert await migrate(empty_database) == []


async def test_an_applied_file_that_was_changed_is_refused(empty_database: str) -> None:
    await migrate(empty_database)
    first, *rest = all_migrations()
    with pytest.raises(MigrationChangedError, match=first.name):
        await migrate(empty_database, [replace(first, sql=first.sql + "\nSELECT 1"), *rest])


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [migration.version for migration in all_migrations()] == list(range(1, len(all_migrations()) + 1))
