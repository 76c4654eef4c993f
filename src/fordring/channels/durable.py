"""Files that are whole or not there, and still there after the power was cut."""

import os
import uuid
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Write `content` to `path` at once: a temporary file beside it, synced, renamed, and the folder synced.

    Makes missing folders, readable by the owner alone. Raises OSError; what was written half is removed.
    """
    make_folder(path.parent)
    # The leading dot keeps a reader's `*.pdf` from seeing it.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(path.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents, each durable before the next."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until `path`, a file or a folder, has reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
