"""A house to measure in: an embedded PostgreSQL with real fsync, migrated databases, and the web application."""

import asyncio
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from fordring.main.clock import wall
from fordring.main.postgres import EmbeddedPostgres
from fordring.main.processes import end, spawn
from fordring.main.supervisor import WEB_PROCESSES
from fordring.storage import ledger
from fordring.storage.migrate import migrate
from fordring.storage.transaction import Database

START_SECONDS_MAX = 60
ALL_LISTEN_SECONDS = 3
STOP_SECONDS_MAX = 10


@dataclass(frozen=True, slots=True)
class House:
    """One server: the owner's and the application's login to its first database, and a folder for files."""

    owner_dsn: str
    app_dsn: str
    folder: Path

    def of(self, name: str) -> "House":
        """The same server, another database."""
        return House(_with_database(self.owner_dsn, name), _with_database(self.app_dsn, name), self.folder)


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """A fresh server with the settings `fordring run` has, stopped afterwards. Outside any event loop."""
    with EmbeddedPostgres(folder / "var") as postgres:
        yield House(postgres.owner_dsn, postgres.app_dsn, folder)


@asynccontextmanager
async def fresh_database(house: House, name: str) -> AsyncIterator[House]:
    """A migrated database of its own, dropped afterwards."""
    await _as_owner(house, f'CREATE DATABASE "{name}"')
    its = house.of(name)
    try:
        await migrate(its.owner_dsn)
        async with connected(its, 1) as database:
            await database.run(lambda connection: ledger.add_months(connection, wall()))
        yield its
    finally:
        await _as_owner(house, f'DROP DATABASE "{name}"')


@asynccontextmanager
async def connected(house: House, connections_max: int) -> AsyncIterator[Database]:
    """The application's pool, closed afterwards."""
    database = await Database.connect(house.app_dsn, connections_max)
    try:
        yield database
    finally:
        await database.close()


async def settle(house: House) -> None:
    """Let what earlier work left behind be written and counted before the next measurement begins."""
    await _as_owner(house, "VACUUM ANALYZE")


@contextmanager
def web_application(house: House, module: str = "fordring.main.asgi") -> Iterator[int]:
    """The web application's processes as `fordring run` starts them, on a free port, the value; ended afterwards."""
    port = free_port()
    blobs = house.folder / "blobs"
    blobs.mkdir(exist_ok=True)
    environment = os.environ | {
        "FORDRING_VAR": str(house.folder / "var"),
        "FORDRING_DATABASE_URL": house.app_dsn,
        "FORDRING_PUBLIC_URL": public_url(port),
        "FORDRING_BLOBS": blobs.as_uri(),
        "PORT": str(port),
    }
    with (house.folder / "web.log").open("ab") as log:
        processes = [spawn((sys.executable, "-m", module), environment, output=log) for _ in range(WEB_PROCESSES)]
        try:
            for process in processes:
                _wait_until_it_answers(process, port)
            time.sleep(ALL_LISTEN_SECONDS)
            yield port
        finally:
            for process in processes:
                end(process, STOP_SECONDS_MAX)


def public_url(port: int) -> str:
    """The address that tokens are issued for."""
    return f"http://127.0.0.1:{port}"


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while process.poll() is None and time.monotonic() < deadline:
        if _answers(port):
            return
        time.sleep(0.1)
    raise RuntimeError("the web application does not start")


def _answers(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
        try:
            connection.request("GET", "/openapi.json")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False


async def _as_owner(house: House, *statements: str) -> None:
    connection = await asyncpg.connect(house.owner_dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _with_database(dsn: str, name: str) -> str:
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


async def postgres_version(house: House) -> str:
    """The server's version: `18.1`."""
    connection = await asyncpg.connect(house.owner_dsn)
    try:
        return str(await connection.fetchval("SHOW server_version"))
    finally:
        await asyncio.shield(connection.close())
