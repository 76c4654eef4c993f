"""What stands beside a claim in its file: the documents made of it and the payments it received."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.storage import reported
from fordring.storage.documents import Document
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Received:
    """A payment as it was shared over the claim's parts, minor units; `surplus_minor` is owed back to the payer.

    A `direct` one came to the merchant itself, who reported it, or takes that back (below zero); `reason` is what the
    merchant said of it.
    """

    payment_id: UUID
    amount_minor: int
    covered: Parts
    surplus_minor: int
    paid_on: date
    reason: str
    recorded_at: datetime
    direct: bool = False


async def documents_of(connection: Connection, claim: Claim) -> list[Document]:
    """The claim's documents, the oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM document WHERE merchant_id = $1 AND claim_id = $2 ORDER BY document_id",
        claim.merchant_id,
        claim.claim_id,
    )
    return [Document(**{name: row[name] for name in Document.__slots__}) for row in rows]


async def payments_of(connection: Connection, claim: Claim) -> list[Received]:
    """The claim's payments in the order they were booked, those that the merchant received itself among them."""
    direct = await reported.direct_payments_of(connection, claim.merchant_id, [claim.claim_id])
    rows = await connection.fetch(
        "SELECT * FROM payment WHERE merchant_id = $1 AND claim_id = $2 ORDER BY recorded_at, payment_id",
        claim.merchant_id,
        claim.claim_id,
    )
    ours = [
        Received(
            row["payment_id"],
            row["amount_minor"],
            Parts(row["principal_minor"], row["fees_minor"], row["interest_minor"]),
            row["surplus_minor"],
            row["paid_on"],
            row["reason"],
            row["recorded_at"],
        )
        for row in rows
    ]
    theirs = [
        Received(
            booking.booking_id,
            booking.booked_minor,
            Parts(principal=booking.booked_minor),
            0,
            booking.value_on,
            booking.description or "",
            booking.recorded_at,
            direct=True,
        )
        for booking in direct
    ]
    return sorted([*ours, *theirs], key=lambda received: received.recorded_at)
