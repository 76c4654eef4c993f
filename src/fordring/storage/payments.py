"""What money in needs of many claims and purchases at once: locked, read lean and saved, a statement for each set."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Kind, Product, Purchase, PurchaseEvent, Request
from fordring.storage.claims import COUNT, claim_of
from fordring.storage.merchants import COLUMNS, FROM, merchant_of
from fordring.storage.purchases import callback_of
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received for a claim, and which parts it covered, in minor units; `surplus_minor` is owed to the payer.

    `fees_operator_minor` of the fees are the operator's. Below zero: what was taken back of what it `reverses`; above
    zero what was here after all.
    """

    merchant_id: UUID
    payment_id: UUID
    claim_id: UUID
    bank_line_id: UUID
    currency: str
    amount_minor: int
    principal_minor: int
    fees_minor: int
    interest_minor: int
    surplus_minor: int
    paid_on: date
    reason: str
    reverses: UUID | None = None
    fees_operator_minor: int = 0


WANTED = "unnest($1::uuid[], $2::uuid[]) AS w(merchant_id, {key})"
LEAN_CLAIM = """
    c.merchant_id, c.claim_id, c.claim_no, c.kind, c.state, c.closed_because, c.own_number, c.number,
    c.credits_claim_id, c.bank_account_id, c.reference, c.payer_key, '{}'::jsonb AS billing, c.business, c.currency,
    c.principal_minor, c.open_principal, c.open_fees, c.open_interest, c.open_fees_operator, c.issued_on, c.due_on,
    c.days_until_due, c.channel, c.collection_started, c.next_step_on, '{}'::jsonb AS content, c.fingerprint,
    c.created_at, c.updated_at, c.stamp, c.own_reference, c.paused_at, c.paused_because, c.paused_until,
    c.page_key, c.last_step, c.contact"""
LEAN = """
    SELECT p.merchant_id, p.purchase_id, p.checkout_id, p.claim_id, p.product, p.status, p.currency, p.amount_minor,
           p.captured_minor, p.voided_minor, p.pending_minor, p.settled_minor, p.merchant_reference,
           p.merchant_reference_2, p.callback, p.created_at, p.updated_at, e.many, e.began_at, e.began_with, e.began_no
      FROM {source}
      JOIN purchase p USING (merchant_id, {key}),
           LATERAL (SELECT count(*)::integer AS many,
                           min(v.at) FILTER (WHERE v.kind = 'collection_started') AS began_at,
                           min(v.event_no) FILTER (WHERE v.kind = 'collection_started') AS began_no,
                           min(v.request_id::text) FILTER (WHERE v.kind = 'collection_started')::uuid AS began_with
                      FROM purchase_event v
                     WHERE (v.merchant_id, v.purchase_id) = (p.merchant_id, p.purchase_id)) e
     ORDER BY p.created_at, p.purchase_id"""


async def merchants_by_id(connection: Connection, merchant_ids: Collection[UUID]) -> dict[UUID, Merchant]:
    """These merchants."""
    rows = await connection.fetch(f"SELECT {COLUMNS} {FROM} WHERE m.merchant_id = ANY($1)", list(merchant_ids))
    return {row["merchant_id"]: merchant_of(row) for row in rows}


async def claims_locked(connection: Connection, keys: Sequence[tuple[UUID, UUID]]) -> dict[UUID, Claim]:
    """Claims of any merchants by (merchant, claim), locked in the order of their ids; their papers are not read."""
    pairs = [merchant for merchant, _ in keys], [claim for _, claim in keys]
    wanted = WANTED.format(key="claim_id")
    await connection.execute(
        f"SELECT FROM {wanted} JOIN claim c USING (merchant_id, claim_id) ORDER BY c.claim_id FOR UPDATE OF c", *pairs
    )
    rows = await connection.fetch(
        f"SELECT {LEAN_CLAIM}, {COUNT} FROM {wanted} JOIN claim c USING (merchant_id, claim_id)", *pairs
    )
    return {row["claim_id"]: claim_of(row) for row in rows}


async def purchases_of_claims_locked(
    connection: Connection, keys: Sequence[tuple[UUID, UUID]]
) -> dict[UUID, list[Purchase]]:
    """The lean purchases of claims by (merchant, claim), oldest first, by claim; lock their claims before."""
    found: defaultdict[UUID, list[Purchase]] = defaultdict(list)
    for purchase in await _locked(connection, "claim_id", keys):
        if purchase.claim_id is not None:
            found[purchase.claim_id].append(purchase)
    return found


async def purchases_locked(connection: Connection, keys: Sequence[tuple[UUID, UUID]]) -> list[Purchase]:
    """Lean purchases by (merchant, purchase), locked in the order of locking."""
    return await _locked(connection, "purchase_id", keys)


async def _locked(connection: Connection, key: str, keys: Sequence[tuple[UUID, UUID]]) -> list[Purchase]:
    pairs = [merchant for merchant, _ in keys], [other for _, other in keys]
    source = WANTED.format(key=key)
    joined = f"{source} JOIN purchase p USING (merchant_id, {key})"
    await connection.execute(f"SELECT FROM {joined} ORDER BY p.claim_id, p.purchase_id FOR UPDATE OF p", *pairs)
    return [_lean(row) for row in await connection.fetch(LEAN.format(source=source, key=key), *pairs)]


def _lean(row: asyncpg.Record) -> Purchase:
    """A purchase with no event but the one that started collection; its content stays in the database."""
    names = (
        *("merchant_id", "purchase_id", "checkout_id", "claim_id", "merchant_reference", "created_at", "updated_at"),
        *("captured_minor", "voided_minor", "pending_minor", "settled_minor", "merchant_reference_2"),
    )
    amount = Money(row["amount_minor"], row["currency"])
    began: tuple[PurchaseEvent, ...] = ()
    if row["began_no"] is not None:
        request = Request(row["began_with"], "")
        kind, status = Kind.COLLECTION_STARTED, Status.AUTHORIZED
        began = (PurchaseEvent(row["began_no"], kind, status, amount.minor, row["began_at"], request),)
    return Purchase(
        **{name: row[name] for name in names},
        product=Product(row["product"]),
        status=Status(row["status"]),
        amount=amount,
        events=began,
        callback=callback_of(row["callback"]) if row["callback"] else None,
        unread_events=row["many"] - len(began),
    )


async def save_claims(connection: Connection, claims: Sequence[Claim]) -> None:
    """Store what payments changed of locked claims. One that is closed waits for nobody any more."""
    await connection.execute(
        """WITH over AS (
               DELETE FROM follow_up_waiting w
                USING unnest($1::uuid[], $2::uuid[], $3::text[]) AS n(merchant_id, claim_id, state)
                WHERE (w.merchant_id, w.claim_id) = (n.merchant_id, n.claim_id) AND n.state = 'closed')
           UPDATE claim c SET state = n.state, closed_because = n.closed_because, open_principal = n.principal,
                  open_fees = n.fees, open_interest = n.interest, open_fees_operator = n.fees_operator,
                  next_step_on = n.next_step_on,
                  updated_at = n.updated_at, last_step = n.last_step
             FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
                         $8::date[], $9::timestamptz[], $10::bigint[], $11::text[])
                  AS n(merchant_id, claim_id, state, closed_because, principal, fees, interest, next_step_on,
                       updated_at, fees_operator, last_step)
            WHERE (c.merchant_id, c.claim_id) = (n.merchant_id, n.claim_id)""",
        [claim.merchant_id for claim in claims],
        [claim.claim_id for claim in claims],
        [claim.state for claim in claims],
        [claim.closed_because for claim in claims],
        [claim.open.principal for claim in claims],
        [claim.open.fees for claim in claims],
        [claim.open.interest for claim in claims],
        [claim.next_step_on for claim in claims],
        [claim.updated_at for claim in claims],
        [claim.open.fees_operator for claim in claims],
        [claim.last_step for claim in claims],
    )


async def save_purchases(connection: Connection, purchases: Sequence[Purchase]) -> None:
    """Store what money changed of locked purchases; their new events are the caller's to add."""
    if not purchases:
        return
    await connection.execute(
        """UPDATE purchase p SET status = n.status, settlement_status = n.settlement_status,
                  captured_minor = n.captured, voided_minor = n.voided, pending_minor = n.pending,
                  settled_minor = n.settled, updated_at = n.updated_at
             FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
                         $8::bigint[], $9::timestamptz[])
                  AS n(merchant_id, purchase_id, status, settlement_status, captured, voided, pending, settled,
                       updated_at)
            WHERE (p.merchant_id, p.purchase_id) = (n.merchant_id, n.purchase_id)""",
        [purchase.merchant_id for purchase in purchases],
        [purchase.purchase_id for purchase in purchases],
        [purchase.status for purchase in purchases],
        [purchase.settlement_status for purchase in purchases],
        [purchase.captured_minor for purchase in purchases],
        [purchase.voided_minor for purchase in purchases],
        [purchase.pending_minor for purchase in purchases],
        [purchase.settled_minor for purchase in purchases],
        [purchase.updated_at for purchase in purchases],
    )


def add(unit: Unit, payment: Payment, recorded_at: datetime) -> None:
    """A payment, or what is taken back of one."""
    unit.add("payment", {**{name: getattr(payment, name) for name in Payment.__slots__}, "recorded_at": recorded_at})


async def of_claim(connection: Connection, merchant_id: UUID, claim_id: UUID) -> list[Payment]:
    """The payments that came in for a claim, oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM payment WHERE merchant_id = $1 AND claim_id = $2 ORDER BY payment_id", merchant_id, claim_id
    )
    return [Payment(**{name: row[name] for name in Payment.__slots__}) for row in rows]
