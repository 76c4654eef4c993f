"""A worker, or a run in place, that is killed: its jobs are done by the next; a job that kills every worker is held."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from fordring.jobs.in_place import run_due_jobs_of
from fordring.jobs.registry import Task
from fordring.storage import queue
from fordring.storage.transaction import Database
from jobs.doomed_mover import HANGS_AT
from jobs.stage import ONE, QUICK, Notebook, add, job, states, until, until_empty, working

ROOT = Path(__file__).parents[2]
LOG = """
    INSERT INTO house.pgqueuer_log (job_id, status, priority, entrypoint)
    SELECT id, $1::text::house.pgqueuer_status, 0, 'print' FROM house.pgqueuer WHERE dedupe_key LIKE $2
"""


async def begin_and_kill(dsn: str, program: str = "jobs.doomed_worker", last: bytes = b"begun\n") -> None:
    """Start it in a process of its own, wait for the last that it says before it hangs, kill it with SIGKILL."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", program, dsn, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while (said := await process.stdout.readline()) != last:
            assert said, "it ended by itself"
    process.kill()
    await process.wait()


async def test_the_job_of_a_killed_worker_is_done_by_the_next(database: Database, app_dsn: str) -> None:
    notes = Notebook()
    await add(database, job("a"))
    await begin_and_kill(app_dsn)
    assert await states(database) == {"a": "picked"}
    async with working(database, {"print": Task(notes)}):
        await until_empty(database)
    assert notes.keys == ["a"]


async def test_a_killed_run_in_place_loses_no_job_that_it_had_in_hand_and_no_order(
    database: Database, app_dsn: str
) -> None:
    notes, sheets = Notebook(), [f"{number:02}" for number in range(10)]
    await add(database, *map(job, sheets))
    await begin_and_kill(app_dsn, "jobs.doomed_mover", f"{HANGS_AT}\n".encode())
    assert await states(database) == dict.fromkeys(sheets, "picked")
    run = await run_due_jobs_of(ONE, database, {"print": Task(notes)}, pace=QUICK)
    assert run.failed == []
    assert notes.keys == sheets
    assert await states(database) == {}


async def test_a_living_worker_keeps_a_long_job(database: Database) -> None:
    one, two = Notebook(), Notebook()

    async def long(payload: dict[str, object], context: object) -> None:
        await asyncio.sleep(2.5 * QUICK.silence_max.total_seconds())
        one.payloads.append(payload)
        assert context

    async with working(database, {"print": Task(long)}):
        await add(database, job("a"))

        async def taken() -> bool:
            return await states(database) == {"a": "picked"}

        await until(taken)
        async with working(database, {"print": Task(two)}):
            await until_empty(database)
    assert (one.payloads, two.keys) == ([{"sheet": "a"}], [])


async def test_a_job_that_was_taken_three_times_and_never_ended_is_held(database: Database) -> None:
    await add(database, job("deadly"), job("unlucky"))
    async with database.transaction() as connection:
        await connection.execute("UPDATE house.pgqueuer SET status = 'picked', heartbeat = '2020-01-01'")
        await connection.executemany(LOG, [(status, "%") for status in ("picked", "picked")])
        await connection.execute(LOG, "queued", "%:unlucky")
        await connection.execute(LOG, "picked", "%")
        [held] = await queue.hold_deadly(connection, 3, timedelta(seconds=20))
        [shown] = await queue.held_jobs(connection)
    assert (shown.id, shown.key.rpartition(":")[2]) == (held, "deadly")
    assert shown.error == "WorkerLost: its worker was lost 3 times while it ran"


async def test_a_job_that_may_be_running_well_is_not_held(database: Database) -> None:
    await add(database, job("a"))
    async with database.transaction() as connection:
        await connection.execute("UPDATE house.pgqueuer SET status = 'picked'")
        await connection.executemany(LOG, [("picked", "%")] * 3)
        assert await queue.hold_deadly(connection, 3, timedelta(seconds=20)) == []
