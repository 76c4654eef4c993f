"""Refunds to payers: what waits, what is on its way, and how each ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.domain.payment.refund import Refund, State
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

_PLAIN = (
    *("merchant_id", "refund_id", "claim_id", "payment_id", "bank_account_id", "payee_name", "to_account", "reason"),
    *("created_at", "message", "order_id", "sent_at", "ended_at", "ended_because"),
)


@dataclass(frozen=True, slots=True)
class ListedRefund:
    """A refund with what is said of it: the merchant's public id, and the claim's integer id, its number and payer.

    What the house owes, whose claim was never found, has neither.
    """

    refund: Refund
    account_id: str | None
    claim_no: int | None
    number: str | None
    billing: Mapping[str, Any]


def refund_of(row: asyncpg.Record) -> Refund:
    """The refund in a row of `refund`."""
    facts = {name: row[name] for name in _PLAIN}
    return Refund(**facts, amount=Money(row["amount_minor"], row["currency"]), state=State(row["state"]))


def add(unit: Unit, refund: Refund) -> None:
    """A new refund."""
    money = {"currency": refund.amount.currency, "amount_minor": refund.amount.minor}
    unit.add("refund", {name: getattr(refund, name) for name in _PLAIN} | money | {"state": refund.state})


_LISTED = """
    SELECT r.*, m.account_id, c.claim_no, coalesce(c.own_number, c.number) AS number, c.billing
      FROM refund r LEFT JOIN merchant m USING (merchant_id) LEFT JOIN claim c USING (merchant_id, claim_id)"""


async def to_send(
    connection: Connection, bank_account_id: UUID, only: Collection[UUID] | None = None
) -> list[ListedRefund]:
    """What waits on this account and has somewhere to go, oldest first; of these merchants only when they are named.

    What the house owes goes with whatever goes.

    The caller has locked the bank account, so nothing is added or given another account meanwhile.
    """
    rows = await connection.fetch(
        f"""{_LISTED}
            WHERE r.bank_account_id = $1 AND r.state = 'waiting' AND r.to_account <> ''
              AND ($2::uuid[] IS NULL OR r.merchant_id = ANY($2 || $3))
            ORDER BY r.refund_id""",
        bank_account_id,
        None if only is None else list(only),
        [HOUSE],
    )
    return [_listed(row) for row in rows]


async def open_refunds(connection: Connection, limit: int = 1000) -> list[ListedRefund]:
    """What is owed to payers and has not left yet, waiting or on its way, and what payers owe; oldest first."""
    rows = await connection.fetch(
        f"{_LISTED} WHERE r.state IN ('waiting', 'sent', 'owing') ORDER BY r.created_at, r.refund_id LIMIT $1", limit
    )
    return [_listed(row) for row in rows]


async def shown(connection: Connection, reference: str) -> ListedRefund:
    """One refund, as it is listed. Raises NotFoundError."""
    row = await connection.fetchrow(f"{_LISTED} WHERE r.reference = $1", reference)
    if row is None:
        raise NotFoundError("refund", reference)
    return _listed(row)


def _listed(row: asyncpg.Record) -> ListedRefund:
    return ListedRefund(refund_of(row), row["account_id"], row["claim_no"], row["number"], row["billing"] or {})


async def by_references(
    connection: Connection, references: Collection[str], *, lock: bool = False
) -> dict[str, Refund]:
    """Refunds by their references. Lock the bank account before changing one, or share it and lock the refunds."""
    rows = await connection.fetch(
        f"SELECT * FROM refund WHERE reference = ANY($1) ORDER BY reference {'FOR UPDATE' if lock else ''}",
        list(references),
    )
    return {row["reference"]: refund_of(row) for row in rows}


async def by_reference(connection: Connection, reference: str) -> Refund:
    """One refund. Raises NotFoundError."""
    found = await by_references(connection, [reference])
    if reference not in found:
        raise NotFoundError("refund", reference)
    return found[reference]


async def of_order(connection: Connection, order_id: UUID) -> list[Refund]:
    """The refunds in one payment order, in the order of the file."""
    rows = await connection.fetch("SELECT * FROM refund WHERE order_id = $1 ORDER BY reference", order_id)
    return [refund_of(row) for row in rows]


async def of_payments(connection: Connection, merchant_id: UUID, payments: Collection[UUID]) -> list[Refund]:
    """What of these payments waits to go back, and what their payers owe, the newest first; its account is locked."""
    rows = await connection.fetch(
        """SELECT * FROM refund WHERE merchant_id = $1 AND payment_id = ANY($2) AND state IN ('waiting', 'owing')
            ORDER BY refund_id DESC""",
        merchant_id,
        list(payments),
    )
    return [refund_of(row) for row in rows]


async def on_their_way(connection: Connection, merchant_id: UUID, payment_id: UUID) -> list[Refund]:
    """The refunds of a payment of which the bank has said nothing yet; its account is locked."""
    rows = await connection.fetch(
        "SELECT * FROM refund WHERE merchant_id = $1 AND payment_id = $2 AND state = 'sent'", merchant_id, payment_id
    )
    return [refund_of(row) for row in rows]


async def written_off(connection: Connection, merchant_id: UUID, payment_id: UUID) -> bool:
    """Whether something that a payer owed of this payment's refund was given up."""
    found: bool = await connection.fetchval(
        """SELECT EXISTS (SELECT FROM refund r JOIN entry e ON e.merchant_id = r.merchant_id
                            AND e.cause = 'refund ' || r.reference AND e.kind = 'refund_written_off'
                           WHERE r.merchant_id = $1 AND r.payment_id = $2 AND r.state = 'cancelled')""",
        merchant_id,
        payment_id,
    )
    return found


async def save(connection: Connection, refunds: Sequence[Refund]) -> None:
    """Store what changed of refunds whose bank account is locked."""
    await connection.execute(
        """UPDATE refund r SET state = n.state, to_account = n.to_account, payee_name = n.payee_name,
                  message = n.message, order_id = n.order_id, sent_at = n.sent_at, ended_at = n.ended_at,
                  ended_because = n.ended_because
             FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[],
                         $8::timestamptz[], $9::timestamptz[], $10::text[])
                  AS n(merchant_id, refund_id, state, to_account, payee_name, message, order_id, sent_at, ended_at,
                       ended_because)
            WHERE (r.merchant_id, r.refund_id) = (n.merchant_id, n.refund_id)""",
        [refund.merchant_id for refund in refunds],
        [refund.refund_id for refund in refunds],
        [refund.state for refund in refunds],
        [refund.to_account for refund in refunds],
        [refund.payee_name for refund in refunds],
        [refund.message for refund in refunds],
        [refund.order_id for refund in refunds],
        [refund.sent_at for refund in refunds],
        [refund.ended_at for refund in refunds],
        [refund.ended_because for refund in refunds],
    )
