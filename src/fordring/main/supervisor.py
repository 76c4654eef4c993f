"""`fordring run`: PostgreSQL, migrations, web application and worker, started in order and stopped in order.

Everything it starts ends with it: on a signal in good order, after `kill -9` by the kernel or at the next start.
"""

import http.client
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

from fordring.main.child import Child
from fordring.main.cluster_files import ClusterError
from fordring.main.launch import end_with_parent
from fordring.main.lock import AlreadyRunningError, FolderLock
from fordring.main.postgres import EmbeddedPostgres, StartGivenUpError, make_var
from fordring.main.processes import MARK, end_leftovers
from fordring.main.server_user import UnreachableFolderError
from fordring.main.settings import Settings

WEB_PROCESSES = min(4, os.cpu_count() or 1)
"""They share the port: one process answers on one processor only."""

WEB = (sys.executable, "-m", "fordring.main.asgi")
PROGRAMS = {
    **{"web application" + (f" {number}" if number > 1 else ""): WEB for number in range(1, WEB_PROCESSES + 1)},
    "worker": (sys.executable, "-m", "fordring.main.worker"),
}
LEFTOVER_SECONDS_MAX = 20
TICK_SECONDS = 0.1
FAILURES_BEFORE_READY_MAX = 4


class StartFailedError(Exception):
    """Fordring cannot start; the sentence says why."""


def say(sentence: str) -> None:
    """A line for the person at the terminal, who may have closed it."""
    with suppress(OSError):
        sys.stderr.write(f"fordring: {sentence}\n")
        sys.stderr.flush()


def nothing(_: str) -> None:
    """The `prepare` of a plan that needs none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: the rest of `main` hands it in, tests hand in small stand-ins.

    migrate(owner_dsn) brings the tables up to date; prepare(app_dsn) runs after it and before the programs;
    banner() runs once, when the web application answers. `programs` are started in their order and stopped in it.
    """

    migrate: Callable[[str], None]
    banner: Callable[[], None]
    prepare: Callable[[str], None] = nothing
    programs: Mapping[str, Sequence[str]] = field(default_factory=lambda: PROGRAMS)


class Supervisor:
    """One run, from the lock on `var` to the last process ended. Use it from the main thread, once."""

    def __init__(self, settings: Settings, plan: Plan) -> None:
        self._settings = settings
        self._plan = plan
        self._asked_to_stop = threading.Event()
        self._breakable = False
        self._lock = FolderLock(settings.var / "lock")
        self._postgres = None if settings.database_url else EmbeddedPostgres(settings.var, say=say)
        self._children: list[Child] = []

    def run(self) -> int:
        """Run until a signal (SIGINT, SIGTERM, SIGHUP); the exit code: 0 after a signal, 1 when it cannot run.

        Why it cannot is one line on standard error.
        """
        self._listen_to_signals()
        try:
            self._start()
            self._plan.banner()
            while not self._asked_to_stop.wait(TICK_SECONDS):
                self._keep_running()
        except (StartGivenUpError, KeyboardInterrupt):
            return 0
        except (AlreadyRunningError, ClusterError, UnreachableFolderError, StartFailedError) as error:
            say(str(error))
            return 1
        finally:
            self._stop()
        return 0

    def _start(self) -> None:
        make_var(self._settings.var)
        self._lock.take()
        if left := end_leftovers(self._settings.var, LEFTOVER_SECONDS_MAX):
            say(f"ended what an earlier start left behind (pid {', '.join(map(str, left))})")
        self._refuse_busy_port()
        if self._postgres is not None:
            self._postgres.start(self._asked_to_stop.is_set)
        owner_dsn, app_dsn = self._dsns()
        with self._breaking_off():
            self._plan.migrate(owner_dsn)
            self._plan.prepare(app_dsn)
        environment = os.environ | {
            MARK: str(self._settings.var),
            "FORDRING_VAR": str(self._settings.var),
            "FORDRING_DATABASE_URL": app_dsn,
            "PORT": str(self._settings.port),
        }
        for name, program in self._plan.programs.items():
            child = Child(name, program, environment, say)
            self._children.append(child)
            child.start()
        self._wait_until_it_answers()

    def _dsns(self) -> tuple[str, str]:
        if self._postgres is not None:
            return self._postgres.owner_dsn, self._postgres.app_dsn
        application = self._settings.database_url or ""
        return self._settings.owner_database_url or application, application

    def _refuse_busy_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self._settings.host, self._settings.port))
            except OSError as error:
                where = f"{self._settings.host}:{self._settings.port}"
                raise StartFailedError(f"cannot listen at {where} ({error.strerror}); choose another PORT") from error

    def _wait_until_it_answers(self) -> None:
        while not self._answers():
            if self._asked_to_stop.wait(TICK_SECONDS):
                raise StartGivenUpError
            self._keep_running()
            for child in self._children:
                if child.failures > FAILURES_BEFORE_READY_MAX:
                    raise StartFailedError(f"the {child.name} does not start; what it said stands above")

    def _answers(self) -> bool:
        host = "127.0.0.1" if self._settings.host == "0.0.0.0" else self._settings.host  # noqa: S104 - compared only
        connection = http.client.HTTPConnection(host, self._settings.port, timeout=2)
        try:
            connection.request("GET", "/openapi.json")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _keep_running(self) -> None:
        if self._postgres is not None and self._postgres.pid is None:
            say("PostgreSQL ended; starting it again")
            self._postgres.stop()
            self._postgres.start(self._asked_to_stop.is_set)
        for child in self._children:
            child.keep_running()

    def _stop(self) -> None:
        for child in self._children:
            child.stop()
        if self._postgres is not None:
            self._postgres.stop()
        self._lock.release()

    def _listen_to_signals(self) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:  # `nohup` is obeyed
                signal.signal(sign, self._on_signal)
        if self._settings.end_with_parent and sys.platform == "linux":
            end_with_parent(signal.SIGTERM, os.getppid())

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop.set()
        if self._breakable:
            self._breakable = False
            raise KeyboardInterrupt

    @contextmanager
    def _breaking_off(self) -> Iterator[None]:
        """Inside, a signal breaks off at once: a migration may wait for another process, and is rolled back."""
        self._breakable = True
        try:
            if self._asked_to_stop.is_set():
                raise StartGivenUpError
            yield
        finally:
            self._breakable = False
