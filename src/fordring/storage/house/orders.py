"""Payment orders: one file to a bank for one account. Its bytes follow from this row and its transfers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Work

WAITING, RELEASED = "waiting", "released"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A pain.001 file: `sha256` witnesses its bytes, which stand in the blob store under `blob_key`.

    `made_by` is the client that made it; while it is WAITING there is no file,
    and another client must release it.
    """

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
    pain_version: str
    service_level: str
    state: str
    made_by: str
    sha256: str = ""
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """What somebody did with an order, by the wall clock."""

    order_id: UUID
    event_no: int
    kind: str
    by: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


_COLUMNS = tuple(OrderRow.__slots__)
_EVENT = tuple(OrderEvent.__slots__)


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


async def unreleased(connection: Connection, order_ids: Collection[UUID]) -> set[UUID]:
    """Those of the orders that wait for a second client, so that they have no file yet."""
    if not order_ids:
        return set()
    rows = await connection.fetch(
        "SELECT order_id FROM house.payment_order WHERE order_id = ANY($1) AND state = $2", list(order_ids), WAITING
    )
    return {row["order_id"] for row in rows}


async def by_message_id(connection: Connection, message_id: str) -> OrderRow | None:
    """The order of that message id, if there is one."""
    row = await connection.fetchrow("SELECT * FROM house.payment_order WHERE message_id = $1", message_id)
    return _order_of(row) if row else None


async def released(connection: Connection, order: OrderRow) -> OrderRow:
    """The order, its file free from now on; its account is locked by the caller."""
    row = await connection.fetchrow(
        "UPDATE house.payment_order SET state = 'released' WHERE order_id = $1 RETURNING *", order.order_id
    )
    if row is None:
        raise NotFoundError("payment order", order.order_id)
    return _order_of(row)


def happened(unit: Unit, event: OrderEvent) -> None:
    """A new event of an order."""
    unit.add("house.payment_order_event", {name: getattr(event, name) for name in _EVENT})


async def next_event(connection: Connection, order: OrderRow, kind: str, work: Work, **facts: Any) -> OrderEvent:
    """The event that comes next in the order's story, of whoever asks."""
    last = await connection.fetchval(
        "SELECT coalesce(max(event_no), 0) FROM house.payment_order_event WHERE order_id = $1", order.order_id
    )
    return OrderEvent(order.order_id, last + 1, kind, work.asker.name, work.wall, facts)


async def events(connection: Connection, order_ids: Collection[UUID]) -> dict[UUID, list[OrderEvent]]:
    """The story of each of these orders."""
    rows = await connection.fetch(
        "SELECT * FROM house.payment_order_event WHERE order_id = ANY($1) ORDER BY order_id, event_no", list(order_ids)
    )
    found: dict[UUID, list[OrderEvent]] = {order_id: [] for order_id in order_ids}
    for row in rows:
        found[row["order_id"]].append(OrderEvent(**{name: row[name] for name in _EVENT}))
    return found


async def newest(connection: Connection, limit: int = 100) -> list[OrderRow]:
    """The orders that were made last."""
    rows = await connection.fetch("SELECT * FROM house.payment_order ORDER BY created_at DESC LIMIT $1", limit)
    return [_order_of(row) for row in rows]
