"""What interrupts a claim's limitation: the day that was told, which stands in its content, and days of payments."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.storage.reported import DIRECT_PAYMENT
from fordring.storage.transaction import Connection

# What was given back did not pay: of what the bank brought, payment by payment; of what came to the merchant itself,
# the newest first.
PAID_ON = f"""
    SELECT p.claim_id, p.paid_on FROM payment p
     WHERE p.merchant_id = $1 AND p.claim_id = ANY($2) AND p.reverses IS NULL
       AND p.principal_minor + p.fees_minor + p.interest_minor
           + coalesce((SELECT sum(r.principal_minor + r.fees_minor + r.interest_minor) FROM payment r
                        WHERE (r.merchant_id, r.reverses) = (p.merchant_id, p.payment_id)), 0) > 0
    UNION
    SELECT claim_id, value_on FROM (
        SELECT claim_id, value_on, booked_minor,
               sum(greatest(booked_minor, 0)) OVER (PARTITION BY claim_id ORDER BY value_on, booking_id) AS so_far,
               sum(booked_minor) OVER (PARTITION BY claim_id) AS left_minor
          FROM reported_booking WHERE merchant_id = $1 AND claim_id = ANY($2) AND {DIRECT_PAYMENT}) d
     WHERE booked_minor > 0 AND so_far - booked_minor < left_minor
     ORDER BY claim_id, paid_on"""


async def interrupt(connection: Connection, claim: Claim, on: date) -> None:
    """The period runs anew from that day. Lock the claim before."""
    await connection.execute(
        """UPDATE claim SET content = content || jsonb_build_object('interrupted_on', $3::date)
            WHERE merchant_id = $1 AND claim_id = $2""",
        claim.merchant_id,
        claim.claim_id,
        on,
    )


async def paid_on(
    connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID]
) -> dict[UUID, tuple[date, ...]]:
    """The days on which these claims were paid in part; those without any are left out."""
    found: dict[UUID, tuple[date, ...]] = {}
    for row in await connection.fetch(PAID_ON, merchant_id, list(claim_ids)):
        found[row["claim_id"]] = (*found.get(row["claim_id"], ()), row["paid_on"])
    return found
