"""Fifty duplicates of one payment while the web application is killed again and again: one purchase comes of them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

import asyncpg
import httpx2
import pytest

from faces.dintero.stage import business
from fordring.domain.merchant import Merchant
from fordring.main.clock import wall
from fordring.main.processes import end, spawn
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.storage import ledger
from fordring.storage.transaction import Database
from support import make
from support.running import free_port

if TYPE_CHECKING:
    from support.database import RunDatabases

pytestmark = pytest.mark.slow

DUPLICATES = 50
PATIENCE_SECONDS = 300
STOP_SECONDS_MAX = 10
STEPS = ("purchase", "entry", "idempotency")
"""Tables that a payment writes to, early, later and last: each time it is killed as it waits there."""
WAITING = "SELECT count(*) FROM pg_locks WHERE relation = $1::text::regclass AND NOT granted"


class Web:
    """The web application's process on this database; the same port at every start."""

    def __init__(self, app_dsn: str, folder: Path) -> None:
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        self._environment = os.environ | {
            "FORDRING_VAR": str(folder / "var"),
            "FORDRING_DATABASE_URL": app_dsn,
            "FORDRING_PUBLIC_URL": self.address,
            "FORDRING_BLOBS": (folder / "blobs").as_uri(),
            "PORT": str(port),
        }
        (folder / "blobs").mkdir()
        self._process: Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; requests wait and try until it answers."""
        self._process = spawn((sys.executable, "-m", "fordring.main.asgi"), self._environment)

    def kill(self) -> None:
        """Without a warning."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """Leave nothing behind."""
        if self._process is not None:
            end(self._process, STOP_SECONDS_MAX)


@pytest.fixture
def web(databases: "RunDatabases", database_name: str, tmp_path: Path) -> Iterator[Web]:
    """Not started yet."""
    it = Web(databases.app_dsn(database_name), tmp_path)
    yield it
    it.end()


async def _paid(address: str, key: str) -> bytes:
    """One of the duplicates: it asks until it is answered."""
    headers = {"x-api-key": key, "Idempotency-Key": "the same"}
    async with (
        asyncio.timeout(PATIENCE_SECONDS),
        httpx2.AsyncClient(base_url=address, timeout=PATIENCE_SECONDS) as http,
    ):
        while True:
            try:
                answer = await http.post("/v1/sessions/pay", json=business(), headers=headers)
            except httpx2.TransportError:
                await asyncio.sleep(0.1)
                continue
            assert answer.status_code == 200, answer.text
            return bytes(answer.content)


@asynccontextmanager
async def _held_up_at(owner: "asyncpg.Connection[asyncpg.Record]", table: str) -> AsyncIterator[None]:
    """While it lasts nobody writes to the table."""
    async with owner.transaction():
        await owner.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield


async def _until_it_waits(owner: "asyncpg.Connection[asyncpg.Record]", table: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await owner.fetchval(WAITING, table):  # noqa: ASYNC110 - the database has no event for a lock that is waited for
            await asyncio.sleep(0.05)


async def test_fifty_duplicates_with_kills_in_between_make_one_purchase(
    database: Database, databases: "RunDatabases", database_name: str, merchant: Merchant, web: Web
) -> None:
    command = CreateAPIKey(merchant.account_id, "shop")
    _, key = await database.run(lambda connection: create_api_key(command, make.work(connection, wall())))
    await database.run(lambda connection: ledger.add_months(connection, wall()))
    owner = await asyncpg.connect(databases.owner_dsn(database_name))
    web.start()
    duplicates = [asyncio.create_task(_paid(web.address, key)) for _ in range(DUPLICATES)]
    for table in STEPS:
        async with _held_up_at(owner, table):
            await _until_it_waits(owner, table)
            await asyncio.to_thread(web.kill)
        assert [each.result() for each in duplicates if each.done()] == [], table
        web.start()
    answers = await asyncio.gather(*duplicates)
    assert len(set(answers)) == 1
    assert await owner.fetchval("SELECT count(*) FROM purchase") == 1
    assert await owner.fetchval("SELECT count(*) FROM idempotency") == 1
    await owner.close()
