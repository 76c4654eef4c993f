"""The job queue's rows: how a verb adds jobs inside its own transaction, and what the back office asks about them.

Nothing else in Fordring names the queue's columns. This is the one place where SQL reads the database's clock.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import BusyError, NotFoundError
from fordring.domain.plentiful import plentiful
from fordring.storage.transaction import Connection

HOUSE = "house"

JOB_COLUMNS = {"name": "text", "payload": "jsonb", "key": "text", "priority": "integer", "run_after": "timestamptz"}

INSERT_JOBS = """
    INSERT INTO house.pgqueuer (entrypoint, payload, headers, dedupe_key, priority, execute_after, status)
    SELECT name, convert_to(payload::text, 'UTF8'), jsonb_build_object('key', key), key, priority,
           coalesce(run_after, now()), 'queued'
      FROM {source}
    ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL DO NOTHING"""

CLAIM_NEXT = """
    WITH next AS (
        SELECT id FROM house.pgqueuer
         WHERE dedupe_key >= $1 || ':' AND dedupe_key < $1 || ';' AND dedupe_key IS NOT NULL
           AND status IN ('queued', 'picked') AND entrypoint = ANY($2::text[]) AND id <> ALL($3::bigint[])
           AND (status = 'queued' AND execute_after <= now() OR status = 'picked' AND heartbeat < now() - $4::interval)
         ORDER BY priority DESC, id LIMIT $6 FOR UPDATE SKIP LOCKED),
    claimed AS (
        UPDATE house.pgqueuer job
           SET status = 'picked', updated = now(), heartbeat = now(), queue_manager_id = $5, slot = NULL
          FROM next WHERE job.id = next.id RETURNING job.*),
    logged AS (
        INSERT INTO house.pgqueuer_log (job_id, status, entrypoint, priority)
        SELECT id, status, entrypoint, priority FROM claimed)
    SELECT * FROM claimed ORDER BY priority DESC, id"""

GIVE_BACK = """
    WITH given AS (
        UPDATE house.pgqueuer SET status = 'queued', updated = now(), queue_manager_id = NULL
         WHERE id = ANY($1::bigint[]) AND status = 'picked' AND queue_manager_id = $2
        RETURNING id, entrypoint, priority)
    INSERT INTO house.pgqueuer_log (job_id, status, entrypoint, priority)
    SELECT id, 'queued', entrypoint, priority FROM given"""

IN_HANDS = """
    SELECT count(*) AS many,
           count(*) FILTER (WHERE entrypoint = ANY($3::text[]) AND heartbeat < now() - $4::interval) AS silent
      FROM house.pgqueuer
     WHERE dedupe_key >= $1 || ':' AND dedupe_key < $1 || ';' AND dedupe_key IS NOT NULL
       AND status = 'picked' AND id <> ALL($2::bigint[])"""

HELD = """
    SELECT job.id, job.entrypoint, job.dedupe_key, convert_from(job.payload, 'UTF8') AS payload,
           job.attempts + 1 AS attempts, job.updated, last.traceback ->> 'exception_type' AS error,
           last.traceback ->> 'exception_message' AS message, last.traceback ->> 'traceback' AS traceback
      FROM house.pgqueuer job LEFT JOIN LATERAL (
           SELECT traceback FROM house.pgqueuer_log log
            WHERE log.job_id = job.id AND log.traceback IS NOT NULL ORDER BY log.id DESC LIMIT 1) last ON true
     WHERE job.status = 'failed' ORDER BY job.id DESC LIMIT $1"""

RETRY = """
    WITH requeued AS (
        UPDATE house.pgqueuer
           SET status = 'queued', execute_after = now(), updated = now(), attempts = 0, queue_manager_id = NULL
         WHERE id = $1 AND status = 'failed' RETURNING id, entrypoint, priority)
    INSERT INTO house.pgqueuer_log (job_id, status, entrypoint, priority)
    SELECT id, 'queued', entrypoint, priority FROM requeued RETURNING job_id"""

# A worker that ends an attempt writes a line that is not 'picked'; picks in a row are attempts that nobody ended.
HOLD_DEADLY = """
    WITH deadly AS (
        SELECT job.id, job.entrypoint, job.priority, count(log.id) AS picks
          FROM house.pgqueuer job JOIN house.pgqueuer_log log ON log.job_id = job.id AND log.status = 'picked'
         WHERE job.status = 'picked' AND NOT EXISTS (
               SELECT 1 FROM house.pgqueuer_log ended
                WHERE ended.job_id = job.id AND ended.status <> 'picked' AND ended.id > log.id)
         GROUP BY job.id HAVING count(log.id) - (job.heartbeat > now() - $2::interval)::int >= $1),
    held AS (
        UPDATE house.pgqueuer job SET status = 'failed', updated = now(), queue_manager_id = NULL
          FROM deadly WHERE job.id = deadly.id AND job.status = 'picked'
        RETURNING job.id, job.entrypoint, job.priority, deadly.picks)
    INSERT INTO house.pgqueuer_log (job_id, status, entrypoint, priority, traceback)
    SELECT id, 'failed', entrypoint, priority, jsonb_build_object('exception_type', 'WorkerLost',
           'exception_message', format('its worker was lost %s times while it ran', picks)) FROM held
    RETURNING job_id"""

FORGET = """
    DELETE FROM house.pgqueuer_log log WHERE created < now() - $1::interval
       AND NOT EXISTS (SELECT 1 FROM house.pgqueuer job WHERE job.id = log.job_id)"""

PERIODS_BEGUN = """
    INSERT INTO house.schedule_mark AS mark (name, period)
    SELECT name, date_bin(every, now(), 'epoch'::timestamptz) FROM unnest($1::text[], $2::interval[]) AS t (name, every)
    ON CONFLICT (name) DO UPDATE SET period = excluded.period WHERE mark.period < excluded.period
    RETURNING name"""


@plentiful(frozen=True, slots=True)
class Job:
    """Something to be done after the commit. `key` names the one thing it does, unique per merchant and name.

    While a job of the same key is queued or running, another is skipped. So a key stands for one piece of work ("send
    delivery d, attempt 2"), never for "look again": what the running job has read already it will not read once more.
    `payload` is a JSON object. `merchant_id` is None for the house's own jobs. `run_after` is wall clock, for retries
    of what goes out; a business date that waits stands on a domain row. Greater `priority` goes first.
    """

    name: str
    key: str
    payload: Mapping[str, Any]
    merchant_id: UUID | None = None
    run_after: datetime | None = None
    priority: int = 0

    def row(self) -> dict[str, Any]:
        """The values of JOB_COLUMNS; the key begins with the merchant, so that one's jobs are found."""
        return {
            "name": self.name,
            "payload": self.payload,
            "key": f"{self.merchant_id or HOUSE}:{self.name}:{self.key}",
            "priority": self.priority,
            "run_after": self.run_after,
        }


@dataclass(frozen=True, slots=True)
class HeldJob:
    """A job that gave up, as the back office shows it: after how many attempts, when, and the last error."""

    id: int
    name: str
    key: str
    merchant_id: UUID | None
    payload: dict[str, Any]
    attempts: int
    held_at: datetime
    error: str
    traceback: str


def merchant_of(key: str) -> UUID | None:
    """The merchant that a stored job key begins with; None for the house's own jobs."""
    owner = key.partition(":")[0]
    return None if owner == HOUSE else UUID(owner)


def insertion(source: str) -> str:
    """The INSERT of jobs, to be spliced into another statement as a CTE, or to stand alone.

    `source` is a SQL expression of type jsonb that holds an array of `Job.row()` objects, such as `$4`.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in JOB_COLUMNS.items())
    return insertion_of(f"jsonb_to_recordset({source}) AS job ({columns})")


def insertion_of(rows: str) -> str:
    """As `insertion`, for rows given in SQL: `rows` is an item of FROM called `job` with JOB_COLUMNS."""
    return INSERT_JOBS.format(source=rows)


async def enqueue(connection: Connection, jobs: Iterable[Job]) -> int:
    """Add jobs on the caller's transaction; how many were new. Workers see them after its commit."""
    rows = json.dumps([job.row() for job in jobs], default=str)
    status = await connection.execute(insertion("$1::text::jsonb"), rows)
    return int(status.rpartition(" ")[2])


async def claim_next_of(
    connection: Connection,
    merchant_id: UUID,
    *,
    names: Iterable[str],
    but_not: Iterable[int],
    claimer: UUID,
    stale: timedelta,
    many: int,
) -> list[asyncpg.Record]:
    """Take so many of one merchant's due jobs, the next ones, into `claimer`'s hands; in their order.

    Due are queued jobs whose time has come, and those whose worker has shown no sign of life for `stale`. What
    another is taking at this moment is passed over (SKIP LOCKED).
    """
    wanted = str(merchant_id), list(names), list(but_not), stale, claimer, many
    return list(await connection.fetch(CLAIM_NEXT, *wanted))


async def give_back(connection: Connection, claimer: UUID, jobs: Iterable[int]) -> None:
    """Queue again, as they were, what of these `claimer` still has in hand and has not begun."""
    await connection.execute(GIVE_BACK, list(jobs), claimer)


async def others_at_work_for(
    connection: Connection, merchant_id: UUID, *, names: Iterable[str], but_not: Iterable[int], stale: timedelta
) -> tuple[int, int]:
    """How many of this merchant's jobs are in somebody's hands right now, and of how many of them one could take over.

    Those have one of the names, and their worker has shown no sign of life for `stale`.
    """
    row = await connection.fetchrow(IN_HANDS, str(merchant_id), list(but_not), list(names), stale)
    assert row is not None
    return row["many"], row["silent"]


async def held_jobs(connection: Connection, limit: int = 100) -> list[HeldJob]:
    """The jobs that gave up and wait for a person, newest first."""
    return [
        HeldJob(
            id=row["id"],
            name=row["entrypoint"],
            key=row["dedupe_key"],
            merchant_id=merchant_of(row["dedupe_key"]),
            payload=json.loads(row["payload"]),
            attempts=row["attempts"],
            held_at=row["updated"],
            error=f"{row['error']}: {row['message']}",
            traceback=row["traceback"] or "",
        )
        for row in await connection.fetch(HELD, limit)
    ]


async def retry_held(connection: Connection, job_id: int) -> None:
    """Queue a held job again, with all its attempts.

    Raises NotFoundError when no such job is held, BusyError when the same work was queued anew in the meantime.
    """
    try:
        requeued = await connection.fetchval(RETRY, job_id)
    except asyncpg.UniqueViolationError as error:
        raise BusyError("the same job was queued again in the meantime") from error
    if requeued is None:
        raise NotFoundError("held job", job_id)


async def hold_deadly(connection: Connection, deaths_max: int, stale: timedelta) -> list[int]:
    """Hold the jobs whose worker was lost `deaths_max` times in a row while it ran them; their ids.

    A job that showed a sign of life within `stale` may be running well: its last taking is not counted.
    """
    return [row["job_id"] for row in await connection.fetch(HOLD_DEADLY, deaths_max, stale)]


async def forget_log(connection: Connection, older_than: timedelta) -> None:
    """Delete the log lines of finished jobs; those of jobs still queued or held stay."""
    await connection.execute(FORGET, older_than)


async def periods_begun(connection: Connection, every: Mapping[str, timedelta]) -> list[str]:
    """The names whose new period has begun since they were last asked for; each is said once per period.

    Periods are counted from midnight UTC. Of several askers one gets the name; with its rollback it may be had again.
    """
    rows = await connection.fetch(PERIODS_BEGUN, list(every), list(every.values()))
    return [row["name"] for row in rows]


async def alone(connection: Connection, lock: int) -> bool:
    """Take advisory lock `lock` for the rest of the transaction; False when another has it."""
    return bool(await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", lock))
