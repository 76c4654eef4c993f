"""`fordring followup`: whatever prints a fee or interest says which figures behind it nobody verified."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from pathlib import Path

from typer.testing import Result

from fordring.storage.transaction import Database
from journeys.marked_stage import ON, marked_stage
from support import make
from support.database import RunDatabases
from support.followed import delivered_claim

Command = Callable[..., Result]
REMINDER, NOTICE, DEMAND = (
    f"NO {item} from 2026-01-01: not verified (" for item in ("reminder_fee", "notice_fee", "own_demand_fee")
)
USED, CARRIED = (f"NO late_interest from 2026-07-01: {how} (R1, R3" for how in ("not verified", "carried over"))
OWED = (REMINDER, NOTICE, USED, CARRIED)
CLAIM, PLANNED = "1000001", "1000002"
PLACES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("steps", CLAIM): OWED,
    ("next", CLAIM): (DEMAND, USED, CARRIED),
    ("waiting",): OWED,
    ("summary", CLAIM): OWED,
    ("interest", CLAIM): (USED, CARRIED),
    ("plan", "show", PLANNED): (USED, CARRIED),
    ("cancel-step", CLAIM, "1", "--because", "sent by mistake"): (NOTICE, USED, CARRIED),
}
"""By subcommand, in this order: what the last one took back is not asked for any more."""


def on(databases: RunDatabases, name: str, act: Callable[[Database], Awaitable[None]]) -> None:
    """Do it on the test's database; the merchant's clock stands still behind it."""

    async def live() -> None:
        database = await Database.connect(databases.app_dsn(name), connections_max=4)
        await act(database)
        async with database.transaction() as connection:
            still = datetime.combine(ON, time(12), UTC)
            await connection.execute("UPDATE merchant SET clock_frozen_at = $1", still)
        await database.close()

    asyncio.run(live())


def test_each_prints_its_figures_below_and_no_other_s(
    command: Command, databases: RunDatabases, database_name: str, tmp_path: Path
) -> None:
    async def follow(database: Database) -> None:
        marked = await marked_stage(database, await make.merchant(database), tmp_path, {"approve_demands": True})
        await marked.desk.http.aclose()
        assert [str(each.claim_no) for each in (marked.claim, marked.planned)] == [CLAIM, PLANNED]

    on(databases, database_name, follow)
    printed = {}
    for words in PLACES:
        result = command("followup", *words, COLUMNS="120")
        assert result.exit_code == 0, result.output
        printed[words] = result.stdout
    told = {
        words: tuple(mark for mark in (REMINDER, NOTICE, DEMAND, USED, CARRIED) if f"    * {mark}" in text)
        for words, text in printed.items()
    }
    assert told == PLACES
    tables = [next(words for words in PLACES if words[0] == name) for name in ("summary", "interest")]
    assert [printed[words].count("*") - len(PLACES[words]) for words in tables] == [2, 2]


def test_the_preview_says_it_of_each_step_that_is_to_come(
    command: Command, databases: RunDatabases, database_name: str
) -> None:
    async def deliver(database: Database) -> None:
        await delivered_claim(database, await make.merchant(database))

    on(databases, database_name, deliver)
    shown = command("followup", "preview", "--days", "60", COLUMNS="120")
    assert shown.exit_code == 0, shown.output
    assert [mark for mark in (REMINDER, USED, CARRIED) if f"    * {mark}" not in shown.stdout] == []
