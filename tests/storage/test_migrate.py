"""Migrations: applied once, by whoever comes first, and never changed behind one's back."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
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


OLD_CALL = """
    INSERT INTO outgoing_call (merchant_id, call_id, subject, purchase_id, event_no, state, attempts, taken_by,
                               next_try_at, created_at, finished_at)
    VALUES (gen_random_uuid(), gen_random_uuid(), $1, gen_random_uuid(), 2, $1, $2, $3, $4, '2026-11-01', $5)"""
MOMENT = datetime(2026, 11, 2, tzinfo=UTC)


async def test_calls_that_wait_at_an_upgrade_are_made_afterwards_without_their_jobs(empty_database: str) -> None:
    first_release = [migration for migration in all_migrations() if migration.version <= 6]
    await migrate(empty_database, first_release)
    connection = await asyncpg.connect(empty_database)
    for key in ("merchant_id_fkey", "merchant_id_purchase_id_fkey"):  # of merchants that need not be there
        await connection.execute(f"ALTER TABLE outgoing_call DROP CONSTRAINT outgoing_call_{key}")
    await connection.execute(OLD_CALL, "waiting", 3, None, MOMENT, None)
    await connection.execute(OLD_CALL, "sending", 1, 7, None, None)
    await connection.execute(OLD_CALL, "delivered", 1, None, None, MOMENT)
    await connection.execute(
        """INSERT INTO house.pgqueuer (priority, status, entrypoint) VALUES (0, 'queued', 'call_out'),
                                                                            (0, 'queued', 'deliver')"""
    )
    await migrate(empty_database)
    rows = await connection.fetch("SELECT * FROM outgoing_call ORDER BY state DESC")
    jobs = await connection.fetch("SELECT entrypoint FROM house.pgqueuer")
    await connection.close()
    assert [(row["state"], row["topic"], row["next_try_at"]) for row in rows] == [
        ("waiting", "callback", MOMENT),
        ("sending", "callback", datetime(2026, 11, 1, tzinfo=UTC)),
        ("delivered", "callback", None),
    ]
    assert all(row["endpoint_id"] == row["merchant_id"] for row in rows)
    assert [job["entrypoint"] for job in jobs] == ["deliver"]
