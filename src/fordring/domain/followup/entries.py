"""What the operator did to the rules: rows added, rows verified, entries withdrawn; and the rows that follow from it.

Entries are numbered and never changed. One is undone by another that withdraws it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from fordring.domain.followup.figures import Row


class Deed(StrEnum):
    """What an entry does."""

    ADD = "add"
    VERIFY = "verify"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: by whom, when (wall clock), and on what ground. `row` is what is added or verified.

    Verifying names the figure too: a later release that prints another one is not verified by it.
    """

    entry_no: int
    deed: Deed
    country: str
    by: str
    at: datetime
    source: str
    row: Row | None = None
    withdraws: int | None = None


def overlaid(rows: Iterable[Row], entries: Iterable[Entry]) -> tuple[Row, ...]:
    """The rows after the deeds: those added stand behind the seeded ones, those verified bear the entry's number."""
    known = list(entries)
    withdrawn = {entry.withdraws for entry in known}
    result = list(rows)
    for entry in sorted(known, key=lambda each: each.entry_no):
        if entry.entry_no in withdrawn or entry.row is None:
            continue
        if entry.deed is Deed.ADD:
            result.append(entry.row)
        else:
            result = [_verified(row, entry, entry.row) for row in result]
    return tuple(result)


def _verified(row: Row, entry: Entry, meant: Row) -> Row:
    if row.key != meant.key or row.value != meant.value or row.entry_no:
        return row
    return replace(row, entry_no=entry.entry_no, source=entry.source)
