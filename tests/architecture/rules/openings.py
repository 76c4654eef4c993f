"""Openings and names: a module says in one to five lines what it is, and its name says it too."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, files, sources

OPENING_LINES_MAX = 5
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "base"})
NAMED_COMMON_ON_PURPOSE = ("src/fordring/faces/common/", "tests/faces/common/")


def openings(root: Path) -> Iterator[Violation]:
    """Python modules without an opening docstring of one to five lines; SQL files without an opening comment."""
    for source in sources(root):
        opening = ast.get_docstring(source.tree)
        if not opening:
            yield Violation(source.path, 1, "the module does not say what it is")
        elif len(opening.splitlines()) > OPENING_LINES_MAX:
            yield Violation(source.path, 1, f"the opening has more than {OPENING_LINES_MAX} lines")
    for path, file in files(root, ".sql"):
        if not file.read_text(encoding="utf-8").startswith("-- "):
            yield Violation(path, 1, "the file does not say what it is")


def empty_names(root: Path) -> Iterator[Violation]:
    """Modules and packages named for nothing: utils, helpers, common (but `faces/common`), manager, base."""
    for path, _ in files(root, ".py"):
        parts = path.removesuffix(".py").split("/")
        words = {word for part in parts for word in (part, part.rsplit("_", maxsplit=1)[-1])}
        found = words & EMPTY_NAMES
        if path.startswith(NAMED_COMMON_ON_PURPOSE):
            found -= {"common"}
        for word in sorted(found):
            yield Violation(path, 1, f"`{word}` says nothing about what is inside")
