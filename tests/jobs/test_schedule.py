"""Periodic work: each line once per period, however many workers ask."""

import asyncio
from datetime import timedelta

import asyncpg

from fordring.jobs.registry import Task
from fordring.jobs.schedule import LOCK, Periodic, enqueue_due
from fordring.storage import queue
from fordring.storage.transaction import Database
from jobs.stage import Notebook, states, until, until_empty, working

DAILY = Periodic("tidy", every=timedelta(days=1))
HOURLY = Periodic("count", every=timedelta(hours=1))


async def test_what_is_due_is_queued_once_in_its_period(database: Database) -> None:
    assert sorted(await enqueue_due(database, (DAILY, HOURLY))) == ["count", "tidy"]
    assert await enqueue_due(database, (DAILY, HOURLY)) == []
    assert await enqueue_due(database, ()) == []


async def test_the_next_period_queues_it_again(database: Database, owner: "asyncpg.Connection[asyncpg.Record]") -> None:
    notes = Notebook()
    async with working(database, {"tidy": Task(notes)}, schedule=(DAILY,)):

        async def done() -> bool:
            return len(notes.told) == 1

        await until(done)
        await until_empty(database)
        await owner.execute("UPDATE house.schedule_mark SET period = period - interval '1 day'")

        async def done_again() -> bool:
            return len(notes.told) == 2

        await until(done_again)
        await until_empty(database)
    assert notes.told[0].merchant_id is None


async def test_of_many_workers_one_queues_it(database: Database) -> None:
    answers = await asyncio.gather(*(enqueue_due(database, (DAILY,)) for _ in range(10)))
    assert [name for names in answers for name in names] == ["tidy"]
    assert await states(database) == {"periodic": "queued"}


async def test_another_that_holds_the_lock_is_not_waited_for(database: Database) -> None:

    async with database.transaction() as connection:
        assert await queue.alone(connection, LOCK)
        assert await enqueue_due(database, (DAILY,)) == []
    assert await enqueue_due(database, (DAILY,)) == ["tidy"]
