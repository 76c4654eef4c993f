"""The tree the tidy rules read: its files, their syntax, and where each name in them comes from."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The repository this test run stands in."""

CODE = (".py", ".sql", ".js", ".css", ".html", ".jinja", ".typ")
"""What people write and read by the line."""

SKIPPED = frozenset({".git", ".venv", "var", "node_modules", "dist", "__pycache__", ".hypothesis"})


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One line of one file (path relative to the root, with `/`) that breaks a rule, and how."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file: its path relative to the root, its text, its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The dotted name below `src/` or `tests/`: `fordring.domain.money`."""
        parts = self.path.removesuffix(".py").removesuffix("/__init__").split("/")
        return ".".join(parts[1:] if parts[0] in {"src", "tests"} else parts)


def files(root: Path, *suffixes: str, under: str = "") -> Iterator[tuple[str, Path]]:
    """Every kept file below `under` with its relative path, in order; generated folders and caches are passed over.

    `.git` is passed over as a file too, which it is in a linked work tree.
    """
    for folder, names, leaves in os.walk(root / under):
        names[:] = sorted(name for name in names if not _is_passed_over(name))
        for leaf in sorted(leaves):
            path = Path(folder, leaf)
            if leaf not in SKIPPED and (not suffixes or path.suffix in suffixes):
                yield path.relative_to(root).as_posix(), path


def sources(root: Path, under: str = "") -> Iterator[Source]:
    """Every Python file below `under`. Raises SyntaxError for one that cannot be read."""
    for relative, path in files(root, ".py", under=under):
        yield _parsed(relative, path, path.stat().st_mtime_ns)


def lines(root: Path, *suffixes: str, under: str = "") -> Iterator[tuple[str, int, str]]:
    """Every line of every text file below `under`: path, number from 1, text. What is not UTF-8 is passed over."""
    for relative, path in files(root, *suffixes, under=under):
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            yield relative, number, line


def origins(source: Source) -> Iterator[tuple[ast.expr, str]]:
    """Each name or attribute chain that starts at an import, in full: `moment.now` is `datetime.datetime.now`."""
    imported = _imported_names(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and (name := _full_name(node, imported)):
            yield node, name


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Each imported name in full, with its line: `from a.b import c` is `a.b.c`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def strings(source: Source) -> Iterator[tuple[int, str]]:
    """Each line of each string that is not documentation, with its number; an f-string's fixed parts count alone."""
    documentation = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield from enumerate(node.value.split("\n"), start=node.lineno)


def _is_passed_over(name: str) -> bool:
    return name in SKIPPED or name.endswith(("_cache", ".egg-info"))


@cache
def _parsed(relative: str, path: Path, _written: int) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(relative, text, ast.parse(text, filename=str(path)))


def _imported_names(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _full_name(node: ast.expr, imported: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return imported.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := _full_name(node.value, imported)):
        return f"{owner}.{node.attr}"
    return None
