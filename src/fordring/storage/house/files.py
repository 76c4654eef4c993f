"""Bank files: kept raw, each once by its checksum, with the mark up to which its lines are booked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection

RECEIVED, BOOKING, BOOKED, REFUSED = "received", "booking", "booked", "refused"


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file whose bytes are in the blob store under `blob_key`. `kind` is `camt.054` …, empty for none we know."""

    sha256: str
    name: str
    kind: str
    size_bytes: int
    blob_key: str


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file from a bank. `counts` says how many lines became what; `problems` are `{kind, message, source}`.

    `booked_lines` is the mark: lines up to there are booked.
    """

    bank_file_id: UUID
    sha256: str
    name: str
    kind: str
    size_bytes: int
    blob_key: str
    state: str
    received_at: datetime
    booked_lines: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[Mapping[str, Any]] = ()
    finished_at: datetime | None = None


def _file_of(row: asyncpg.Record) -> BankFile:
    return BankFile(**{name: row[name] for name in BankFile.__slots__})


async def get(connection: Connection, bank_file_id: UUID, *, lock: bool = False) -> BankFile:
    """One file. Raises NotFoundError."""
    locked = " FOR UPDATE" if lock else ""
    row = await connection.fetchrow(f"SELECT * FROM house.bank_file WHERE bank_file_id = $1{locked}", bank_file_id)
    if row is None:
        raise NotFoundError("bank file", bank_file_id)
    return _file_of(row)


async def add(connection: Connection, file: BankFile) -> BankFile:
    """The file, or the one with the same bytes that was there before, locked."""
    await connection.execute(
        """INSERT INTO house.bank_file (bank_file_id, sha256, name, kind, size_bytes, blob_key, state, problems,
               received_at, finished_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (sha256) DO NOTHING""",
        file.bank_file_id,
        file.sha256,
        file.name,
        file.kind,
        file.size_bytes,
        file.blob_key,
        file.state,
        list(file.problems),
        file.received_at,
        file.finished_at,
    )
    row = await connection.fetchrow("SELECT * FROM house.bank_file WHERE sha256 = $1 FOR UPDATE", file.sha256)
    assert row is not None
    return _file_of(row)


async def save(connection: Connection, file: BankFile) -> None:
    """Store what changed of a locked file."""
    await connection.execute(
        """UPDATE house.bank_file SET state = $2, booked_lines = $3, counts = $4, problems = $5, finished_at = $6
            WHERE bank_file_id = $1""",
        file.bank_file_id,
        file.state,
        file.booked_lines,
        dict(file.counts),
        list(file.problems),
        file.finished_at,
    )


async def newest(connection: Connection, limit: int = 100) -> list[BankFile]:
    """The files that came last."""
    rows = await connection.fetch("SELECT * FROM house.bank_file ORDER BY received_at DESC LIMIT $1", limit)
    return [_file_of(row) for row in rows]
