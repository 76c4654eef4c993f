"""The worker: takes, tries again, holds what gives up, shares with another, stops in good order."""

import asyncio
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from fordring.domain.errors import BusyError, NotFoundError
from fordring.jobs.registry import JobContext, Task
from fordring.jobs.worker import run_worker, stop_on_signals
from fordring.storage import queue
from fordring.storage.transaction import Database
from jobs.stage import ONE, QUICK, Notebook, add, job, states, until, until_empty, working


async def test_a_job_is_done_and_told_who_it_is(database: Database) -> None:
    notes = Notebook()
    async with working(database, {"print": Task(notes)}):
        await add(database, job("a"), job("b", None))
        await until_empty(database)
    assert sorted(notes.keys) == ["a", "b"]
    assert {"sheet": "a"} in notes.payloads
    first = next(context for context in notes.told if context.key.endswith(":a"))
    assert (first.name, first.merchant_id, first.attempt, first.in_place) == ("print", ONE, 1, False)
    assert await states(database) == {}


async def test_a_job_that_raises_is_tried_again_and_then_held_where_it_is_seen(database: Database) -> None:
    notes = Notebook(fails={"a"})
    async with working(database, {"print": Task(notes, attempts_max=3, backoff_seconds=0)}):
        await add(database, job("a"), job("b"))
        await until_empty(database)
    assert sorted(notes.keys) == ["a", "a", "a", "b"]
    async with database.reading() as connection:
        [held] = await queue.held_jobs(connection)
    assert (held.name, held.key, held.merchant_id) == ("print", f"{ONE}:print:a", ONE)
    assert (held.payload, held.attempts) == ({"sheet": "a"}, 3)
    assert held.error == "ValueError: the printer is on fire"
    assert "Traceback" in held.traceback


async def test_a_held_job_is_retried_with_all_its_attempts(database: Database) -> None:
    notes = Notebook(fails={"a"})
    async with working(database, {"print": Task(notes, attempts_max=1)}):
        await add(database, job("a"))
        await until_empty(database)
        async with database.reading() as connection:
            [held] = await queue.held_jobs(connection)
            notes.fails.clear()
            await queue.retry_held(connection, held.id)
        await until_empty(database)
    assert [context.attempt for context in notes.told] == [1, 1]
    assert await states(database) == {}


async def test_only_a_held_job_whose_work_is_not_queued_anew_can_be_retried(database: Database) -> None:
    async with working(database, {"print": Task(Notebook(fails={"a"}), attempts_max=1)}):
        await add(database, job("a"))
        await until_empty(database)
    await add(database, job("a"))
    async with database.reading() as connection:
        [held] = await queue.held_jobs(connection)
        with pytest.raises(BusyError):
            await queue.retry_held(connection, held.id)
        with pytest.raises(NotFoundError):
            await queue.retry_held(connection, -1)


async def test_two_workers_share_and_no_job_is_done_twice(database: Database) -> None:
    one, two = Notebook(), Notebook()
    await add(database, *(job(f"{number:03}") for number in range(200)))
    few = replace(QUICK, concurrent_max=4)
    async with working(database, {"print": Task(one)}, pace=few), working(database, {"print": Task(two)}, pace=few):
        await until_empty(database)
    assert sorted(one.keys + two.keys) == [f"{number:03}" for number in range(200)]
    assert one.keys
    assert two.keys


async def test_no_more_jobs_of_a_name_run_at_once_than_its_limit(database: Database) -> None:
    now, most = 0, 0

    async def count(_payload: dict[str, Any], _context: JobContext) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1

    await add(database, *(job(f"{number}") for number in range(20)))
    tasks = {"print": Task(count, concurrent_max=2)}
    async with working(database, tasks), working(database, tasks):
        await until_empty(database)
    assert most == 2


async def test_a_job_waits_for_its_time_and_a_name_without_a_handler_for_its_worker(database: Database) -> None:
    notes = Notebook()
    await add(database, job("later", run_after=datetime(2100, 1, 1, tzinfo=UTC)), job("a", name="unknown"), job("b"))
    async with working(database, {"print": Task(notes)}):

        async def done() -> bool:
            return "b" not in await states(database)

        await until(done)
    assert notes.keys == ["b"]
    assert await states(database) == {"later": "queued", "a": "queued"}


async def test_an_attempt_that_takes_too_long_is_a_failed_one(database: Database) -> None:
    async def sleep(_payload: dict[str, Any], _context: JobContext) -> None:
        await asyncio.sleep(60)

    async with working(database, {"print": Task(sleep, attempts_max=1, seconds_max=1)}):
        await add(database, job("a"))
        await until_empty(database)
    async with database.reading() as connection:
        [held] = await queue.held_jobs(connection)
    assert held.error.startswith("TimeoutError")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_lets_the_running_job_finish_and_takes_no_more(database: Database, number: int) -> None:
    started = asyncio.Event()
    finished: list[str] = []

    async def slow(payload: dict[str, Any], _context: JobContext) -> None:
        started.set()
        await asyncio.sleep(0.3)
        finished.append(payload["sheet"])

    stop = asyncio.Event()
    stop_on_signals(stop)
    await add(database, job("a"))
    worker = asyncio.create_task(run_worker(database, {"print": Task(slow)}, stop, schedule=(), pace=QUICK))
    await started.wait()
    os.kill(os.getpid(), number)
    await worker
    await add(database, job("b"))
    assert finished == ["a"]
    assert await states(database) == {"b": "queued"}


async def test_what_still_runs_after_the_grace_goes_back_to_the_queue(database: Database) -> None:
    started = asyncio.Event()

    async def endless(_payload: dict[str, Any], _context: JobContext) -> None:
        started.set()
        await asyncio.sleep(60)

    pace = replace(QUICK, grace=timedelta(milliseconds=100))
    async with working(database, {"print": Task(endless, attempts_max=1)}, pace=pace):
        await add(database, job("a"))
        await started.wait()
    assert await states(database) == {"a": "queued"}


async def test_a_worker_outlives_a_database_that_goes_away(
    database: Database, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    notes = Notebook()
    async with working(database, {"print": Task(notes)}):
        await add(database, job("a"))
        await until_empty(database)
        for _ in range(3):
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'fordring'"
            )
            await asyncio.sleep(0.1)
        await add(database, job("b"))
        await until_empty(database)
    assert notes.keys == ["a", "b"]
