"""Adding jobs: part of the caller's transaction, one per key, and spliced into another statement."""

import json
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from fordring.storage import queue
from fordring.storage.transaction import Connection, Database
from jobs.stage import ONE, TWO, add, job, states


async def test_a_job_rolls_back_with_the_transaction_that_added_it(database: Database) -> None:
    async def add_and_fail(connection: Connection) -> None:
        assert await queue.enqueue(connection, [job("a")]) == 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.run(add_and_fail)
    assert await states(database) == {}


async def test_a_key_that_is_queued_already_is_skipped(database: Database) -> None:
    assert await add(database, job("a"), job("b")) == 2
    assert await add(database, job("b"), job("c"), job("c")) == 1
    assert await states(database) == {"a": "queued", "b": "queued", "c": "queued"}


async def test_another_merchant_and_another_name_may_have_the_same_key(database: Database) -> None:
    assert await add(database, job("a", ONE), job("a", TWO), job("a", None), job("a", name="send")) == 4


async def test_jobs_are_added_inside_another_statement(database: Database) -> None:
    both = f"WITH jobs AS ({queue.insertion('$2')}) SELECT 'written' WHERE $1"
    rows = [job("a", run_after=datetime(2030, 1, 1, tzinfo=UTC), priority=3).row()]
    async with database.transaction() as connection:
        assert await connection.fetchval(both, True, rows) == "written"
        row = await connection.fetchrow("SELECT * FROM house.pgqueuer")
    assert row is not None
    assert row["dedupe_key"] == f"{ONE}:print:a"
    assert json.loads(row["payload"]) == {"sheet": "a"}
    assert (row["execute_after"], row["priority"]) == (datetime(2030, 1, 1, tzinfo=UTC), 3)


async def test_the_next_job_of_one_merchant_is_found_through_the_index_on_the_key(
    database: Database, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await add(database, *(job(f"{number}", TWO) for number in range(2_000)), job("a", ONE))
    await owner.execute("ANALYZE house.pgqueuer")
    wanted: tuple[object, ...] = str(ONE), ["print"], [], timedelta(seconds=20), TWO, 16
    text = "\n".join(row[0] for row in await owner.fetch(f"EXPLAIN {queue.CLAIM_NEXT}", *wanted))
    assert "Index Scan using pgqueuer_unique_dedupe_key" in text
    assert "Seq Scan on pgqueuer" not in text


async def test_the_log_of_finished_jobs_is_forgotten_and_that_of_held_ones_is_kept(
    database: Database,
) -> None:
    await add(database, job("held"))
    async with database.transaction() as connection:
        await connection.execute("""
            INSERT INTO house.pgqueuer_log (job_id, status, priority, entrypoint, created)
            SELECT id, 'successful', 0, 'print', recorded::timestamptz
              FROM (VALUES (-1, '2020-01-01'), (-2, '2100-01-01')
                    UNION ALL SELECT id, '2020-01-01' FROM house.pgqueuer) AS log (id, recorded)
        """)
        await queue.forget_log(connection, timedelta(days=30))
        left = await connection.fetch("SELECT job_id FROM house.pgqueuer_log WHERE job_id < 0")
        assert [row["job_id"] for row in left] == [-2]
        assert await connection.fetchval("SELECT count(*) FROM house.pgqueuer_log WHERE job_id > 0") == 1
