"""Purchases and their events."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.money import Money
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Callback, Kind, Product, Purchase, PurchaseEvent, Request
from fordring.domain.telling import NEWS
from fordring.storage.telling import told_row
from fordring.storage.transaction import Connection
from fordring.storage.unit import Row, Unit

EVENTS = """
    (SELECT jsonb_agg(to_jsonb(e) ORDER BY e.event_no) FROM purchase_event e
      WHERE (e.merchant_id, e.purchase_id) = (p.merchant_id, p.purchase_id)) AS events"""
LOCK = "FROM purchase WHERE merchant_id = $1"


def _event_of(row: dict[str, Any]) -> PurchaseEvent:
    return PurchaseEvent(
        event_no=row["event_no"],
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        amount_minor=row["amount_minor"],
        at=datetime.fromisoformat(row["at"]),
        request=Request(UUID(row["request_id"]), row["created_by"], row["request_headers"]),
        success=row["success"],
        correlation_request_id=UUID(row["correlation_request_id"]) if row["correlation_request_id"] else None,
        event_reference=row["event_reference"],
        facts=row["facts"],
    )


def callback_of(stored: dict[str, Any]) -> Callback:
    """The callback as it was stored with its purchase."""
    return Callback(stored["url"], frozenset(Kind(kind) for kind in stored["kinds"]), stored["delay_seconds"])


def purchase_of(row: asyncpg.Record) -> Purchase:
    """The purchase in a row of `purchase p.*` with EVENTS."""
    names = (
        *("merchant_id", "purchase_id", "checkout_id", "claim_id", "merchant_reference", "created_at", "updated_at"),
        *("captured_minor", "voided_minor", "pending_minor", "settled_minor", "merchant_reference_2"),
        *("content", "system_headers"),
    )
    return Purchase(
        **{name: row[name] for name in names},
        product=Product(row["product"]),
        status=Status(row["status"]),
        amount=Money(row["amount_minor"], row["currency"]),
        events=tuple(_event_of(event) for event in row["events"]),
        callback=callback_of(row["callback"]) if row["callback"] else None,
    )


async def get(connection: Connection, merchant_id: UUID, purchase_id: UUID, *, lock: bool = False) -> Purchase:
    """One purchase of the merchant. Raises NotFoundError, also for another merchant's."""
    if lock:  # in a statement of its own: what the lock waited for must be visible to the reading behind it
        await connection.execute(f"SELECT {LOCK} AND purchase_id = $2 FOR UPDATE", merchant_id, purchase_id)
    row = await connection.fetchrow(
        f"SELECT p.*, {EVENTS} FROM purchase p WHERE p.merchant_id = $1 AND p.purchase_id = $2",
        merchant_id,
        purchase_id,
    )
    if row is None:
        raise NotFoundError("transaction", purchase_id)
    return purchase_of(row)


async def of_claims(
    connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID], *, lock: bool = False
) -> list[Purchase]:
    """The purchases that these claims are about, oldest first."""
    wanted = list(claim_ids)
    if lock:
        ordered = "ORDER BY claim_id, purchase_id FOR UPDATE"
        await connection.execute(f"SELECT {LOCK} AND claim_id = ANY($2) {ordered}", merchant_id, wanted)
    rows = await connection.fetch(
        f"SELECT p.*, {EVENTS} FROM purchase p WHERE p.merchant_id = $1 AND p.claim_id = ANY($2)"
        " ORDER BY p.created_at, p.purchase_id",
        merchant_id,
        wanted,
    )
    return [purchase_of(row) for row in rows]


async def these(connection: Connection, merchant_id: UUID, purchase_ids: Sequence[UUID]) -> list[Purchase]:
    """Some purchases of the merchant, in this order."""
    rows = await connection.fetch(
        f"SELECT p.*, {EVENTS} FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted(purchase_id, place)"
        " JOIN purchase p ON p.merchant_id = $1 AND p.purchase_id = wanted.purchase_id ORDER BY place",
        merchant_id,
        list(purchase_ids),
    )
    return [purchase_of(row) for row in rows]


async def save(connection: Connection, unit: Unit, before: Purchase, purchase: Purchase, recorded_at: datetime) -> None:
    """Store what changed of a locked purchase; its new events join the unit."""
    unit.add("purchase_event", *event_rows(purchase, recorded_at, purchase.events[len(before.events) :]))
    await connection.execute(
        """UPDATE purchase SET status = $3, settlement_status = $4, captured_minor = $5, voided_minor = $6,
               pending_minor = $7, settled_minor = $8, merchant_reference_2 = $9, updated_at = $10
           WHERE merchant_id = $1 AND purchase_id = $2""",
        purchase.merchant_id,
        purchase.purchase_id,
        purchase.status,
        purchase.settlement_status,
        purchase.captured_minor,
        purchase.voided_minor,
        purchase.pending_minor,
        purchase.settled_minor,
        purchase.merchant_reference_2,
        purchase.updated_at,
    )


def row_of(purchase: Purchase, searched: Row) -> Row:
    """A new purchase as a row; `searched` holds customer_id, email, phone_number, payer_name, store_id."""
    return {
        "merchant_id": purchase.merchant_id,
        "purchase_id": purchase.purchase_id,
        "checkout_id": purchase.checkout_id,
        "claim_id": purchase.claim_id,
        "product": purchase.product,
        "status": purchase.status,
        "settlement_status": purchase.settlement_status,
        "currency": purchase.amount.currency,
        "amount_minor": purchase.amount.minor,
        "captured_minor": purchase.captured_minor,
        "voided_minor": purchase.voided_minor,
        "pending_minor": purchase.pending_minor,
        "settled_minor": purchase.settled_minor,
        "merchant_reference": purchase.merchant_reference,
        "merchant_reference_2": purchase.merchant_reference_2,
        "callback": callback_row(purchase.callback) if purchase.callback else None,
        "content": purchase.content,
        "system_headers": purchase.system_headers,
        "created_at": purchase.created_at,
        "updated_at": purchase.updated_at,
        **searched,
    }


def callback_row(callback: Callback) -> Row:
    """The callback as it is stored."""
    return {"url": callback.url, "kinds": sorted(callback.kinds), "delay_seconds": callback.delay_seconds}


def event_rows(purchase: Purchase, recorded_at: datetime, events: Sequence[PurchaseEvent]) -> list[Row]:
    """Events as rows."""
    return [
        {
            "merchant_id": purchase.merchant_id,
            "purchase_id": purchase.purchase_id,
            "event_no": event.event_no,
            "kind": event.kind,
            "status": event.status,
            "success": event.success,
            "amount_minor": event.amount_minor,
            "at": event.at,
            "request_id": event.request.request_id,
            "correlation_request_id": event.correlation_request_id,
            "event_reference": event.event_reference,
            "created_by": event.request.asked_by,
            "facts": event.facts,
            "request_headers": event.request.headers,
            "recorded_at": recorded_at,
        }
        for event in events
    ]


def owe_calls(unit: Unit, purchase: Purchase, events: Sequence[PurchaseEvent], wall: datetime) -> None:
    """Owe what these new events are told by: a call to the address the order named, and one to each subscription."""
    subject = f"purchase {purchase.purchase_id}"
    wanted = purchase.callback
    for event in events:
        topics = NEWS.get(event.kind, ())
        seconds = wanted.delay_seconds if wanted and event.kind in wanted.kinds else None
        if topics or seconds is not None:
            told = told_row(purchase.merchant_id, subject, event.event_no, topics, wall, callback_seconds=seconds)
            unit.add("told", {**told, "purchase_id": purchase.purchase_id})
