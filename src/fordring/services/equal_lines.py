"""Lines that the bank numbers in no way and that are equal to one before: the same again, or another payment.

What is told once more by the same statement, or by a message of another kind, is the same; what is told on another
page of it is other money. Another statement of the same kind tells of other money, so there it may be another payment,
and a person says which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from fordring.formats.banking.identity import is_by_facts, next_identity
from fordring.formats.banking.model import BankLine
from fordring.services.fresh_lines import Arrival, Key
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Connection

REPEATING = "camt.052"
"""The reports of a day repeat what the one before told."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The statement that tells of a line, which of its equal lines it is, and on which page, where it has several."""

    statement: str
    repeat: str
    page: str = ""

    @classmethod
    def of(cls, line: BankLine) -> Self:
        """Who tells of the line."""
        return cls(line.statement_id, str(line.repeat), line.page)

    @classmethod
    def read(cls, kept: str) -> Self:
        """As it was kept."""
        statement, _, place = kept.rpartition("#")
        repeat, _, page = place.partition("@")
        return cls(statement, repeat, page)

    @property
    def kept(self) -> str:
        """As it is kept with the line."""
        return f"{self.statement}#{self.repeat}@{self.page}" if self.page else f"{self.statement}#{self.repeat}"

    def is_same(self, other: "Telling") -> bool:
        """Whether both are of one place; the whole statement in one file tells what its pages tell."""
        if self.statement == other.statement and bool(self.page) != bool(other.page):
            return True
        return self == other


@dataclass(frozen=True, slots=True)
class _Taken:
    """Who told of the line that has a key, whether it is in doubt itself; `line` where it was there before."""

    telling: Telling
    doubtful: bool
    line: Line | None = None


async def told_apart(connection: Connection, arrivals: Sequence[Arrival], kind: str) -> list[Arrival]:
    """The arrivals, each that may be another payment than its equal under a key of its own, with the doubt.

    Which statement told of a known line is remembered.
    """
    doubtful = [arrival for arrival in arrivals if _is_doubtful(arrival, kind)]
    if not doubtful:
        return list(arrivals)
    known = await lines.known(connection, {arrival.key for arrival in doubtful})
    taken: dict[Key, _Taken] = {}
    told: dict[UUID, Mapping[str, str]] = {}
    apart: dict[int, Arrival] = {}
    for arrival in doubtful:
        telling = Telling.of(arrival.line)
        mine = arrival
        while (before := _before(known.get(mine.key), kind) or taken.get(mine.key)) is not None:
            if before.telling.is_same(telling):
                break
            key = next_identity(mine.identity)
            doubt = _doubt(before.line, kind) if _may_be_same(before, telling) else mine.doubt
            mine = replace(mine, identity=key, spelt=key, doubt=doubt)
            known |= await lines.known(connection, {mine.key})
        line = known.get(mine.key)
        if line is None:
            taken[mine.key] = _Taken(telling, bool(mine.doubt))
        elif line.told_by is not None and kind not in line.told_by:
            told[line.bank_line_id] = {kind: telling.kept}
            known[mine.key] = replace(line, told_by={**line.told_by, kind: telling.kept})
        apart[arrival.place] = replace(mine, told_by={kind: telling.kept})
    if told:
        await lines.tell(connection, told)
    return [apart.get(arrival.place, arrival) for arrival in arrivals]


def _is_doubtful(arrival: Arrival, kind: str) -> bool:
    return is_by_facts(arrival.identity) and bool(arrival.line.statement_id) and kind != REPEATING


def _before(line: Line | None, kind: str) -> _Taken | None:
    """Who of this kind told of a known line; None where nobody has."""
    kept = (line.told_by or {}).get(kind) if line else None
    return _Taken(Telling.read(kept), bool(line and line.may_repeat), line) if kept else None


def _may_be_same(before: _Taken, telling: Telling) -> bool:
    """What one statement tells twice is two payments, unless the one before is in doubt itself."""
    return before.doubtful or before.telling.statement != telling.statement


def _doubt(before: Line | None, kind: str) -> str:
    which = f" to bank line {before.bank_line_id}" if before else ""
    return f"equal{which} in another {kind}, and the bank numbers neither: say whether it is the same"
