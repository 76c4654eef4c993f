"""The lines that wait for a person, as they are shown: with their age and what is suggested for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.storage.house import lines, suggestions
from fordring.storage.house.lines import Line
from fordring.storage.house.suggestions import StoredSuggestion
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line with how long it has waited, in whole days of the wall clock, and its suggestions, the best first."""

    line: Line
    age_days: int
    suggestions: Sequence[StoredSuggestion]


async def waiting_lines(connection: Connection, wall: datetime, limit: int = 100) -> list[WaitingLine]:
    """What waits for a person, unidentified money and questions, the oldest first."""
    return await _shown(connection, await lines.waiting(connection, limit), wall)


async def one_line(connection: Connection, bank_line_id: UUID, wall: datetime) -> WaitingLine:
    """One line, whether it waits or not. Raises NotFoundError."""
    [shown] = await _shown(connection, [await lines.get(connection, bank_line_id)], wall)
    return shown


async def _shown(connection: Connection, found: Sequence[Line], wall: datetime) -> list[WaitingLine]:
    suggested = await suggestions.still_open(connection, [line.bank_line_id for line in found])
    return [WaitingLine(line, _age(line, wall), suggested[line.bank_line_id]) for line in found]


def _age(line: Line, wall: datetime) -> int:
    return max(0, (wall - line.recorded_at).days) if line.recorded_at else 0
