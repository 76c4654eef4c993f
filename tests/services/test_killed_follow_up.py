"""A worker of follow-up is killed in the midst of a batch, at any moment of it: the next comes to the same ledger."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

from fordring.domain.merchant import Merchant
from fordring.services.following_up.follow_up_due import FollowUpDue, follow_up_due
from fordring.storage import merchants
from fordring.storage.migrate import migrate
from fordring.storage.transaction import Connection, Database
from jobs.stage import states, until, working
from services.doomed_follower import CLAIMS_AT_ONCE, DAY, registry
from support import make
from support.followed import delivered_claim, jobs_at, looked_at, looked_until

if TYPE_CHECKING:
    from support.database import RunDatabases

ROOT = Path(__file__).parents[2]
LOCK = 4711
CLAIMS = 2 * CLAIMS_AT_ONCE + 20
KILLED, UNKILLED = "T11112222", "T33334444"


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a batch is held up: what fires the hold there, and how often it does so in a batch."""

    fired: str
    times: int = 1


MOMENTS = {
    "its claims are picked and decided on": Moment("TRIGGER hold BEFORE UPDATE ON claim FOR EACH STATEMENT"),
    "its claims are saved": Moment("TRIGGER hold AFTER UPDATE ON claim FOR EACH STATEMENT"),
    "its letters are written": Moment("TRIGGER hold AFTER INSERT ON letter FOR EACH STATEMENT"),
    "its commit is under way": Moment(
        "CONSTRAINT TRIGGER hold AFTER INSERT ON letter DEFERRABLE INITIALLY DEFERRED FOR EACH ROW", CLAIMS_AT_ONCE
    ),
}
HOLD = """
    CREATE SEQUENCE held;
    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        IF nextval('held') > {passing} THEN
            PERFORM pg_advisory_xact_lock({lock});
        END IF;
        RETURN NULL;
    END $$;
    CREATE {fired} EXECUTE FUNCTION hold();
    SELECT pg_advisory_lock({lock})"""
HELD_UP = """
    SELECT pid FROM pg_locks
     WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
EACH_CLAIM = """
    SELECT c.principal_minor, c.open_fees, c.open_interest, c.next_step_on, c.last_step,
           (SELECT count(*) FROM step s WHERE s.claim_id = c.claim_id) AS steps,
           (SELECT count(*) FROM claim_event e WHERE e.claim_id = c.claim_id AND e.kind = 'reminded') AS events,
           (SELECT count(*) FROM letter JOIN document d USING (document_id) WHERE d.claim_id = c.claim_id) AS letters,
           (SELECT count(*) FROM letter JOIN delivery v USING (document_id) WHERE v.claim_id = c.claim_id) AS sent,
           (SELECT count(*) FROM letter JOIN delivery v USING (document_id)
              JOIN house.pgqueuer j ON j.dedupe_key = c.merchant_id || ':deliver:' || v.delivery_id
             WHERE v.claim_id = c.claim_id) AS jobs
      FROM claim c WHERE c.merchant_id = $1 ORDER BY c.principal_minor"""
LEDGER = """
    SELECT c.principal_minor, e.kind, e.value_on, l.line_no, l.account, l.currency, l.amount_minor
      FROM posting l JOIN entry e USING (merchant_id, entry_id) JOIN claim c USING (merchant_id, claim_id)
     WHERE l.merchant_id = $1 ORDER BY c.principal_minor, e.value_on, e.kind, l.line_no"""


async def _two_alike(owner_dsn: str) -> None:
    """Two merchants with the same claims, of a payer and an amount each, whose reminders are due on the day."""
    await migrate(owner_dsn)
    database = await Database.connect(owner_dsn)
    for place, account_id in enumerate((KILLED, UNKILLED)):
        owner = await make.merchant(database, account_id=account_id, number_prefix=f"A1B2{place}")
        for number in range(CLAIMS):
            billing = make.billing(email=f"payer{number}@example.com")
            await delivered_claim(database, owner, 100_000 + 100 * number, billing=billing)
        await looked_until(database, owner, "2026-12-13")
    await database.close()


@pytest.fixture(scope="session")
def template(databases: "RunDatabases") -> str:
    """A database with the two merchants, to copy."""
    return databases.template("to_be_reminded", lambda owner_dsn: asyncio.run(_two_alike(owner_dsn)))


async def named(database: Database, account_id: str) -> Merchant:
    """The merchant of that name."""
    async with database.reading() as connection:
        return await merchants.by_account_id(connection, account_id)


async def said_of(database: Database, merchant: Merchant, text: str) -> list[tuple[object, ...]]:
    """The rows of one merchant."""
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.fetch(text, merchant.merchant_id)]


async def killed_when_held_up(owner: "asyncpg.Connection[asyncpg.Record]", dsn: str, batches: int) -> list[int]:
    """Let a worker run until so many batches of it are held up, kill it with SIGKILL; their sessions at the server."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.doomed_follower", dsn), env=environment
    )

    async def held_up() -> list[int]:
        return [row["pid"] for row in await owner.fetch(HELD_UP, LOCK)]

    async def all_held_up() -> bool:
        assert process.returncode is None
        return len(await held_up()) == batches

    await until(all_held_up, 60)
    process.kill()
    await process.wait()
    return await held_up()


async def _done(database: Database) -> bool:
    return "1" not in await states(database)


@pytest.mark.parametrize("before", [0, 1], ids=["in the first batch", "with two batches in hand"])
@pytest.mark.parametrize(
    ("moment", "sessions_end"), [*((name, True) for name in MOMENTS), ("its commit is under way", False)]
)
async def test_each_claim_has_one_step_and_the_ledger_is_that_of_a_run_that_nobody_killed(
    databases: "RunDatabases",
    database_name: str,
    database: Database,
    owner: "asyncpg.Connection[asyncpg.Record]",
    moment: str,
    before: int,
    *,
    sessions_end: bool,
) -> None:
    """Where the sessions go on alone, what was on its way at the server comes to its end there."""
    where = MOMENTS[moment]
    killed, unkilled = [await named(database, account_id) for account_id in (KILLED, UNKILLED)]

    async def owe(connection: Connection) -> int:
        return await follow_up_due(FollowUpDue(killed.merchant_id), jobs_at(database, DAY).work(connection))

    await database.run(owe)
    await owner.execute(HOLD.format(passing=before * where.times, lock=LOCK, fired=where.fired))
    sessions = await killed_when_held_up(owner, databases.app_dsn(database_name), 1 + before)
    steps = await said_of(database, killed, "SELECT claim_id FROM step WHERE merchant_id = $1")
    assert len(steps) == before * CLAIMS_AT_ONCE, "nothing of a batch is seen before its commit"
    assert (await states(database))["1"] == "picked"
    for session in sessions if sessions_end else ():
        await owner.execute("SELECT pg_terminate_backend($1)", session)
    await owner.execute("SELECT pg_advisory_unlock($1)", LOCK)
    async with working(database, registry(database)):
        await until(lambda: _done(database), 60)
    each = await said_of(database, killed, EACH_CLAIM)
    assert [row[5:] for row in each] == [(1, 1, 1, 1, 1)] * CLAIMS
    assert await looked_at(database, unkilled, DAY) == CLAIMS
    assert each == await said_of(database, unkilled, EACH_CLAIM)
    assert await said_of(database, killed, LEDGER) == await said_of(database, unkilled, LEDGER)
    assert await looked_at(database, killed, DAY) == 0
