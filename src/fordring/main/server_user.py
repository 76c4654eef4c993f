"""Under whom the embedded PostgreSQL runs. It refuses to be root; folders keep the rights they have.

A checkout may stand in a folder that only root may walk through (`mktemp -d`). Then the server's user is lent one
capability, to read and search, by `launch.py`; nobody else's rights change.
"""

import os
import pwd
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

DEDICATED = "fordring-db"
FALLBACK = "nobody"
CREATE = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", DEDICATED]
CREATE_ATTEMPTS = 5
DAC_OVERRIDE = 1
DAC_READ_SEARCH = 2
SETPCAP = 8


class UnreachableFolderError(Exception):
    """The server's user cannot reach a path, and this process may not lend it the right to."""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Who runs the server: user and group numbers, and the capability it needs to reach its files (None: none)."""

    uid: int
    gid: int
    capability: int | None = None


def server_user(programs: Path, folder: Path) -> ServerUser | None:
    """Who is to run the programs in `programs` on `folder`; None, the present user, unless that is root.

    A folder that exists keeps its owner. Raises UnreachableFolderError.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat() if folder.exists() else None
    if owner is not None and owner.st_uid != 0:
        uid, gid = owner.st_uid, owner.st_gid
    else:
        entry = _dedicated() or pwd.getpwnam(FALLBACK)
        uid, gid = entry.pw_uid, entry.pw_gid
    return ServerUser(uid, gid, _capability(uid, gid, programs, folder))


def _dedicated() -> pwd.struct_passwd | None:
    for _ in range(CREATE_ATTEMPTS):
        try:
            return pwd.getpwnam(DEDICATED)
        except KeyError:
            pass
        try:
            done = subprocess.run(CREATE, capture_output=True, check=False)  # noqa: S603 - our own words, and no shell
        except FileNotFoundError:
            return None
        if done.returncode != 0:
            time.sleep(0.2)  # the user database is locked while another process adds a user
    return None


def _capability(uid: int, gid: int, programs: Path, folder: Path) -> int | None:
    """The least capability that lets the user run `programs` and reach `folder`."""
    blocked = _first_unreachable(uid, gid, [*programs.parents, programs, *folder.parents], stat.S_IXOTH)
    private = _first_unreachable(uid, gid, [programs / "postgres", programs / "initdb"], stat.S_IXOTH)
    blocked = blocked or _first_unreachable(uid, gid, _some_shared_files(programs), stat.S_IROTH)
    if blocked is None and private is None:
        return None
    # Reading and searching does not extend to running a file whose rights forbid it; overriding does.
    wanted = (DAC_OVERRIDE,) if private else (DAC_READ_SEARCH, DAC_OVERRIDE)
    for capability in wanted:
        if _may_lend(capability):
            return capability
    raise UnreachableFolderError(
        f"PostgreSQL does not run as root, and user {uid} cannot reach {private or blocked}: "
        "run Fordring as an ordinary user, or from a folder that others may walk through"
    )


def _some_shared_files(programs: Path) -> list[Path]:
    return sorted(programs.parent.glob("share/**/postgres.bki"))


def _first_unreachable(uid: int, gid: int, paths: list[Path], right_of_others: int) -> Path | None:
    for path in paths:
        facts = path.stat()
        shift = 6 if facts.st_uid == uid else 3 if facts.st_gid == gid else 0
        if not facts.st_mode & (right_of_others << shift):
            return path
    return None


def _may_lend(capability: int) -> bool:
    if sys.platform != "linux":
        return False
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    permitted = next(int(line.split()[1], 16) for line in lines if line.startswith("CapPrm:"))
    return all(permitted >> needed & 1 for needed in (capability, SETPCAP))
