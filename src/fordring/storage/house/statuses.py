"""What banks answered of single transfers (pain.002), as they were taken; questions among them wait for a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

NOTED, TAKEN_BACK, KNOWN, QUESTION, CLOSED = "noted", "taken_back", "known", "question", "closed"


@dataclass(frozen=True, slots=True)
class TransferStatus:
    """An answer about one transfer, in the bank's code and words, and what came of it here."""

    bank_file_id: UUID
    reference: str
    order_id: UUID
    answer: str
    code: str
    reason: str
    outcome: str
    recorded_at: datetime
    closed_by: str | None = None


_COLUMNS = tuple(TransferStatus.__slots__)


def _status_of(row: asyncpg.Record) -> TransferStatus:
    return TransferStatus(**{name: row[name] for name in _COLUMNS})


def add(unit: Unit, status: TransferStatus) -> None:
    """A new answer."""
    row: dict[str, Any] = {name: getattr(status, name) for name in _COLUMNS}
    unit.add("house.transfer_status", row)


async def newest(connection: Connection, limit: int = 100, *, questions: bool = False) -> list[TransferStatus]:
    """The answers that came last; the open questions alone where those are asked for."""
    rows = await connection.fetch(
        """SELECT * FROM house.transfer_status WHERE NOT $2 OR outcome = 'question'
            ORDER BY recorded_at DESC, reference LIMIT $1""",
        limit,
        questions,
    )
    return [_status_of(row) for row in rows]


async def of_file(connection: Connection, bank_file_id: UUID) -> list[TransferStatus]:
    """The answers in one file, all of one order, by reference."""
    rows = await connection.fetch(
        "SELECT * FROM house.transfer_status WHERE bank_file_id = $1 ORDER BY reference", bank_file_id
    )
    return [_status_of(row) for row in rows]


async def close(connection: Connection, reference: str, closed_by: str) -> TransferStatus:
    """The open question about this transfer is answered. Raises NotFoundError where none is open."""
    row = await connection.fetchrow(
        """UPDATE house.transfer_status SET outcome = 'closed', closed_by = $2
            WHERE reference = $1 AND outcome = 'question' RETURNING *""",
        reference,
        closed_by,
    )
    if row is None:
        raise NotFoundError("open question about transfer", reference)
    return _status_of(row)
