"""The lines of bookkeeping that clients registered with their claims, for whoever reads them by period."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class BookedClaim:
    """A claim with those of its lines that lie in the period, as they were given; `invoiced_on` is its own day."""

    merchant_id: UUID
    claim_no: int
    kind: str
    own_id: str | None
    number: str | None
    currency: str
    invoiced_on: date | None
    lines: list[Mapping[str, Any]]


async def booked_claims(
    connection: Connection,
    merchants: Collection[UUID],
    first_day: date | None,
    last_day: date | None,
    after: int = 0,
    limit: int = 100,
) -> list[BookedClaim]:
    """The claims that were started and have lines booked in the period, by their public ids.

    A line without a day of its own counts on its claim's. One that was withdrawn before its issue has none.
    """
    rows = await connection.fetch(
        """SELECT c.merchant_id, c.claim_no, c.kind, c.content ->> 'own_id' AS own_id,
                  coalesce(c.own_number, c.number) AS number, c.currency, d.invoiced_on, l.lines
             FROM claim c
             CROSS JOIN LATERAL (SELECT coalesce(c.issued_on, (c.content ->> 'invoice_on')::date) AS invoiced_on) d
             CROSS JOIN LATERAL (
                  SELECT jsonb_agg(line ORDER BY place) AS lines
                    FROM jsonb_array_elements(c.content #> '{given,bookkeeping}') WITH ORDINALITY AS b(line, place),
                         LATERAL (SELECT coalesce((line ->> 'booking_date')::date, d.invoiced_on) AS day) o
                   WHERE ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day <= $3)) l
            WHERE c.merchant_id = ANY($1) AND c.claim_no > $4 AND c.content #> '{given,bookkeeping}' <> '[]'
              AND c.state <> 'draft' AND NOT (c.closed_because IS NOT DISTINCT FROM 'withdrawn' AND c.issued_on IS NULL)
              AND l.lines IS NOT NULL
            ORDER BY c.claim_no LIMIT $5""",
        list(merchants),
        first_day,
        last_day,
        after,
        limit,
    )
    return [BookedClaim(**dict(row)) for row in rows]
