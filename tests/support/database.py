"""One PostgreSQL for a whole pytest run, shared by its xdist workers; databases are copies of a template.

A pytest plugin (`pytest_plugins = ["support.database"]` in the top conftest) and the fixture `databases`. The server
starts when the first test asks for it, under a keeper process (`database_keeper.py`) that ends with the run.
PYTEST_DONT_REWRITE: the conftest may import from here too; there is no assertion in it.
"""

import asyncio
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

KEY = "fordring_databases"
KEEPER = Path(__file__).with_name("database_keeper.py")
START_SECONDS_MAX = 120
TRIES = 50
MEMORY_BYTES = 4 << 30
T = TypeVar("T")


class RunDatabases:
    """Databases of this test run. `folder` is shared by all its processes; names are unique to the run.

    Every method may be called with or without a running event loop; it blocks.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run = hashlib.sha256(str(folder).encode()).hexdigest()[:10]

    @property
    def admin_dsn(self) -> str:
        """A login that may create databases: FORDRING_DATABASE_URL, else the embedded owner (started if need be)."""
        return os.environ.get("FORDRING_DATABASE_URL") or self._embedded("owner")

    def app_dsn(self, name: str) -> str:
        """The application's login to database `name`; with FORDRING_DATABASE_URL, that same login (see `role`)."""
        return with_database(os.environ.get("FORDRING_DATABASE_URL") or self._embedded("app"), name)

    def owner_dsn(self, name: str) -> str:
        """The owner's login to database `name`."""
        return with_database(self.admin_dsn, name)

    def template(self, key: str, build: Callable[[str], None]) -> str:
        """The name of a database that `build(owner_dsn)` filled: once a run, whoever of the workers comes first.

        Nothing may stay connected to it. A build that fails leaves no template, and the next caller tries again.
        """
        name = self._full(key)
        with self._only_one(f"template-{key}"):
            done = self.folder / f"{key}.template"
            if not done.exists():
                self.drop(name)
                self._execute(f'CREATE DATABASE "{name}"')
                _outside_any_loop(build, self.owner_dsn(name))
                done.write_text(name, encoding="utf-8")
        return name

    def create_database_from_template(self, template: str, name: str) -> str:
        """A new database, a copy of `template`; its full name."""
        full = self._full(name)
        self._execute(f'CREATE DATABASE "{full}" TEMPLATE "{template}" STRATEGY file_copy')
        return full

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected; nothing happens when it does not exist."""
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop_all(self) -> None:
        """Drop every database of this run."""
        _outside_any_loop(asyncio.run, _drop_like(self.admin_dsn, f"{self._full('')}%"))

    def close(self) -> None:
        """The end of the run: stop the embedded server, or drop this run's databases from one's own server."""
        keeper = self.folder / "keeper.pid"
        if keeper.exists():
            _end_keeper(int(keeper.read_text(encoding="ascii")))
        elif any(self.folder.glob("*.template")):
            self.drop_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _full(self, name: str) -> str:
        short = name if len(name) < 36 else hashlib.sha256(name.encode()).hexdigest()[:20]
        return f"fordring_test_{self._run}_{short}"

    def _execute(self, statement: str) -> None:
        _outside_any_loop(asyncio.run, _execute(self.admin_dsn, statement))

    def _embedded(self, role: str) -> str:
        ready = self.folder / "ready"
        with self._only_one("keeper"):
            if not ready.exists():
                self._start_keeper(ready)
        return ready.with_name(f"{role}.dsn").read_text(encoding="utf-8")

    def _start_keeper(self, ready: Path) -> None:
        log = self.folder / "keeper.log"
        with log.open("wb") as output:
            keeper = subprocess.Popen(
                [sys.executable, str(KEEPER), str(self.folder), (self.folder / "controller").read_text()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS_MAX
        while not ready.exists():
            if keeper.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the database of the tests does not start: {log.read_text()}")
            time.sleep(0.02)
        keeper.returncode = 0  # it outlives this process; no warning about that

    @contextmanager
    def _only_one(self, name: str) -> Iterator[None]:
        with (self.folder / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def with_database(dsn: str, name: str) -> str:
    """The same login to another database."""
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


def _in_memory() -> Path | None:
    """Where files are kept in memory, if there is room: each database is six hundred small files. None: on disk."""
    memory = Path("/dev") / "shm"
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= MEMORY_BYTES
    return memory if roomy else None


def _outside_any_loop(action: Callable[[T], object], value: T) -> None:
    """Run `action(value)` on a thread of its own: the caller may be a coroutine."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(action, value).result()


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for _ in range(TRIES):
            # Another's background worker (autovacuum) may be in the database for a moment, and may not be ended by us.
            with suppress(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
                return
            await asyncio.sleep(0.1)
        await connection.execute(statement)
    finally:
        await connection.close()


async def _drop_like(dsn: str, pattern: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for row in await connection.fetch("SELECT datname FROM pg_database WHERE datname LIKE $1", pattern):
            await connection.execute(f'DROP DATABASE IF EXISTS "{row["datname"]}" WITH (FORCE)')
    finally:
        await connection.close()


def _end_keeper(pid: int) -> None:
    """The keeper may be another worker's child: wait by asking whether it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        while _is_alive(pid):
            time.sleep(0.02)


def _is_alive(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pytest_configure(config: pytest.Config) -> None:
    """Take the folder of the run from the controller, or make it when this is the controller or the only process."""
    given = getattr(config, "workerinput", {}).get(KEY)
    folder = Path(given or tempfile.mkdtemp(prefix="fordring-test-", dir=_in_memory()))
    if given is None:
        (folder / "controller").write_text(str(os.getpid()), encoding="ascii")
    setattr(config, KEY, RunDatabases(folder))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a new xdist worker where the run's folder is."""
    node.workerinput[KEY] = str(getattr(node.config, KEY).folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The end of the run, also after Ctrl-C."""
    if not hasattr(config, "workerinput") and hasattr(config, KEY):
        getattr(config, KEY).close()


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> RunDatabases:
    """The databases of this run."""
    found: RunDatabases = getattr(pytestconfig, KEY)
    return found
