#!/usr/bin/env python3
"""Makes `.venv` what the lock files say: `python scripts/setup.py runtime` or `… dev`. Does nothing when it is.

Standard library only. Each step leaves a stamp of what it did, so a second start costs a few milliseconds; two starts
at once wait for each other.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD_TOOLS = {"hatchling", "editables", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}


def main(kind: str) -> None:
    """Bring `.venv` to `kind`: `runtime` is enough to run, `dev` has all of it and the tools. Exits 1 with one line."""
    with Path(__file__).open(encoding="utf-8") as own:
        fcntl.flock(own, fcntl.LOCK_EX)
        try:
            _make_venv()
            _install_lock(kind)
            _install_project()
        except subprocess.CalledProcessError as error:
            sys.exit(f"fordring: setting up failed ({error}); what pip said stands above")


def _make_venv() -> None:
    if not _runs():
        _say(f"making .venv with Python {sys.version.split()[0]}")
        venv.create(VENV, clear=VENV.exists(), with_pip=True)


def _runs() -> bool:
    """True when `.venv` has a Python, and the one it was made from has not been removed since."""
    words = [str(PYTHON), "-c", "import pip"]
    return PYTHON.exists() and subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words


def _install_lock(kind: str) -> None:
    if any(_is_done(have, _lock(have)) for have in {kind, "dev"}):
        return
    _say("installing what requirements/ pins; this happens once and takes a minute or two")
    # The lock is complete and nothing is to be resolved: pip 23 would look for `coverage[toml]` beyond what is pinned.
    _pip("--no-deps", "--require-hashes", "-r", str(_lock_file(kind)))
    _note(kind, _lock(kind))


def _install_project() -> None:
    wanted = (ROOT / "pyproject.toml").read_bytes()
    if _is_done("project", wanted):
        return
    tools = VENV / "build-tools.lock"
    tools.write_text(_build_lock(_lock("dev").decode()), encoding="utf-8")
    _pip("--require-hashes", "-r", str(tools))
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    _note("project", wanted)


def _build_lock(dev_lock: str) -> str:
    """The entries of the lock that building needs, hashes included."""
    entries = re.split(r"^(?=\S)", dev_lock, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.partition("==")[0] in BUILD_TOOLS)


def _pip(*words: str) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    environment = os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    command = [str(PYTHON), "-m", "pip", "install", *options, *words]
    subprocess.run(command, env=environment, check=True, stdout=sys.stderr)  # noqa: S603 - our own words


def _lock_file(kind: str) -> Path:
    return ROOT / "requirements" / f"{kind}.lock"


def _lock(kind: str) -> bytes:
    return _lock_file(kind).read_bytes()


def _is_done(step: str, content: bytes) -> bool:
    stamp = VENV / f"{step}.stamp"
    return stamp.exists() and stamp.read_text(encoding="ascii") == _fingerprint(content)


def _note(step: str, content: bytes) -> None:
    (VENV / f"{step}.stamp").write_text(_fingerprint(content), encoding="ascii")


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content + Path(__file__).read_bytes() + str(ROOT).encode()).hexdigest()


def _say(sentence: str) -> None:
    sys.stderr.write(f"fordring: {sentence}\n")


if __name__ == "__main__":
    main(sys.argv[1])
