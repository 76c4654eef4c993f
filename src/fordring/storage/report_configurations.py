"""Report configurations: which files of a settlement's report a merchant wants by e-mail, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.reports import FileType
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the files go: an e-mail address, or the merchant's own where it is None."""

    destination_id: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ReportConfiguration:
    """One configuration. `providers`, `filters` and `send_every` are echoed as the face was given them.

    `applies`: the face says that settlements of ours satisfy providers and filters. Times are the merchant's clock.
    """

    merchant_id: UUID
    configuration_id: UUID
    filetypes: Sequence[FileType]
    destinations: Sequence[Destination]
    providers: Sequence[str]
    filters: Sequence[Mapping[str, Any]]
    send_every: int | None
    applies: bool
    created_at: datetime
    updated_at: datetime
    last_send_at: datetime | None = None


_COLUMNS = tuple(ReportConfiguration.__slots__)
_CHANGED = ("filetypes", "destinations", "providers", "filters", "send_every", "applies", "updated_at")


def _configuration_of(row: asyncpg.Record) -> ReportConfiguration:
    facts = {name: row[name] for name in _COLUMNS}
    read = {
        "filetypes": tuple(FileType(each) for each in row["filetypes"]),
        "destinations": tuple(Destination(**each) for each in row["destinations"]),
    }
    return ReportConfiguration(**facts | read)


def _stored(configuration: ReportConfiguration, names: Sequence[str]) -> list[Any]:
    destinations = [{"destination_id": to.destination_id, "address": to.address} for to in configuration.destinations]
    facts = {
        "filetypes": list(configuration.filetypes),
        "destinations": destinations,
        "providers": list(configuration.providers),
        "filters": list(configuration.filters),
    }
    return [facts.get(name, getattr(configuration, name)) for name in names]


async def add(connection: Connection, configuration: ReportConfiguration) -> None:
    """A new configuration."""
    places = ", ".join(f"${place}" for place in range(1, len(_COLUMNS) + 1))
    await connection.execute(
        f"INSERT INTO report_configuration ({', '.join(_COLUMNS)}) VALUES ({places})", *_stored(configuration, _COLUMNS)
    )


async def save(connection: Connection, configuration: ReportConfiguration) -> None:
    """Store what was changed of it."""
    changes = ", ".join(f"{name} = ${place}" for place, name in enumerate(_CHANGED, start=3))
    await connection.execute(
        f"UPDATE report_configuration SET {changes} WHERE merchant_id = $1 AND configuration_id = $2",
        configuration.merchant_id,
        configuration.configuration_id,
        *_stored(configuration, _CHANGED),
    )


async def remove(connection: Connection, configuration: ReportConfiguration) -> None:
    """Forget it; what it has sent is kept."""
    await connection.execute(
        "DELETE FROM report_configuration WHERE merchant_id = $1 AND configuration_id = $2",
        configuration.merchant_id,
        configuration.configuration_id,
    )


async def get(
    connection: Connection, merchant_id: UUID, configuration_id: UUID, *, lock: bool = False
) -> ReportConfiguration:
    """One configuration of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        "SELECT * FROM report_configuration WHERE merchant_id = $1 AND configuration_id = $2"
        f"{' FOR UPDATE' if lock else ''}",
        merchant_id,
        configuration_id,
    )
    if row is None:
        raise NotFoundError("report configuration", configuration_id)
    return _configuration_of(row)


async def listed(
    connection: Connection, merchant_id: UUID, after: ReportConfiguration | None, limit: int
) -> list[ReportConfiguration]:
    """The merchant's configurations, the newest first; after `after` where it is given."""
    rows = await connection.fetch(
        """SELECT * FROM report_configuration
            WHERE merchant_id = $1 AND ($2::uuid IS NULL OR (created_at, configuration_id) < ($3::timestamptz, $2))
            ORDER BY created_at DESC, configuration_id DESC LIMIT $4""",
        merchant_id,
        after.configuration_id if after else None,
        after.created_at if after else None,
        limit,
    )
    return [_configuration_of(row) for row in rows]


async def applying(connection: Connection, merchant_id: UUID) -> list[ReportConfiguration]:
    """Those by which a settlement's report is sent, the oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM report_configuration WHERE merchant_id = $1 AND applies ORDER BY created_at, configuration_id",
        merchant_id,
    )
    return [_configuration_of(row) for row in rows]


async def sent(connection: Connection, merchant_id: UUID, configuration_id: UUID, at: datetime) -> None:
    """A report went out by it, if it is still there."""
    await connection.execute(
        "UPDATE report_configuration SET last_send_at = $3 WHERE merchant_id = $1 AND configuration_id = $2",
        merchant_id,
        configuration_id,
        at,
    )
