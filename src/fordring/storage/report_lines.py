"""What settlement reports are made of: each amount of a payout, or each chosen purchase, with all that names it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An amount in minor units with its purchase (None for costs, and for claims without one) and its claim.

    `principal_minor` is how much of it is principal, `paid_on` the bank's day. `made_at` is when the purchase was made.
    """

    amount_minor: int
    principal_minor: int
    paid_on: date | None
    claim_id: UUID | None
    claim_no: int | None
    number: str | None
    purchase_id: UUID | None
    event_no: int | None
    checkout_id: UUID | None
    merchant_reference: str | None
    merchant_reference_2: str | None
    made_at: datetime | None


BOUGHT = "p.checkout_id, p.merchant_reference, p.merchant_reference_2, p.created_at AS made_at"
CLAIMED = "c.claim_no, coalesce(c.own_number, c.number) AS number"


async def of_payout(connection: Connection, merchant_id: UUID, payout_id: UUID) -> list[SourceLine]:
    """The lines of a payout in the order in which the money came; they sum to its gross.

    Where a claim has no purchase, its principal is what the entry posted of it.
    """
    rows = await connection.fetch(
        f"""SELECT y.amount_minor, y.claim_id, y.purchase_id, y.event_no, x.value_on AS paid_on, {CLAIMED}, {BOUGHT},
                   CASE WHEN y.purchase_id IS NOT NULL THEN y.amount_minor ELSE
                   (SELECT coalesce(sum(-o.amount_minor), 0) FROM posting o
                     WHERE (o.merchant_id, o.entry_id, o.claim_id) = (y.merchant_id, y.entry_id, y.claim_id)
                       AND o.account = 'receivable.principal')
                   - (SELECT coalesce(sum(z.amount_minor), 0) FROM payable z
                       WHERE (z.merchant_id, z.entry_id, z.claim_id) = (y.merchant_id, y.entry_id, y.claim_id)
                         AND z.purchase_id IS NOT NULL) END::bigint AS principal_minor
              FROM payable y JOIN entry x USING (merchant_id, entry_id) JOIN claim c USING (merchant_id, claim_id)
              LEFT JOIN purchase p ON (p.merchant_id, p.purchase_id) = (y.merchant_id, y.purchase_id)
             WHERE y.merchant_id = $1 AND y.payout_id = $2 ORDER BY y.entry_id, y.line_no""",
        merchant_id,
        payout_id,
    )
    return [_line_of(row) for row in rows]


async def of_purchases(connection: Connection, merchant_id: UUID, purchase_ids: Collection[UUID]) -> list[SourceLine]:
    """These purchases, oldest first, each with its whole amount as if it had been paid."""
    rows = await connection.fetch(
        f"""SELECT p.amount_minor, p.amount_minor AS principal_minor, NULL::date AS paid_on, p.claim_id, p.purchase_id,
                   NULL::integer AS event_no, {CLAIMED}, {BOUGHT}
              FROM purchase p LEFT JOIN claim c USING (merchant_id, claim_id)
             WHERE p.merchant_id = $1 AND p.purchase_id = ANY($2) ORDER BY p.created_at, p.purchase_id""",
        merchant_id,
        list(purchase_ids),
    )
    return [_line_of(row) for row in rows]


async def newest_purchases(
    connection: Connection, merchant_id: UUID, between: tuple[datetime, datetime] | None, limit: int
) -> list[UUID]:
    """The newest purchases, of those made from one moment to another where that is asked; the newest first."""
    since, until = between or (None, None)
    rows = await connection.fetch(
        """SELECT purchase_id FROM purchase
            WHERE merchant_id = $1 AND ($2::timestamptz IS NULL OR created_at >= $2)
              AND ($3::timestamptz IS NULL OR created_at <= $3)
            ORDER BY created_at DESC, purchase_id DESC LIMIT $4""",
        merchant_id,
        since,
        until,
        limit,
    )
    return [row["purchase_id"] for row in rows]


async def billed(
    connection: Connection, merchant_id: UUID, lines: Sequence[SourceLine]
) -> dict[UUID, Sequence[Mapping[str, Any]]]:
    """What was billed for, with its VAT: by purchase where several share an invoice, else by claim."""
    purchase_ids = {line.purchase_id for line in lines if line.purchase_id is not None}
    items = await connection.fetch(
        "SELECT purchase_id AS billed, lines FROM billing_item WHERE merchant_id = $1 AND purchase_id = ANY($2)",
        merchant_id,
        list(purchase_ids),
    )
    apart = {row["billed"] for row in items}
    claim_ids = {line.claim_id for line in lines if line.claim_id is not None and line.purchase_id not in apart}
    claims = await connection.fetch(
        """SELECT claim_id AS billed, content -> 'lines' AS lines FROM claim
            WHERE merchant_id = $1 AND claim_id = ANY($2)""",
        merchant_id,
        list(claim_ids),
    )
    return {row["billed"]: row["lines"] or () for row in (*items, *claims)}


def _line_of(row: asyncpg.Record) -> SourceLine:
    return SourceLine(**{name: row[name] for name in SourceLine.__slots__})
