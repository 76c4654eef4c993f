"""The embedded PostgreSQL: a child of this process, on a socket of its own, stopped last and found again after a crash.

Only the programs of the wheel are used. One process at a time has it (a file lock); no pid is trusted that is not
proven to be this server on this data.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

import asyncpg
import psutil

from fordring.main import cluster_files as files
from fordring.main.cluster_files import APPLICATION, DATABASE, OWNER, SUPERUSER, Access, ClusterError
from fordring.main.lock import FolderLock, is_held
from fordring.main.processes import spawn, still_there
from fordring.main.server_user import ServerUser, server_user

SETTINGS = {
    "listen_addresses": "",  # the socket is the only door
    "port": str(files.PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "wal_level": "replica",
    "wal_writer_delay": "20ms",  # a large transaction is on disk, but for its end, when it commits
    "min_wal_size": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",  # short statements only
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
STOP_SECONDS = 30
BEFORE_STOP_SECONDS = 5  # a fast shutdown that meets crash recovery was seen to hang for ever (18.4)
OLD_MEMORY_SECONDS = 30
OLD_MEMORY = "still in use"  # the last processes of a killed server have not gone yet
LOG_TAIL_BYTES = 2_000


class StartGivenUpError(Exception):
    """The start was broken off because `give_up` said so; nothing is left running."""


class EmbeddedPostgres:
    """One PostgreSQL under `var`: `postgres/` (the server's), `postgres.json` (passwords), `postgres.log`, a lock.

    Start it from the main thread and outside any event loop; on Linux it ends when that thread does. `settings`
    replace or extend SETTINGS; `say` gets a sentence when something unusual happens. Usable in `with`.
    """

    def __init__(
        self, var: Path, settings: Mapping[str, str] | None = None, say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.var = var.resolve()
        self.data = self.var / "postgres" / "data"
        self._settings = SETTINGS | dict(settings or {})
        self._say = say
        self._lock = FolderLock(self.var / "postgres.lock")
        self._process: subprocess.Popen[bytes] | None = None
        self._user: ServerUser | None = None
        self._access: Access | None = None

    @property
    def owner_dsn(self) -> str:
        """The login that owns the database, for migrations. Raises ClusterError before the first start."""
        return self._kept_access().dsn(OWNER)

    @property
    def app_dsn(self) -> str:
        """The application's login, which owns nothing. Raises ClusterError before the first start."""
        return self._kept_access().dsn(APPLICATION)

    @property
    def pid(self) -> int | None:
        """The server we started, None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def is_running(self) -> bool:
        """True while any process has this cluster in use."""
        return is_held(self._lock.path)

    def start(self, give_up: Callable[[], bool] = lambda: False) -> Self:
        """Bring it up and wait for a real connection, however long recovery takes.

        Makes the cluster, its two roles and its database where they are missing; stops a server that a killed
        process left on this data. Raises AlreadyRunningError, ClusterError, UnreachableFolderError,
        StartGivenUpError; after any error nothing is left running.
        """
        make_var(self.var)
        self._lock.take()
        try:
            self._prepare_and_run(give_up)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop it in good order (SIGINT: open transactions are rolled back, what is committed is on disk) and wait.

        Does nothing when it is not running.
        """
        if self._process is not None:
            if self.pid is not None:
                _end_server(psutil.Process(self.pid), self._access)
            self._process.wait()
            self._process = None
            files.remove_socket_folder(self.data.parent, self._access.socket_folder if self._access else None)
        self._lock.release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _prepare_and_run(self, give_up: Callable[[], bool]) -> None:
        home = self.data.parent
        programs = files.find_programs(self.data)
        self._user = server_user(programs, home)
        files.make_folder(home, self._user)
        known = Access.read(self._passwords)
        self._end_leftover(known)
        if known is None and self.data.exists():
            raise ClusterError(
                f"{self._passwords} is missing, so {self.data} cannot be opened; delete both to start afresh"
            )
        access = known or files.new_passwords()
        folder = files.socket_folder(home, access.socket_folder, self._user)
        self._access = access = replace(access, socket_folder=str(folder))
        access.write(self._passwords)
        if not self.data.exists():
            files.initialise(programs, self.data, access.superuser_password, self._user)
        deadline = time.monotonic() + OLD_MEMORY_SECONDS
        while not self._run(programs, access, give_up):
            if time.monotonic() > deadline:
                raise ClusterError(f"PostgreSQL does not start: {self._log_tail()}")
            time.sleep(0.5)
        asyncio.run(_ensure_roles(access))

    def _run(self, programs: Path, access: Access, give_up: Callable[[], bool]) -> bool:
        """Start the server and wait for it; False when it ended because an older one's memory is still in use."""
        words = [str(programs / "postgres"), "-D", str(self.data)]
        for name, value in (self._settings | {"unix_socket_directories": access.socket_folder}).items():
            words += ["-c", f"{name}={value}"]
        with files.create_private(self._log) as log:
            self._process = spawn(
                words, files.ENVIRONMENT, death_signal=signal.SIGINT, user=self._user, output=log, folder=Path("/")
            )
        if asyncio.run(self._answers(self._process, access, give_up)):
            return True
        tail = self._log_tail()
        if OLD_MEMORY in tail:
            return False
        raise ClusterError(f"PostgreSQL does not start: {tail}")

    async def _answers(self, process: "subprocess.Popen[bytes]", access: Access, give_up: Callable[[], bool]) -> bool:
        while process.poll() is None:
            if give_up():
                raise StartGivenUpError
            try:
                connection = await asyncpg.connect(access.dsn(SUPERUSER, "postgres"), timeout=5)
            except asyncpg.InvalidAuthorizationSpecificationError as error:
                raise ClusterError(f"the passwords in {self._passwords} do not open {self.data}: {error}") from error
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(0.03)
            else:
                await connection.close()
                return True
        return False

    def _end_leftover(self, access: Access | None) -> None:
        """Stop our own server of a killed start; put aside a pid file that names a stranger, who is left alone."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text(encoding="utf-8").splitlines()[0])
            process = psutil.Process(pid)
            if self._is_ours(process):
                self._say(f"stopping the PostgreSQL (pid {pid}) that an earlier start left behind")
                _end_server(process, access)
                return
        except FileNotFoundError:
            return
        except (psutil.NoSuchProcess, psutil.AccessDenied, ValueError, IndexError):
            pass  # gone, somebody else's, or a file cut off in mid-write
        pid_file.unlink(missing_ok=True)

    def _is_ours(self, process: psutil.Process) -> bool:
        """True for the server process (not one of its helpers) that runs on this data folder."""
        words = process.cmdline()
        owner = self.data.stat().st_uid
        return (
            len(words) > 2
            and Path(words[0]).name == "postgres"
            and Path(process.name()).name == "postgres"
            and words[1:3] == ["-D", str(self.data)]
            and process.uids().real == owner
        )

    def _kept_access(self) -> Access:
        access = self._access or Access.read(self._passwords)
        if access is None:
            raise ClusterError(f"there is no database in {self.var} yet; start Fordring once")
        return access

    @property
    def _passwords(self) -> Path:
        return self.var / "postgres.json"

    @property
    def _log(self) -> Path:
        return self.var / "postgres.log"

    def _log_tail(self) -> str:
        return self._log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace").strip()


def make_var(var: Path) -> None:
    """The folder for everything kept. Others may at most walk through a new one (so may root's database user)."""
    if not var.exists():
        var.mkdir(parents=True)
        var.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _end_server(process: psutil.Process, access: Access | None) -> None:
    """Ask for a fast shutdown; where that cannot work, for an immediate one, which loses nothing that was committed."""
    is_ready = access is not None and asyncio.run(_becomes_ready(process, access))
    for sign in (signal.SIGINT, signal.SIGQUIT) if is_ready else (signal.SIGQUIT,):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(sign)
        if not still_there([process], STOP_SECONDS):
            return
    raise ClusterError(f"PostgreSQL (pid {process.pid}) does not stop")


async def _becomes_ready(process: psutil.Process, access: Access) -> bool:
    """True as soon as it lets somebody in; False when it ends first, or is in recovery or shutdown for too long."""
    deadline = time.monotonic() + BEFORE_STOP_SECONDS
    while time.monotonic() < deadline and still_there([process], 0):
        try:
            connection = await asyncpg.connect(access.dsn(SUPERUSER, "postgres"), timeout=BEFORE_STOP_SECONDS)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await asyncio.sleep(0.03)
        else:
            await connection.close()
            return True
    return False


async def _ensure_roles(access: Access) -> None:
    connection = await asyncpg.connect(access.dsn(SUPERUSER, "postgres"))
    try:
        roles = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
        if OWNER not in roles:
            await connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{access.owner_password}'")
        if APPLICATION not in roles:
            await connection.execute(f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{access.application_password}'")
        await connection.execute(f"GRANT {APPLICATION} TO {OWNER}")
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    finally:
        await connection.close()
