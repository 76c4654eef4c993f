"""Chromium for the tests: the one of this machine, else Debian's where we may install it, else a reason to skip."""

import fcntl
import os
import subprocess
import tempfile
from pathlib import Path
from shutil import which

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
INSTALL = (("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends", "chromium"))
LOCK = Path(tempfile.gettempdir()) / "fordring-chromium.lock"
SECONDS_MAX = 600


def find_chromium() -> Path | str:
    """The program; a sentence saying why there is none. Whoever of several processes comes first installs it."""
    if (found := _present()) is not None:
        return found
    if os.geteuid() != 0 or which("apt-get") is None:
        return "there is no chromium on this machine, and only root on Debian installs it by itself"
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _present() or _installed()


def _present() -> Path | None:
    return next((Path(path) for name in NAMES if (path := which(name))), None)


def _installed() -> Path | str:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALL:
        try:
            ran = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False, timeout=SECONDS_MAX)
        except subprocess.TimeoutExpired:
            return f"there is no chromium, and `{' '.join(command)}` does not end"
        if ran.returncode != 0:
            return f"there is no chromium, and `{' '.join(command)}` says: {ran.stderr.strip()[-300:]}"
    return _present() or "there is no chromium, though apt-get says it is installed"
