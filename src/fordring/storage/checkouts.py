"""Checkouts with their events, which stand in the checkout's own row.

The content of a paid checkout is its purchase's: it moves there with the payment, so nothing is kept twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.purchase.checkout import Checkout, CheckoutEvent, CheckoutKind, Lock
from fordring.domain.purchase.purchase import Kind, Request
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.domain.telling import CAME_TO_NOTHING, Topic
from fordring.storage.purchases import callback_of, callback_row
from fordring.storage.telling import told_row
from fordring.storage.terms import terms_of, terms_row
from fordring.storage.transaction import Connection
from fordring.storage.unit import Row, Unit

SELECT = """
    SELECT c.*, p.content AS paid_content FROM checkout c
      LEFT JOIN purchase p ON (p.merchant_id, p.purchase_id) = (c.merchant_id, c.purchase_id)
     WHERE c.merchant_id = $1"""

MUTABLE = (
    *("currency", "amount_minor", "merchant_reference_2", "payer_name", "store_id", "given", "content", "lock_id"),
    *("locked_until", "purchase_id", "cancelled_by", "cancelled_at", "updated_at"),
)
SAVE = f"""
    UPDATE checkout SET events = events || $3::jsonb, {", ".join(f"{name} = ${n}" for n, name in enumerate(MUTABLE, 4))}
     WHERE merchant_id = $1 AND checkout_id = $2"""
TELL = """
    UPDATE checkout c SET events = events || jsonb_build_array(jsonb_build_object(
               'kind', 'callback_sent',
               'at', coalesce(m.clock_frozen_at, $4::timestamptz + m.clock_offset_ms * interval '1 millisecond'),
               'request_id', $5::uuid, 'asked_by', $6::text, 'headers', '{}'::jsonb,
               'facts', jsonb_build_object('purchase_event_no', e.event_no)))
      FROM unnest($1::uuid[], $2::uuid[], $3::integer[]) AS told (merchant_id, purchase_id, event_no)
      JOIN purchase_event e USING (merchant_id, purchase_id, event_no)
      JOIN purchase p USING (merchant_id, purchase_id)
      JOIN merchant m USING (merchant_id)
     WHERE e.kind IN ('authorized', 'declined') AND (c.merchant_id, c.checkout_id) = (p.merchant_id, p.checkout_id)"""


def checkout_of(row: asyncpg.Record) -> Checkout:
    """The checkout in a row of SELECT."""
    names = (
        *("merchant_id", "checkout_id", "profile_id", "currency", "created_at", "updated_at", "expires_at"),
        *("merchant_reference_2", "customer_id", "store_id", "payer_name", "system_headers", "purchase_id"),
        *("cancelled_by", "cancelled_at"),
    )
    return Checkout(
        **{name: row[name] for name in names},
        order=_order_of(row),
        terms=terms_of(row["terms"]),
        events=tuple(_event_of(event) for event in row["events"]),
        callback=callback_of(row["callback"]) if row["callback"] else None,
        content=row["content"] or row["paid_content"] or {},
        lock=Lock(row["lock_id"], row["locked_until"]) if row["lock_id"] else None,
    )


async def get(connection: Connection, merchant_id: UUID, checkout_id: UUID, *, lock: bool = False) -> Checkout:
    """One checkout of the merchant. Raises NotFoundError, also for another merchant's."""
    if lock:  # in a statement of its own: what the lock waited for must be visible to the reading behind it
        await connection.execute(
            "SELECT FROM checkout WHERE merchant_id = $1 AND checkout_id = $2 FOR UPDATE", merchant_id, checkout_id
        )
    row = await connection.fetchrow(f"{SELECT} AND c.checkout_id = $2", merchant_id, checkout_id)
    if row is None:
        raise NotFoundError("session", checkout_id)
    return checkout_of(row)


async def listed(
    connection: Connection, merchant_id: UUID, conditions: Sequence[str], values: Sequence[Any], limit: int
) -> list[Checkout]:
    """Newest first, by conditions of `checkout_listing.py` whose parameters begin at $3."""
    where = "".join(f" AND {condition}" for condition in conditions)
    rows = await connection.fetch(
        f"{SELECT}{where} ORDER BY c.created_at DESC, c.checkout_id DESC LIMIT $2", merchant_id, limit, *values
    )
    return [checkout_of(row) for row in rows]


async def require(connection: Connection, merchant_id: UUID, checkout_id: UUID) -> None:
    """Raise NotFoundError unless it is one of the merchant's."""
    found = await connection.fetchval(
        "SELECT true FROM checkout WHERE merchant_id = $1 AND checkout_id = $2", merchant_id, checkout_id
    )
    if not found:
        raise NotFoundError("session", checkout_id)


def add(unit: Unit, checkout: Checkout) -> None:
    """A new checkout joins the unit. One that is born paid leaves its content to its purchase."""
    unit.add(
        "checkout",
        {
            **_changing(checkout),
            "merchant_id": checkout.merchant_id,
            "checkout_id": checkout.checkout_id,
            "profile_id": checkout.profile_id,
            "merchant_reference": checkout.order.merchant_reference,
            "customer_id": checkout.customer_id,
            "terms": terms_row(checkout.terms),
            "callback": callback_row(checkout.callback) if checkout.callback else None,
            "system_headers": checkout.system_headers,
            "events": [_event_row(event) for event in checkout.events],
            "created_at": checkout.created_at,
            "expires_at": checkout.expires_at,
        },
    )


async def save(connection: Connection, before: Checkout, checkout: Checkout) -> None:
    """Store what changed of a locked checkout, and its new events."""
    changed = _changing(checkout)
    events = [_event_row(event) for event in checkout.events[len(before.events) :]]
    values = (changed[name] for name in MUTABLE)
    await connection.execute(SAVE, checkout.merchant_id, checkout.checkout_id, events, *values)


async def tell_callbacks(
    connection: Connection, sent: Sequence[tuple[UUID, UUID, int]], wall: datetime, request: Request
) -> None:
    """Of these events of purchases (merchant, purchase, number) the merchant was called: their checkouts say so.

    Only how paying ended is told. The time is the merchant's, as that of every event.
    """
    columns = zip(*sent, strict=True)
    await connection.execute(TELL, *map(list, columns), wall, request.request_id, request.asked_by)


def owe_calls(unit: Unit, before: Checkout, checkout: Checkout, wall: datetime) -> None:
    """Owe what is told of a checkout that came to nothing, or not yet: its callback if it wants that, subscriptions."""
    subject, wanted = f"checkout {checkout.checkout_id}", checkout.callback
    seconds = wanted.delay_seconds if wanted and Kind.DECLINED in wanted.kinds else None
    for number, event in enumerate(checkout.events[len(before.events) :], start=len(before.events) + 1):
        if event.kind in CAME_TO_NOTHING and checkout.purchase_id is None:
            told = told_row(
                checkout.merchant_id, subject, number, [Topic.AUTHORIZATION], wall, callback_seconds=seconds
            )
            unit.add("told", {**told, "checkout_id": checkout.checkout_id})


def _changing(checkout: Checkout) -> dict[str, Any]:
    """The columns that may change."""
    paid = checkout.purchase_id is not None
    return {
        "currency": checkout.currency,
        "amount_minor": checkout.order.amount_minor,
        "merchant_reference_2": checkout.merchant_reference_2,
        "payer_name": checkout.payer_name,
        "store_id": checkout.store_id,
        "given": None if paid else _order_row(checkout.order),
        "content": {} if paid else checkout.content,
        "lock_id": checkout.lock.lock_id if checkout.lock else None,
        "locked_until": checkout.lock.until if checkout.lock else None,
        "purchase_id": checkout.purchase_id,
        "cancelled_by": checkout.cancelled_by,
        "cancelled_at": checkout.cancelled_at,
        "updated_at": checkout.updated_at,
    }


def _order_row(order: GivenOrder) -> Row:
    return {"vat_minor": order.vat_minor, "lines": [asdict(line) for line in order.lines]}


def _order_of(row: asyncpg.Record) -> GivenOrder:
    given: Mapping[str, Any] = row["given"] or {}
    lines = tuple(GivenLine(**line) for line in given.get("lines", ()))
    return GivenOrder(row["amount_minor"], row["merchant_reference"], given.get("vat_minor"), lines)


def _event_row(event: CheckoutEvent) -> Row:
    return {
        "kind": event.kind,
        "at": event.at,
        "request_id": event.request.request_id,
        "asked_by": event.request.asked_by,
        "headers": event.request.headers,
        "facts": event.facts,
    }


def _event_of(row: Mapping[str, Any]) -> CheckoutEvent:
    request = Request(UUID(row["request_id"]), row["asked_by"], row["headers"])
    return CheckoutEvent(CheckoutKind(row["kind"]), datetime.fromisoformat(row["at"]), request, row["facts"])
