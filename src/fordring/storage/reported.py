"""What merchants' own books reported about claims: direct payments and credits, a row for each part of a report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fordring.domain.payment.reported import Kind
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

DIRECT_PAYMENT = "kind = 'direct_payment' AND booked_minor <> 0"
"""Which bookings are of money that came to the merchant itself, or that was taken back."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A part of a report, minor units: what was asked, what was booked of it, and why not the rest."""

    merchant_id: UUID
    booking_id: UUID
    report_id: UUID
    part_no: int
    kind: Kind
    claim_id: UUID
    claim_no: int
    accounting_id: str | None
    fingerprint: str
    currency: str
    asked_minor: int
    booked_minor: int
    open_principal: int
    ignored: str
    note_no: int | None
    value_on: date
    description: str | None
    created_by: str
    recorded_at: datetime
    payout_id: UUID | None = None


def add(unit: Unit, booking: Booking) -> None:
    """A part of a report."""
    unit.add("reported_booking", {name: getattr(booking, name) for name in Booking.__slots__})


async def under(connection: Connection, merchants: Collection[UUID], kind: Kind, accounting_id: str) -> list[Booking]:
    """Everything that was reported under the client's own id about claims of these merchants, oldest first."""
    return await _found(
        connection, "merchant_id = ANY($1) AND kind = $2 AND accounting_id = $3", list(merchants), kind, accounting_id
    )


async def direct_payments_of(connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID]) -> list[Booking]:
    """The direct payments of claims that were booked, and what was taken back of them, oldest first."""
    condition = f"merchant_id = $1 AND claim_id = ANY($2) AND {DIRECT_PAYMENT}"
    return await _found(connection, condition, merchant_id, list(claim_ids))


async def _found(connection: Connection, condition: str, *values: Any) -> list[Booking]:
    rows: Sequence[Any] = await connection.fetch(
        f"SELECT * FROM reported_booking WHERE {condition} ORDER BY recorded_at, report_id, part_no", *values
    )
    return [Booking(**{name: row[name] for name in Booking.__slots__} | {"kind": Kind(row["kind"])}) for row in rows]
