"""What stands beside a claim in its file: its story, its papers and their sending, the payments it received."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.storage.claims import claim_of, event_of
from fordring.storage.deliveries import Delivery, delivery_of
from fordring.storage.documents import Document, document_of
from fordring.storage.holding import may_be_stopped
from fordring.storage.merchants import COLUMNS, FROM, merchant_of
from fordring.storage.reported import DIRECT_PAYMENT
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


@dataclass(frozen=True, slots=True)
class Beside:
    """The claim's story, documents and deliveries, the oldest first, and its payments in the order they were booked.

    Payments that the merchant received itself are among them, and letters that are about other claims too, with their
    sendings.
    """

    events: Sequence[ClaimEvent]
    documents: Sequence[Document]
    deliveries: Sequence[Delivery]
    payments: Sequence[Received]


@dataclass(frozen=True, slots=True)
class Starting:
    """A claim that is asked to start: its merchant, what stands beside it, whether it or its payer was ever stopped.

    Of a draft `beside` is whole: nothing was sent, no step was taken, and its creditor can have reported nothing.
    """

    merchant: Merchant
    claim: Claim
    beside: Beside
    may_be_stopped: bool


OF_CLAIM = "merchant_id = $1 AND claim_id = $2"
BESIDE = f"""SELECT
    (SELECT array_agg(e ORDER BY event_no) FROM claim_event e WHERE {OF_CLAIM}) AS events,
    (SELECT array_agg(d ORDER BY document_id) FROM document d
      WHERE merchant_id = $1 AND document_id IN (
            SELECT document_id FROM document WHERE {OF_CLAIM}
            UNION SELECT document_id FROM step WHERE {OF_CLAIM})) AS documents,
    (SELECT array_agg(d ORDER BY delivery_id) FROM (
            SELECT d, d.delivery_id FROM delivery d WHERE {OF_CLAIM}
            UNION ALL
            SELECT d, d.delivery_id FROM step s JOIN document p USING (merchant_id, document_id)
              JOIN delivery d ON (d.merchant_id, d.claim_id, d.document_id) = (p.merchant_id, p.claim_id, p.document_id)
             WHERE s.merchant_id = $1 AND s.claim_id = $2 AND p.claim_id <> s.claim_id
            ) AS sent) AS deliveries,
    (SELECT array_agg(p ORDER BY recorded_at, payment_id) FROM payment p WHERE {OF_CLAIM}) AS payments,
    (SELECT array_agg(b ORDER BY recorded_at, report_id, part_no) FROM reported_booking b
      WHERE {OF_CLAIM} AND {DIRECT_PAYMENT}) AS direct"""
"""What stands beside the claim $2 of the merchant $1, as columns."""
STARTING = f"""
    SELECT {COLUMNS}, c AS claim, {may_be_stopped("c")} AS may_be_stopped,
           (SELECT array_agg(e ORDER BY event_no) FROM claim_event e
             WHERE (e.merchant_id, e.claim_id) = (c.merchant_id, c.claim_id)) AS events,
           (SELECT array_agg(d ORDER BY document_id) FROM document d
             WHERE (d.merchant_id, d.claim_id) = (c.merchant_id, c.claim_id)) AS documents,
           (SELECT array_agg(p ORDER BY recorded_at, payment_id) FROM payment p
             WHERE (p.merchant_id, p.claim_id) = (c.merchant_id, c.claim_id)) AS payments
      {FROM} JOIN house.claim_directory n USING (merchant_id)
      JOIN claim c ON (c.merchant_id, c.claim_id) = (n.merchant_id, n.claim_id)
     WHERE n.claim_no = $1 AND n.merchant_id = ANY($2::uuid[])"""


async def beside(connection: Connection, claim: Claim) -> Beside:
    """All of it, in one round trip."""
    row = await connection.fetchrow(BESIDE, claim.merchant_id, claim.claim_id)
    assert row is not None
    return _beside(row)


async def starting(connection: Connection, claim_no: int, covered: Collection[UUID]) -> Starting:
    """The claim with this public id of one of the merchants covered, in one round trip and unlocked.

    Raises NotFoundError, also for a claim of others.
    """
    row = await connection.fetchrow(STARTING, claim_no, list(covered))
    if row is None:
        raise NotFoundError("claim", claim_no)
    found = _beside({**row, "deliveries": (), "direct": ()})
    claim = claim_of({**row["claim"], "event_count": len(found.events)})
    return Starting(merchant_of(row), claim, found, row["may_be_stopped"])


def _beside(row: asyncpg.Record | Mapping[str, Any]) -> Beside:
    payments = [*map(_received, row["payments"] or ()), *map(_received_directly, row["direct"] or ())]
    return Beside(
        events=[event_of(each) for each in row["events"] or ()],
        documents=[document_of(each) for each in row["documents"] or ()],
        deliveries=[delivery_of(each) for each in row["deliveries"] or ()],
        payments=sorted(payments, key=lambda received: received.recorded_at),
    )


def _received(row: asyncpg.Record) -> Received:
    return Received(
        row["payment_id"],
        row["amount_minor"],
        Parts(row["principal_minor"], row["fees_minor"], row["interest_minor"]),
        row["surplus_minor"],
        row["paid_on"],
        row["reason"],
        row["recorded_at"],
    )


def _received_directly(row: asyncpg.Record) -> Received:
    return Received(
        row["booking_id"],
        row["booked_minor"],
        Parts(principal=row["booked_minor"]),
        0,
        row["value_on"],
        row["description"] or "",
        row["recorded_at"],
        direct=True,
    )
