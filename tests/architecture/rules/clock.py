"""The clock: only the edge reads it, in Python and in SQL; everything else is told what time it is."""

import re
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, lines, origins, sources, strings

CLOCKS = frozenset(
    [f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")]
    + ["datetime.date.today"]
    + [f"time.{name}" for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")]
    + [f"time.{name}" for name in ("localtime", "gmtime", "ctime", "asctime", "strftime")]
)

EDGE: dict[str, str] = {
    "src/fordring/main/": "where the house is put together, and time comes in",
}
"""Paths that may read the clock, each with its reason."""

SQL_CLOCKS = re.compile(
    r"\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\b(?:current_timestamp|current_date|current_time|localtime|localtimestamp)\b",
    re.IGNORECASE,
)

CLOCKED: dict[str, str] = {
    "src/fordring/storage/migrations/0002_queue.sql": "the tables of the queue, as its library defines them",
    "src/fordring/storage/queue.py": "the statements on those tables",
    "src/fordring/storage/migrations/0022_claim_stamps.sql": "stamps are compared with when transactions began",
}
"""Files whose SQL may read the database's clock, the queue's own first, each with its reason."""


def clock_readers(root: Path) -> Iterator[Violation]:
    """Names of a clock in `src/` outside the edge, called or handed on."""
    for source in sources(root, "src"):
        if not source.path.startswith(tuple(EDGE)):
            for node, name in origins(source):
                if name in CLOCKS:
                    yield Violation(source.path, node.lineno, f"`{name}` reads the clock; take `now` or `day`")


def sql_clocks(root: Path) -> Iterator[Violation]:
    """SQL in `src/` that reads the database's clock outside the files that may."""
    for source in sources(root, "src"):
        if source.path not in CLOCKED:
            yield from (_reading(source.path, line, text) for line, text in strings(source) if SQL_CLOCKS.search(text))
    for path, number, line in lines(root, ".sql", under="src"):
        if path not in CLOCKED and SQL_CLOCKS.search(line.split("--")[0]):
            yield _reading(path, number, line)


def _reading(path: str, line: int, text: str) -> Violation:
    return Violation(path, line, f"the SQL `{text.strip()}` reads the database's clock")
