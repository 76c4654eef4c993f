"""Payment orders: one file to a bank for one account. Its bytes follow from this row and its transfers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A pain.001 file: `sha256` witnesses its bytes, which stand in the blob store under `blob_key`."""

    order_id: UUID
    bank_account_id: UUID
    message_id: str
    file_name: str
    blob_key: str
    currency: str
    total_minor: int
    transfers: int
    execute_on: date
    debtor_name: str
    created_at: datetime
    sha256: str = ""
    size_bytes: int = 0


_COLUMNS = tuple(OrderRow.__slots__)


def _order_of(row: asyncpg.Record) -> OrderRow:
    return OrderRow(**{name: row[name] for name in _COLUMNS})


def add(unit: Unit, order: OrderRow) -> None:
    """A new order."""
    unit.add("house.payment_order", {name: getattr(order, name) for name in _COLUMNS})


async def get(connection: Connection, order_id: UUID) -> OrderRow:
    """One order. Raises NotFoundError."""
    row = await connection.fetchrow("SELECT * FROM house.payment_order WHERE order_id = $1", order_id)
    if row is None:
        raise NotFoundError("payment order", order_id)
    return _order_of(row)


async def by_message_id(connection: Connection, message_id: str) -> OrderRow | None:
    """The order of that message id, if there is one."""
    row = await connection.fetchrow("SELECT * FROM house.payment_order WHERE message_id = $1", message_id)
    return _order_of(row) if row else None


async def newest(connection: Connection, limit: int = 100) -> list[OrderRow]:
    """The orders that were made last."""
    rows = await connection.fetch("SELECT * FROM house.payment_order ORDER BY created_at DESC LIMIT $1", limit)
    return [_order_of(row) for row in rows]
