"""The supervisor as a person meets it: started, interrupted, killed, started again. Real PostgreSQL, real signals."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import which

import psutil
import pytest

from fordring.main.processes import still_there
from support.running import ROOT, Running, free_port, wait_for_file

STAND_IN = ROOT / "tests" / "main" / "stand_ins" / "run.py"
PATIENCE_SECONDS = 20
VICTIMS = ["supervisor", "postgres", "web.py", "time.sleep", "everything"]
Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a stand-in under this test's folder; stopped at the end."""
    started: list[Running] = []

    def begin(**environment: str) -> Running:
        started.append(Running(STAND_IN, tmp_path, environment))
        return started[-1]

    yield begin
    for running in started:
        running.clean_up()


def test_sigterm_stops_everything_postgresql_last(start: Start) -> None:
    running = start().wait_for("READY 1")
    family = running.family()
    assert len(family) > 5
    running.send(signal.SIGTERM)
    assert running.ends() == 0
    assert still_there(family, PATIENCE_SECONDS) == []
    assert "shut down" in (running.var / "postgres.log").read_text(encoding="utf-8")


def test_sigint_to_every_process_at_once_ends_in_good_order(start: Start) -> None:
    running = start().wait_for("READY")
    family = running.family()
    os.killpg(running.pid, signal.SIGINT)
    for process in family[1:]:
        with suppress(psutil.NoSuchProcess):  # the first signal may have been enough
            process.send_signal(signal.SIGINT)
    assert running.ends() == 0
    assert still_there(family, PATIENCE_SECONDS) == []


@pytest.mark.parametrize("victim", VICTIMS)
def test_nothing_is_left_after_a_kill_and_ctrl_c_of_a_new_start(start: Start, victim: str) -> None:
    first = start().wait_for("READY 1")
    family = first.family()
    match victim:
        case "supervisor":
            killed = [psutil.Process(first.pid)]
        case "everything":
            killed = list(reversed(family))
        case words:
            killed = [first.find(words)]
    for process in killed:
        with suppress(psutil.NoSuchProcess):  # one death may be the end of others
            process.kill()
    if victim in {"supervisor", "everything"}:
        first.ends()
    else:
        first.wait_for("starting it again")
        family += first.family()
        first.send(signal.SIGKILL)
        first.ends()
    second = start().wait_for("READY 2")
    family += second.family()
    os.killpg(second.pid, signal.SIGINT)
    assert second.ends() == 0
    assert still_there(family, PATIENCE_SECONDS) == []


def test_a_program_that_dies_is_started_again(start: Start) -> None:
    running = start().wait_for("READY")
    first = running.find("web.py")
    helper = first.children()
    first.kill()
    running.wait_for("the web application ended (signal 9)")
    assert still_there(helper, PATIENCE_SECONDS) == []
    assert running.wait_to_find("web.py", other_than=first).is_running()


def test_postgresql_that_dies_is_started_again_and_has_lost_nothing(start: Start) -> None:
    running = start().wait_for("READY 1")
    running.find("postgres -D").kill()
    running.wait_for("PostgreSQL ended")
    running.send(signal.SIGTERM)
    assert running.ends() == 0
    start().wait_for("READY 2")


def test_ctrl_c_in_the_midst_of_a_crash_recovery_ends_soon(start: Start) -> None:
    running = start().wait_for("READY 1")
    family = running.family()
    running.find("postgres: checkpointer").kill()
    running.send(signal.SIGINT)
    began = time.monotonic()
    assert running.ends() == 0
    assert time.monotonic() - began < 20
    assert still_there(family, PATIENCE_SECONDS) == []


def test_the_second_of_two_starts_says_who_runs_and_disturbs_nothing(start: Start) -> None:
    first = start().wait_for("READY")
    family = first.family()
    second = start()
    assert second.ends() == 1
    assert second.said() == f"fordring: Fordring is already running in {first.var} (pid {first.pid})\n"
    assert still_there(family, 0) == family


def test_of_two_starts_at_the_same_moment_one_runs(start: Start) -> None:
    pair = [start(), start()]
    deadline = time.monotonic() + 60
    while not any("READY" in running.said() for running in pair):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    refused = next(running for running in pair if "READY" not in running.said())
    assert refused.ends() == 1
    assert "already running" in refused.said()
    assert refused.said().count("\n") == 1


def test_a_stale_pid_file_that_names_a_stranger_leaves_him_alone(start: Start) -> None:
    first = start().wait_for("READY 1")
    first.send(signal.SIGTERM)
    first.ends()
    data = first.var / "postgres" / "data"
    stranger = subprocess.Popen(["/bin/sleep", "600"], user=data.stat().st_uid if os.geteuid() == 0 else None)
    try:
        (data / "postmaster.pid").write_text(f"{stranger.pid}\n{data}\n{int(time.time())}\n5432\n", encoding="utf-8")
        (first.var / "postgres" / "run" / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n", encoding="utf-8")
        second = start().wait_for("READY 2")
        second.send(signal.SIGTERM)
        assert second.ends() == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_left_behind_is_stopped_by_the_next_start(start: Start) -> None:
    first = start().wait_for("READY 1")
    server = first.find("postgres -D")
    server.suspend()  # it cannot follow its parent yet
    first.send(signal.SIGKILL)
    first.ends()
    second = start()
    second.wait_for(f"stopping the PostgreSQL (pid {server.pid})")
    server.resume()
    second.wait_for("READY 2")
    assert still_there([server], 0) == []


@pytest.mark.parametrize("name", ["LANG", "LC_ALL"])
def test_a_locale_this_machine_does_not_have_does_not_matter(start: Start, name: str) -> None:
    start(**{name: "xx_YY.UTF-8"}).wait_for("READY 1")


def test_folders_only_their_owner_may_enter_keep_their_rights(start: Start, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    running = start().wait_for("READY 1")
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    for private in ["postgres", "postgres.json", "postgres.log", "postgres/run"]:
        assert (running.var / private).stat().st_mode & 0o077 == 0, private


@pytest.fixture
def start_without(tmp_path: Path) -> Iterator[Start]:
    """Start a stand-in as a root that has fewer rights, in a folder only root may enter."""
    if os.geteuid() != 0 or not which("setpriv"):
        pytest.skip("only root has rights to give away, with setpriv")
    tmp_path.chmod(0o700)
    started: list[Running] = []

    def begin(dropped: str) -> Running:
        started.append(Running(STAND_IN, tmp_path, before=["setpriv", f"--bounding-set={dropped}"]))
        return started[-1]

    yield begin
    for running in started:
        running.clean_up()


def test_root_without_the_lesser_right_lends_the_greater(start_without: Start) -> None:
    start_without("-dac_read_search").wait_for("READY 1")


@pytest.mark.parametrize("dropped", ["-dac_read_search,-dac_override", "-setpcap"])
def test_root_that_may_lend_nothing_says_so_in_one_line(start_without: Start, dropped: str) -> None:
    running = start_without(dropped)
    assert running.ends() == 1
    assert "PostgreSQL does not run as root" in running.said()
    assert running.said().count("\n") == 1


def test_a_long_path_puts_the_socket_into_a_short_private_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    running = Running(STAND_IN, deep)
    try:
        running.wait_for("READY 1")
        folder = Path(running.find("postgres -D").cmdline()[-1].partition("=")[2])
        assert folder.stat().st_mode & 0o777 == 0o700
        running.send(signal.SIGTERM)
        assert running.ends() == 0
        assert not folder.exists()
    finally:
        running.clean_up()


def test_a_busy_port_is_named_in_one_line(start: Start) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        running = start(PORT=str(port))
        assert running.ends() == 1
    assert f"cannot listen at 127.0.0.1:{port}" in running.said()
    assert running.said().count("\n") == 1
    assert not (running.var / "postgres").exists()


def test_with_a_database_of_ones_own_no_other_is_started(start: Start) -> None:
    running = start(FORDRING_DATABASE_URL="postgresql://elsewhere/fordring", STAND_IN_MIGRATE="skip")
    running.wait_for("READY 0")
    assert not (running.var / "postgres").exists()


def test_a_failing_migration_leaves_nothing_running(start: Start) -> None:
    running = start(STAND_IN_MIGRATE="fail")
    assert running.ends() == 1
    assert "the migration is wrong" in running.said()
    assert "shut down" in (running.var / "postgres.log").read_text(encoding="utf-8")


def test_ctrl_c_breaks_off_a_migration_that_waits(start: Start) -> None:
    running = start(STAND_IN_MIGRATE="wait").wait_for("MIGRATING")
    family = running.family()
    running.send(signal.SIGINT)
    assert running.ends() == 0
    assert still_there(family, PATIENCE_SECONDS) == []


def test_an_application_that_never_comes_up_ends_the_start(start: Start, tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(3)\n", encoding="utf-8")
    running = start(STAND_IN_WEB=str(broken))
    assert running.ends() == 1
    assert "the web application ended (exit code 3)" in running.said()
    assert "does not start" in running.said()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_make_killed_takes_everything_with_it(start: Start, tmp_path: Path) -> None:
    ready = start().wait_for("READY 1")
    ready.send(signal.SIGTERM)
    ready.ends()
    environment = os.environ | {
        "FORDRING_VAR": str(ready.var),
        "PORT": str(free_port()),
        "PYTHONPATH": str(ROOT / "src"),
    }
    shell = f"FORDRING_END_WITH_PARENT=yes {sys.executable} {STAND_IN} >{tmp_path}/made.txt 2>&1; true"
    make = subprocess.Popen(["/bin/sh", "-c", shell], env=environment)
    wait_for_file(tmp_path / "made.txt", "READY 2")
    family = psutil.Process(make.pid).children(recursive=True)
    make.kill()
    make.wait()
    assert still_there(family, PATIENCE_SECONDS) == []


def test_a_second_start_finds_what_the_first_left(start: Start) -> None:
    first = start().wait_for("READY 1")
    first.send(signal.SIGTERM)
    first.ends()
    start().wait_for("READY 2")
