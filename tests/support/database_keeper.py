"""Keeps the embedded PostgreSQL of one test run: `python database_keeper.py FOLDER CONTROLLER_PID`.

It stops the server on SIGTERM, and by itself when the pytest process that owns the run is gone, however it ended.
"""

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from fordring.main.postgres import EmbeddedPostgres
from fordring.main.processes import still_there

# Tests prove what is committed, not what a power cut leaves.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "1GB"}


def keep(folder: Path, controller: psutil.Process) -> None:
    """Start the server, write down how to reach it, and stop it when the run is over."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    (folder / "keeper.pid").write_text(str(os.getpid()), encoding="ascii")
    with EmbeddedPostgres(folder / "var", SETTINGS) as postgres:
        (folder / "owner.dsn").write_text(postgres.owner_dsn, encoding="utf-8")
        (folder / "app.dsn").write_text(postgres.app_dsn, encoding="utf-8")
        (folder / "ready").touch()
        while still_there([controller], 0) and not over.wait(0.3):
            pass
    if not still_there([controller], 0):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), psutil.Process(int(sys.argv[2])))
