"""Child processes: started in a session of their own, ended in order, and found again after a crash.

On Linux a child gets a signal when its parent dies (`launch.py`). Everywhere it carries a mark in its environment,
which its own children inherit, so that the next start finds and ends what a killed supervisor left behind.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

from fordring.main.server_user import ServerUser

MARK = "FORDRING_SUPERVISED_IN"
LAUNCHER = Path(__file__).with_name("launch.py")


def spawn(
    program: Sequence[str],
    environment: Mapping[str, str],
    *,
    death_signal: signal.Signals = signal.SIGTERM,
    user: ServerUser | None = None,
    output: IO[bytes] | None = None,
    folder: Path | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `program` (its first word an absolute path) in a session of its own, with exactly this environment.

    `death_signal` as in `launcher`. `output` takes both its streams.
    """
    return subprocess.Popen(  # noqa: S603 - our own words, and no shell
        [*launcher(user, death_signal), *program],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=folder,
        start_new_session=True,
    )


def launcher(user: ServerUser | None, death_signal: signal.Signals) -> list[str]:
    """The words before a program that make it run as `user` and get `death_signal` when we die (Linux only).

    "We" is the thread that starts it: start what is to last from the main thread.
    """
    wish: dict[str, int | None] = {"death_signal": int(death_signal), "parent": os.getpid()}
    if user is not None:
        wish |= {"uid": user.uid, "gid": user.gid, "capability": user.capability}
    return [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(wish), "--"]


def end(process: "subprocess.Popen[bytes]", seconds_max: int) -> None:
    """Ask a child to end, and kill it when it takes longer than `seconds_max`; then what it left in its session."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        process.wait(seconds_max)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    end_group(process.pid)


def end_group(pid: int) -> None:
    """Kill what is left of the process group that the ended child `pid` led."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def end_leftovers(var: Path, seconds_max: int) -> list[int]:
    """End every process that an earlier supervisor of `var` started; their pids.

    Ours is what carries the mark with this very folder; no pid is taken from a file.
    """
    spared = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    found = [process for process in psutil.process_iter() if process.pid not in spared and _is_marked(process, var)]
    for process in found:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in still_there(found, seconds_max):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    still_there(found, seconds_max)
    return [process.pid for process in found]


def still_there(processes: Sequence[psutil.Process], seconds_max: int) -> list[psutil.Process]:
    """Wait for processes to end; those that have not within `seconds_max`.

    A dead process that its parent has not collected has ended: in a container that may be for ever.
    """
    deadline = time.monotonic() + seconds_max
    while (left := [process for process in processes if not _has_ended(process)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def _has_ended(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _is_marked(process: psutil.Process, var: Path) -> bool:
    try:
        return process.environ().get(MARK) == str(var)
    except (psutil.Error, OSError):
        return False
