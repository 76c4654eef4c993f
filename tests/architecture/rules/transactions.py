"""Transactions: `commit` stands in one file; a service never commits, sends or sleeps, and calls no other service."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Source, Violation, imports, lines, sources, strings

THE_ONE_FILE = "src/fordring/storage/transaction.py"
ENDING_CALLS = frozenset({"commit", "rollback"})
ENDING_SQL = re.compile(
    r"(?:^|;)\s*(?:(?:commit|rollback|begin)(?:\s+(?:work|transaction))?|start\s+transaction)\s*(?:;|$)", re.IGNORECASE
)
RAW = re.compile(r"(?:^|[._])(?:conn|connection|pool)(?:\(\))?$|\.acquire\(\)$")
"""The driver's own receivers: `connection.transaction()` is the one file's, `database.transaction()` anyone's."""

SERVICES = "src/fordring/services"
SENDERS = frozenset({"aiohttp", "aiosmtplib", "httpx2", "smtplib", "socket", "urllib"})


def commits_elsewhere(root: Path) -> Iterator[Violation]:
    """Calls and SQL in `src/` that begin or end a transaction on the driver's connection, outside the one file."""
    for source in sources(root, "src"):
        if source.path != THE_ONE_FILE:
            for line, receiver, name in _calls(source):
                if name in ENDING_CALLS or (name == "transaction" and RAW.search(receiver)):
                    yield Violation(source.path, line, f"`{receiver}.{name}(` begins or ends a transaction")
            for line, text in strings(source):
                if ENDING_SQL.search(text):
                    yield Violation(source.path, line, f"the SQL `{text.strip()}`")
    for path, number, text in lines(root, ".sql", under="src"):
        if re.match(r"\s*(?:commit|rollback)\b", text, re.IGNORECASE):
            yield Violation(path, number, f"the SQL `{text.strip()}`")


def busy_services(root: Path) -> Iterator[Violation]:
    """Services that sleep, begin a transaction, or hold what sends: the edge may run one again after a deadlock."""
    for source in sources(root, SERVICES):
        for line, receiver, name in _calls(source):
            if name in {"sleep", "transaction"}:
                yield Violation(source.path, line, f"`{receiver}.{name}(` in a service")
        for line, imported in imports(source):
            if imported.split(".")[0] in SENDERS or imported.startswith("fordring.channels"):
                yield Violation(source.path, line, f"`{imported}` sends; a service writes a row, and `jobs/` sends")


def services_calling_services(root: Path) -> Iterator[Violation]:
    """A verb that imports another verb. What two share goes down; `services/views.py` and its like are no verbs."""
    groups = [f"fordring.services.{package.parent.name}." for package in (root / SERVICES).glob("*/__init__.py")]
    for source in sources(root, SERVICES):
        for line, name in imports(source):
            if name.startswith(tuple(groups)) and not name.startswith(f"{source.module}."):
                yield Violation(source.path, line, f"`{name}` is another service's")


def _calls(source: Source) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.end_lineno or node.func.lineno, ast.unparse(node.func.value), node.func.attr
