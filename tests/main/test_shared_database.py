"""The database that the whole suite shares: one server a run, templates built once, gone when the run is over."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import asyncpg
import psutil
import pytest

from fordring.main.processes import still_there
from support.database import RunDatabases
from support.running import ROOT, wait_for_file

CONFTEST = """
import signal
pytest_plugins = ["support.database"]
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts the suite in the background has it ignored
"""
SUITE = """
import asyncio, os, time
from pathlib import Path
import asyncpg, pytest

def build(dsn):
    with open(NOTES, "a") as notes:
        notes.write("built ")
    asyncio.run(run(dsn, "CREATE TABLE thing (id int)"))

async def run(dsn, statement):
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()

@pytest.mark.parametrize("number", range(4))
def test_copy(databases, number):
    name = databases.create_database_from_template(databases.template("plain", build), f"copy{number}")
    asyncio.run(run(databases.owner_dsn(name), "INSERT INTO thing VALUES (1)"))
    with open(NOTES, "a") as notes:
        notes.write(f"folder={databases.folder} ")
    if WAITS:
        time.sleep(600)
"""


def _start(folder: Path, *words: str, waits: bool = False) -> "subprocess.Popen[bytes]":
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    names = f"NOTES = {str(folder / 'notes.txt')!r}\nWAITS = {waits}\n"
    (folder / "test_inner.py").write_text(names + SUITE, encoding="utf-8")
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "FORDRING"))}
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words, str(folder)],
        cwd=folder,
        env=inherited | {"PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _notes(folder: Path) -> Counter[str]:
    return Counter((folder / "notes.txt").read_text(encoding="utf-8").split())


def test_two_workers_share_one_server_and_one_template(tmp_path: Path) -> None:
    assert _start(tmp_path, "-n", "2").wait(120) == 0
    notes = _notes(tmp_path)
    assert notes["built"] == 1
    folders = [Path(word.removeprefix("folder=")) for word in notes if word.startswith("folder=")]
    assert len(folders) == 1
    assert not folders[0].exists()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_the_server_ends_with_a_run_that_is_broken_off(tmp_path: Path, sign: signal.Signals) -> None:
    run = _start(tmp_path, waits=True)
    wait_for_file(tmp_path / "notes.txt", "folder=")
    folder = Path(next(word for word in _notes(tmp_path) if word.startswith("folder=")).removeprefix("folder="))
    keeper = psutil.Process(int((folder / "keeper.pid").read_text(encoding="ascii")))
    family = [keeper, *keeper.children(recursive=True)]
    assert any("postgres" in process.name() for process in family)
    os.killpg(run.pid, sign)
    run.wait(60)
    assert still_there(family, 20) == []
    assert not folder.exists()


async def test_databases_can_be_made_where_a_loop_is_running(tmp_path: Path) -> None:
    (tmp_path / "controller").write_text(str(os.getpid()), encoding="ascii")
    databases = RunDatabases(tmp_path)
    try:
        template = databases.template("empty", lambda _: asyncio.run(asyncio.sleep(0)))
        name = databases.create_database_from_template(template, "with a long name " * 5)
        connection = await asyncpg.connect(databases.app_dsn(name))
        assert await connection.fetchval("SELECT current_database()") == name
        await connection.close()
        databases.drop(name)
    finally:
        databases.close()
