"""A folder into which others put files: each is claimed once by many workers, and ends in `done` or `failed`.

A claim is a lock on the open file and a rename into `claimed`. The lock goes with the process, so what a dead worker
had claimed is found there and claimed anew.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

CLAIMED, DONE, FAILED = "claimed", "done", "failed"
UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".writing", "~")
"""How the names of files end that somebody is still writing; names that begin with a point are passed over too."""

_Seen = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """A file in hand: its name as it was put there, where it is now, and its bytes."""

    name: str
    path: Path
    stream: BinaryIO


@dataclass(slots=True)
class Inbox:
    """The folder, and what was seen in it at the last look."""

    folder: Path
    seen: dict[str, _Seen] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make the folder and those inside it. Raises OSError."""
        for inside in (CLAIMED, DONE, FAILED):
            (self.folder / inside).mkdir(parents=True, exist_ok=True)

    def ready(self) -> list[Path]:
        """What may be claimed: what dead workers left, then what is whole, oldest first.

        A file is whole when its size and its time are those of the look before. Raises OSError.
        """
        looked = {path.name: seen for path in self.folder.iterdir() if (seen := _look(path)) is not None}
        whole = [name for name, seen in looked.items() if self.seen.get(name) == seen]
        self.seen = looked
        left = sorted(path for path in (self.folder / CLAIMED).iterdir() if not path.name.startswith("."))
        return left + [self.folder / name for name in sorted(whole, key=lambda name: looked[name][1:])]

    @contextmanager
    def claim(self, path: Path) -> Iterator[Claim | None]:
        """The file in hand until the end of the block; None when another worker has it, or has done it.

        What is still in `claimed` afterwards is claimed anew at a later look.
        """
        stream = _opened(path)
        if stream is None:
            yield None
            return
        with stream:
            if not _locked(stream) or not _is_same(path, stream):
                yield None
                return
            if path.parent == self.folder:
                path = path.rename(self.folder / CLAIMED / f"{os.fstat(stream.fileno()).st_ino}-{path.name}")
            yield Claim(path.name.partition("-")[2] or path.name, path, stream)

    def finish(self, claim: Claim, stamp: str, reasons: list[str], *, failed: bool) -> Path:
        """Move the file to `done` or `failed`, the reasons in a text file beside it, written first. Its new path."""
        target = self.folder / (FAILED if failed else DONE) / f"{stamp}-{claim.name}"
        if target.exists():
            target = target.with_name(f"{stamp}-{claim.path.name}")
        if reasons:
            unfinished = target.with_name(f".{target.name}")
            unfinished.write_text("".join(f"{reason}\n" for reason in reasons), encoding="utf-8")
            unfinished.rename(target.with_name(f"{target.name}.reason.txt"))
        return claim.path.rename(target)


def _look(path: Path) -> _Seen | None:
    """Size, time and number of a file that nobody is writing any more by its name; None for anything else."""
    if path.name.startswith(".") or path.name.lower().endswith(UNFINISHED):
        return None
    with suppress(FileNotFoundError):
        if path.is_file() and not path.is_symlink():
            found = path.stat()
            return found.st_size, found.st_mtime_ns, found.st_ino
    return None


def _opened(path: Path) -> BinaryIO | None:
    with suppress(FileNotFoundError):
        return path.open("rb")
    return None


def _locked(stream: BinaryIO) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_same(path: Path, stream: BinaryIO) -> bool:
    """True when the path still is the file that was opened: another worker may have moved it meanwhile."""
    with suppress(FileNotFoundError):
        return path.stat().st_ino == os.fstat(stream.fileno()).st_ino
    return False
