"""Stands in for `fordring run`: the real supervisor and PostgreSQL, with small programs instead of the application.

Each start adds a row to a table; the banner says how many there are: what was committed is never lost.
"""

import asyncio
import os
import sys
from pathlib import Path

import asyncpg

from fordring.main.settings import Settings
from fordring.main.supervisor import Plan, Supervisor

HERE = Path(__file__).parent
SLEEP = "import time; time.sleep(600)"
starts: list[int] = []


async def _count_start(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("CREATE TABLE IF NOT EXISTS start (at timestamptz DEFAULT now())")
    await connection.execute("GRANT SELECT ON start TO fordring_app")
    await connection.execute("INSERT INTO start DEFAULT VALUES")
    await connection.close()


async def _read_starts(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    starts.append(await connection.fetchval("SELECT count(*) FROM start"))
    await connection.close()


def migrate(dsn: str) -> None:
    """Do what STAND_IN_MIGRATE asks for: fail, wait for ever, or (as owner) write that Fordring was started."""
    wish = os.environ.get("STAND_IN_MIGRATE")
    if wish == "fail":
        raise RuntimeError("the migration is wrong")
    if wish == "wait":
        sys.stdout.write("MIGRATING\n")
        sys.stdout.flush()
        asyncio.run(asyncio.sleep(600))
    if wish != "skip":
        asyncio.run(_count_start(dsn))


def prepare(dsn: str) -> None:
    """Read the starts as the application."""
    if os.environ.get("STAND_IN_MIGRATE") != "skip":
        asyncio.run(_read_starts(dsn))


def banner() -> None:
    """Say that it answers."""
    sys.stdout.write(f"READY {sum(starts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    web = os.environ.get("STAND_IN_WEB", str(HERE / "web.py"))
    programs = {"web application": [sys.executable, web], "worker": [sys.executable, "-c", SLEEP]}
    plan = Plan(migrate=migrate, prepare=prepare, banner=banner, programs=programs)
    sys.exit(Supervisor(Settings.read(), plan).run())
