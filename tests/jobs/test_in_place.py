"""One merchant's jobs run in place: all that are due, nobody else's, beside workers that take the same ones."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from fordring.domain.errors import BusyError
from fordring.jobs.in_place import AHEAD_AT_ONCE, run_due_jobs_of
from fordring.jobs.registry import JobContext, Registry, Task
from fordring.storage import queue
from fordring.storage.transaction import Database
from jobs.stage import ONE, QUICK, TWO, Notebook, add, job, states, until, until_empty, working


async def test_all_due_jobs_of_one_merchant_are_done_in_order_and_others_left_alone(database: Database) -> None:
    notes = Notebook()
    far = datetime(2100, 1, 1, tzinfo=UTC)
    await add(database, job("a"), job("x", TWO), job("b"), job("later", run_after=far), job("y", None))
    run = await run_due_jobs_of(ONE, database, {"print": Task(notes)}, pace=QUICK)
    assert (run.done, run.failed) == (["print", "print"], [])
    assert notes.keys == ["a", "b"]
    assert all(context.in_place and context.merchant_id == ONE for context in notes.told)
    assert await states(database) == {"x": "queued", "later": "queued", "y": "queued"}


async def test_what_a_job_queues_is_done_in_the_same_run(database: Database) -> None:
    done: list[str] = []

    async def go_on(payload: dict[str, Any], _context: JobContext) -> None:
        done.append(payload["sheet"])
        if len(done) < 5:
            await add(database, job(f"{len(done)}"))

    await add(database, job("0"))
    await run_due_jobs_of(ONE, database, {"print": Task(go_on)}, pace=QUICK)
    assert done == ["0", "1", "2", "3", "4"]


async def test_a_failing_job_gets_one_attempt_a_run_and_the_others_go_on(database: Database) -> None:
    notes = Notebook(fails={"a"})
    registry: Registry = {"print": Task(notes, attempts_max=2, backoff_seconds=0)}
    await add(database, job("a"), job("b"))
    run = await run_due_jobs_of(ONE, database, registry, pace=QUICK)
    assert (notes.keys, run.failed) == (["a", "b"], ["print"])
    assert await states(database) == {"a": "queued"}
    await run_due_jobs_of(ONE, database, registry, pace=QUICK)
    async with database.reading() as connection:
        [held] = await queue.held_jobs(connection)
    assert (held.attempts, held.error) == (2, "ValueError: the printer is on fire")


async def test_a_worker_and_a_run_in_place_share_the_jobs(database: Database) -> None:
    notes = Notebook()
    registry: Registry = {"print": Task(notes)}
    await add(database, *(job(f"{number:02}") for number in range(60)))
    async with working(database, registry):
        await run_due_jobs_of(ONE, database, registry, pace=QUICK)
        assert await states(database) == {}
    assert sorted(notes.keys) == [f"{number:02}" for number in range(60)]


async def test_a_job_in_a_workers_hands_is_waited_for(database: Database) -> None:
    began, done = asyncio.Event(), asyncio.Event()

    async def slow(_payload: dict[str, Any], _context: JobContext) -> None:
        began.set()
        await asyncio.sleep(0.5)
        done.set()

    registry: Registry = {"print": Task(slow)}
    async with working(database, registry):
        await add(database, job("a"))
        await began.wait()
        await run_due_jobs_of(ONE, database, registry, pace=QUICK)
        assert done.is_set()


async def test_waiting_for_a_worker_has_an_end(database: Database) -> None:
    let_go = asyncio.Event()

    async def stuck(_payload: dict[str, Any], _context: JobContext) -> None:
        await let_go.wait()

    registry: Registry = {"print": Task(stuck)}
    async with working(database, registry):
        await add(database, job("a"))

        async def taken() -> bool:
            return await states(database) == {"a": "picked"}

        await until(taken)
        with pytest.raises(BusyError):
            await run_due_jobs_of(ONE, database, registry, pace=QUICK, wait_seconds_max=1)
        let_go.set()
        await until_empty(database)


async def test_a_long_job_in_place_is_not_taken_away_by_a_worker(database: Database) -> None:
    notes = Notebook()

    async def long(_payload: dict[str, Any], _context: JobContext) -> None:
        await asyncio.sleep(2 * QUICK.silence_max.total_seconds())

    await add(database, job("a"))
    run = asyncio.create_task(run_due_jobs_of(ONE, database, {"print": Task(long)}, pace=QUICK))

    async def taken() -> bool:
        return await states(database) == {"a": "picked"}

    await until(taken)
    async with working(database, {"print": Task(notes)}):
        assert (await run).done == ["print"]
    assert notes.keys == []


async def test_a_run_that_is_broken_off_gives_its_job_back(database: Database) -> None:
    began = asyncio.Event()

    async def endless(_payload: dict[str, Any], _context: JobContext) -> None:
        began.set()
        await asyncio.sleep(60)

    await add(database, job("a"))
    run = asyncio.create_task(run_due_jobs_of(ONE, database, {"print": Task(endless)}, pace=QUICK))
    await began.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert await states(database) == {"a": "queued"}


async def test_what_is_made_ready_is_ready_before_its_turn_and_turns_keep_their_order(database: Database) -> None:
    at_work, most, ready, done = 0, 0, set[str](), []

    async def ahead(payload: dict[str, Any], _context: JobContext) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0.005 if int(payload["sheet"]) % 3 else 0.02)
        at_work -= 1
        ready.add(payload["sheet"])

    async def handler(payload: dict[str, Any], _context: JobContext) -> None:
        assert payload["sheet"] in ready
        done.append(payload["sheet"])

    await add(database, *(job(f"{number:02}") for number in range(40)))
    run = await run_due_jobs_of(ONE, database, {"print": Task(handler, ahead=ahead)}, pace=QUICK)
    assert done == [f"{number:02}" for number in range(40)]
    assert (len(run.done), most) == (40, AHEAD_AT_ONCE)
    assert await states(database) == {}


async def test_what_cannot_be_made_ready_is_the_jobs_own_failure_or_none(database: Database) -> None:
    notes = Notebook(fails={"a"})
    registry: Registry = {"print": Task(notes, ahead=Notebook(fails={"a", "b"}), attempts_max=1)}
    await add(database, job("a"), job("b"))
    run = await run_due_jobs_of(ONE, database, registry, pace=QUICK)
    assert (run.done, run.failed, notes.keys) == (["print"], ["print"], ["a", "b"])
    assert await states(database) == {"a": "failed"}


async def test_a_run_that_is_broken_off_gives_back_what_it_took_and_did_not_begin(database: Database) -> None:
    began = asyncio.Event()
    notes = Notebook()

    async def endless_third(payload: dict[str, Any], context: JobContext) -> None:
        await notes(payload, context)
        if payload["sheet"] == "2":
            began.set()
            await asyncio.sleep(60)

    await add(database, *(job(f"{number}") for number in range(6)))
    registry: Registry = {"print": Task(endless_third, ahead=Notebook())}
    run = asyncio.create_task(run_due_jobs_of(ONE, database, registry, pace=QUICK))
    await began.wait()
    assert await states(database) == {f"{number}": "picked" for number in range(6)}
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert await states(database) == {f"{number}": "queued" for number in range(2, 6)}
    async with database.reading() as connection:
        attempts = await connection.fetch("SELECT attempts FROM house.pgqueuer ORDER BY id")
    assert [row["attempts"] for row in attempts] == [1, 0, 0, 0]
    again = Notebook()
    await run_due_jobs_of(ONE, database, {"print": Task(again)}, pace=QUICK)
    assert again.keys == ["2", "3", "4", "5"]


async def test_a_job_may_queue_what_has_the_key_of_one_done_in_the_same_hand(database: Database) -> None:
    notes = Notebook()

    async def once_more(_payload: dict[str, Any], _context: JobContext) -> None:
        assert await add(database, job("a")) == 1

    registry: Registry = {"print": Task(notes, ahead=Notebook()), "again": Task(once_more)}
    await add(database, job("a"), job("b"), job("c", name="again"))
    await run_due_jobs_of(ONE, database, registry, pace=QUICK)
    assert notes.keys == ["a", "b", "a"]


async def test_jobs_in_hand_are_not_taken_away_while_one_before_them_takes_long(database: Database) -> None:
    notes = Notebook()

    async def long_first(payload: dict[str, Any], _context: JobContext) -> None:
        if payload["sheet"] == "0":
            await asyncio.sleep(2 * QUICK.silence_max.total_seconds())

    await add(database, *(job(f"{number}") for number in range(4)))
    run = asyncio.create_task(run_due_jobs_of(ONE, database, {"print": Task(long_first)}, pace=QUICK))

    async def taken() -> bool:
        return set((await states(database)).values()) == {"picked"}

    await until(taken)
    async with working(database, {"print": Task(notes)}):
        assert (await run).done == ["print"] * 4
    assert notes.keys == []
