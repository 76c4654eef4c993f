"""A supervisor seen from outside: start it, wait for what it says, look at every process it started, signal it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_file(path: Path, words: str) -> str:
    """Wait until the file has `words`; all it has then."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while words not in (text := path.read_text(encoding="utf-8") if path.exists() else ""):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited for {words!r}, and {path.name} says:\n{text}")
        time.sleep(0.02)
    return text


class Running:
    """One start of `script` with `var` under `folder`, after the words of `before`. Its streams go to one file."""

    def __init__(
        self, script: Path, folder: Path, environment: Mapping[str, str] | None = None, before: Sequence[str] = ()
    ) -> None:
        self.var = folder / "var"
        self._output = folder / f"output-{time.monotonic_ns()}.txt"
        own = {"FORDRING_VAR": str(self.var), "PORT": str(free_port()), "PYTHONPATH": str(ROOT / "src")}
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("FORDRING_")}
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [*before, sys.executable, str(script)],
                env=inherited | own | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.pid = self._process.pid

    def said(self) -> str:
        """Everything it has printed so far."""
        return self._output.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> "Running":
        """Wait until it has printed `words`; fails when it ends first."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words not in self.said():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"waited for {words!r}, and it said:\n{self.said()}")
            time.sleep(0.02)
        return self

    def family(self) -> list[psutil.Process]:
        """The supervisor and every process below it."""
        parent = psutil.Process(self.pid)
        return [parent, *parent.children(recursive=True)]

    def find(self, words: str) -> psutil.Process:
        """The first process below it whose command line contains `words`."""
        return next(self._named(words))

    def wait_to_find(self, words: str, other_than: psutil.Process) -> psutil.Process:
        """Such a process that is not `other_than`, once there is one; it may begin, end and begin again meanwhile."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for process in self._named(words):
                if process.pid != other_than.pid:
                    return process
            time.sleep(0.1)
        raise AssertionError(f"waited for another {words!r}, and it said:\n{self.said()}")

    def _named(self, words: str) -> Iterator[psutil.Process]:
        for process in self.family()[1:]:
            with suppress(psutil.NoSuchProcess):  # it may end while it is looked at
                if words in " ".join(process.cmdline()):
                    yield process

    def send(self, sign: signal.Signals) -> None:
        """Signal the supervisor alone."""
        os.kill(self.pid, sign)

    def ends(self) -> int:
        """Wait for its end; the exit code."""
        return self._process.wait(PATIENCE_SECONDS)

    def clean_up(self) -> None:
        """Leave nothing behind, whatever the test found."""
        if self._process.poll() is None:
            self.send(signal.SIGTERM)
            self.ends()
