"""Deliveries that have reached nobody so far, as a case handler sees them, with what was said of them last."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from fordring.storage.deliveries import NEWEST, Delivery, delivery_of
from fordring.storage.transaction import Connection

GIVEN_UP = ("failed", "returned")
STATES = (*GIVEN_UP, "waiting")

_SELECT = """
    SELECT d.*, m.account_id, c.claim_no, coalesce(a.detail, '') AS detail
      FROM delivery d JOIN merchant m USING (merchant_id) LEFT JOIN claim c USING (merchant_id, claim_id)
      LEFT JOIN LATERAL (SELECT detail FROM delivery_attempt a
           WHERE (a.merchant_id, a.delivery_id) = (d.merchant_id, d.delivery_id)
           ORDER BY attempt_no DESC LIMIT 1) a ON true"""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A delivery that came to nothing or is tried again, and whose it is.

    `detail` is what was said of it last: by the mail server, the print house, or whatever was in the way. A report, an
    invitation and a code have no claim.
    """

    delivery: Delivery
    account_id: str
    claim_no: int | None
    detail: str


async def listed(
    connection: Connection,
    states: Collection[str] = GIVEN_UP,
    merchants: Collection[UUID] | None = None,
    before: UUID | None = None,
    limit: int = 100,
) -> list[Undelivered]:
    """The newest deliveries in these of STATES, those made before that one; of these merchants, None for all.

    `failed` is given up, `returned` came back and was not sent again, `waiting` was tried and is tried again; what of
    that is said twice is what the index has.
    """
    rows = await connection.fetch(
        f"""{_SELECT}
            WHERE (d.state IN ('failed', 'returned') OR d.state = 'waiting' AND d.attempts > 0) AND {NEWEST}
              AND d.state = ANY($1) AND ($2::uuid[] IS NULL OR d.merchant_id = ANY($2))
              AND ($3::uuid IS NULL OR d.delivery_id < $3)
            ORDER BY d.delivery_id DESC LIMIT $4""",
        list(states),
        None if merchants is None else list(merchants),
        before,
        limit,
    )
    return [_undelivered(row) for row in rows]


async def shown(connection: Connection, delivery: Delivery) -> Undelivered:
    """The delivery, whatever its state."""
    its = f"{_SELECT} WHERE (d.merchant_id, d.delivery_id) = ($1, $2)"
    [row] = await connection.fetch(its, delivery.merchant_id, delivery.delivery_id)
    return _undelivered(row)


def _undelivered(row: asyncpg.Record) -> Undelivered:
    return Undelivered(delivery_of(row), row["account_id"], row["claim_no"], row["detail"])
