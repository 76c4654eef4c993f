"""Belongings: nothing committed names one machine's folder or a package host; pins are names, versions, hashes."""

import re
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, lines

# The pieces are joined here so that this file keeps its own rule.
FOLDERS = re.compile(
    "|".join([r"(?<![\w.:*)\]}])/" + "work/", r"\bshared" + r"/(?!samples\b)", "/ho" + r"me/\w", "/ro" + "ot/"])
)
HOSTS = re.compile(
    "pypi" + r"\.org|python" + r"hosted\.org|npm" + r"js\.(?:com|org)|crates" + r"\.io|docker" + r"\.io"
    r"|--(?:extra-)?index" + "-url|--find" + "-links|(?:PIP|UV)_INDEX" + "_URL",
    re.IGNORECASE,
)

PIN = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[a-z0-9,_-]+\])?==[A-Za-z0-9.!+_-]+(?: ; [\w .'\"<>=!()]+)?(?: \\)?"
    r"|\s+--hash=sha256:[0-9a-f]{64}(?: \\)?"
    r"|\s*#(?!.*://).*|\s*"
)


def foreign_places(root: Path) -> Iterator[Violation]:
    """Lines that name a folder of one machine, or the host of a package registry."""
    for path, number, line in lines(root):
        if found := FOLDERS.search(line) or HOSTS.search(line):
            yield Violation(path, number, f"`{found[0]}` is a place outside the repository")


def loose_pins(root: Path) -> Iterator[Violation]:
    """Lines of lock files that are anything but a name with its version, or a hash."""
    for path, number, line in lines(root, ".lock", under="requirements"):
        if not PIN.fullmatch(line):
            yield Violation(path, number, f"`{line.strip()}` is no name, version or hash")
