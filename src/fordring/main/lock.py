"""One process at a time for a folder: a file lock that the kernel lets go of however its holder ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import Self

PATIENCE_SECONDS = 1
# How long a holder without a pid in the file is waited for: it is only looking (`is_held`), starting or ending.


class AlreadyRunningError(Exception):
    """Another process holds the lock; `pid` is what it wrote down, None when it has not come to that yet."""

    def __init__(self, path: Path, pid: int | None) -> None:
        who = "another process" if pid is None else f"pid {pid}"
        super().__init__(f"Fordring is already running in {path.parent} ({who})")
        self.pid = pid


class FolderLock:
    """An exclusive lock on one file; its content is the holder's pid. The file stays when the lock is let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> Self:
        """Take the lock, at once or not at all. Raises AlreadyRunningError."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _locked(descriptor):
            pid = holder(self.path)
            if pid is not None or time.monotonic() > deadline:
                os.close(descriptor)
                raise AlreadyRunningError(self.path, pid)
            time.sleep(0.02)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        return self

    def release(self) -> None:
        """Let go; does nothing when it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


def holder(path: Path) -> int | None:
    """The pid written in the lock file, None when there is none. It says nothing about whether the lock is held."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return int(text) if text.isdigit() else None


def is_held(path: Path) -> bool:
    """True while some process holds the lock."""
    if not path.exists():
        return False
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        return not _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
