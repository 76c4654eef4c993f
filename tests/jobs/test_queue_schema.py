"""Our migration against the installed queue library: an upgrade that changes its tables is seen here."""

from typing import Any

import asyncpg
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.settings import DBSettings

from fordring.jobs.polling import SETTINGS, PollingDriver, queue_queries
from fordring.storage.transaction import Database
from jobs.stage import add, job

COLUMNS = """
    SELECT table_name, column_name, ordinal_position, replace(data_type, $1, ''), udt_name,
           replace(column_default, $1 || '.', ''), is_nullable
      FROM information_schema.columns WHERE table_schema = $1 AND table_name LIKE 'pgqueuer%'
     ORDER BY table_name, ordinal_position"""


async def test_our_tables_have_the_columns_of_a_fresh_install(owner: "asyncpg.Connection[asyncpg.Record]") -> None:
    await owner.execute(QueryBuilderEnvironment(DBSettings(db_schema="fresh")).build_install_query())
    try:
        fresh = await owner.fetch(COLUMNS, "fresh")
    finally:
        await owner.execute("DROP SCHEMA fresh CASCADE")
    ours = await owner.fetch(COLUMNS, "house")
    assert [tuple(row) for row in ours] == [tuple(row) for row in fresh]
    assert len(ours) > 30


async def test_an_upgrade_would_only_add_the_trigger_that_we_leave_out(
    owner: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    plain = Queries.from_asyncpg_connection(owner)
    queries = Queries(
        plain.driver, QueryBuilderEnvironment(SETTINGS), QueryQueueBuilder(SETTINGS), QuerySchedulerBuilder(SETTINGS)
    )
    plan = await queries.plan_upgrade()
    statements = [" ".join(statement.split()) for statement in plan.statements]
    assert [s.partition(" house.fn_")[0].partition(" AFTER ")[0] for s in statements] == [
        "CREATE FUNCTION",
        "CREATE TRIGGER tg_pgqueuer_changed",
    ]


async def test_a_job_of_ours_looks_like_one_that_the_library_added(database: Database) -> None:
    async def added() -> dict[str, Any]:
        async with database.transaction() as connection:
            row = await connection.fetchrow("DELETE FROM house.pgqueuer RETURNING *")
        assert row is not None
        moments = {"created", "updated", "heartbeat", "execute_after"}
        assert len({row[name] for name in moments}) == 1
        return {name: value for name, value in row.items() if name not in {"id", *moments}}

    await add(database, job("a"))
    ours = await added()
    await queue_queries(database).enqueue(
        "print", b'{"sheet": "a"}', dedupe_key=ours["dedupe_key"], headers={"key": ours["dedupe_key"]}
    )
    assert ours == await added()


async def test_the_library_accepts_the_schema_without_its_trigger(database: Database) -> None:
    await QueueManager(queue_queries(database)).verify_structure()


async def test_json_reaches_the_database_as_an_object(database: Database) -> None:
    driver = PollingDriver(database)
    rows = await driver.fetch(
        "SELECT jsonb_typeof($1::JSONB) AS one, jsonb_typeof(($2::jsonb[])[1]) AS many", "{}", ["{}"]
    )
    assert rows == [{"one": "object", "many": "object"}]
