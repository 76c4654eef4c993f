"""The pure middle: no float, no division and no outside world in `domain/`; no outside world in `formats/`."""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from architecture.tree import Source, Violation, imports, sources

DOMAIN = "src/fordring/domain"
FORMATS = "src/fordring/formats"

WORLD = frozenset(
    {"asyncio", "concurrent", "fcntl", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets"}
    | {"select", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile"}
    | {"threading", "time", "urllib"}
)
"""Modules of the standard library that reach files, networks, processes, chance or the clock."""

DOMAIN_MAY_IMPORT = (sys.stdlib_module_names - WORLD) | {"fordring", "stdnum", "holidays"}
"""The harmless rest of the standard library, and pure tables."""

OUTSIDE_FORMATS = (WORLD - {"io", "os", "pathlib", "tempfile", "threading"}) | frozenset(
    ["aiohttp", "aiosmtplib", "asyncpg", "fastapi", "httpx2", "obstore", "pgqueuer", "pydantic", "starlette"]
)
"""A format turns bytes into values: streams, locks and its own templates are fine, the world and frameworks are not."""


def floats_and_division(root: Path) -> Iterator[Violation]:
    """Float literals, `float`, `/` and `/=` in the domain."""
    for source in sources(root, DOMAIN):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
                yield Violation(source.path, node.lineno, f"the float {node.value}")
            elif isinstance(node, ast.Name) and node.id in {"float", "complex"}:
                yield Violation(source.path, node.lineno, f"the name `{node.id}`")
            elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
                yield Violation(source.path, _operator_line(node), "the operator `/`")


def outside_world(root: Path) -> Iterator[Violation]:
    """Imports that reach outside: in `domain/` anything beyond the harmless standard library and pure tables."""
    for source in sources(root, DOMAIN):
        yield from _importing(source, lambda name: name not in DOMAIN_MAY_IMPORT)
    for source in sources(root, FORMATS):
        yield from _importing(source, lambda name: name in OUTSIDE_FORMATS)


def _importing(source: Source, is_refused: Callable[[str], bool]) -> Iterator[Violation]:
    for line, full_name in imports(source):
        name = full_name.split(".")[0]
        if is_refused(name):
            yield Violation(source.path, line, f"`{name}` is not for a pure module")


def _operator_line(node: ast.BinOp | ast.AugAssign) -> int:
    return node.left.end_lineno or node.lineno if isinstance(node, ast.BinOp) else node.lineno
