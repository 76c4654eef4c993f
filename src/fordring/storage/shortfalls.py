"""What merchants owe more than waits for them, and what of it was invoiced, by which claim."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.storage.payouts import Payout
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Owing:
    """A merchant owes so much more than waits for it on a client account, in minor units, since a value day."""

    merchant_id: UUID
    bank_account_id: UUID
    currency: str
    minor: int
    since: date


@dataclass(frozen=True, slots=True)
class Invoiced:
    """What a merchant owed and was invoiced for, `as_of` a day of its own, by a claim of the invoicer's."""

    merchant_id: UUID
    shortfall_id: UUID
    bank_account_id: UUID
    entry_id: UUID
    currency: str
    amount_minor: int
    as_of: date
    invoicer_id: UUID
    claim_id: UUID
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class InvoicedAs:
    """An invoiced shortfall with what names it and its invoice, and what is open of that."""

    account_id: str
    name: str
    currency: str
    amount_minor: int
    as_of: date
    invoicer: str
    claim_no: int
    number: str
    due_on: date
    open_minor: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What went into a shortfall of one purchase, in minor units; None where it is of no purchase."""

    claim_id: UUID
    purchase_id: UUID | None
    minor: int


async def owing(
    connection: Connection, merchants: Collection[UUID] | None = None, bank_account_id: UUID | None = None
) -> list[Owing]:
    """Merchants that owe more than waits for them, who has longest first; of these or one account where named."""
    among = "" if merchants is None else "AND p.merchant_id = ANY($2)"
    rows = await connection.fetch(
        f"""SELECT p.merchant_id, p.bank_account_id, p.currency, -sum(p.amount_minor)::bigint AS minor,
                  min(e.value_on) FILTER (WHERE p.amount_minor < 0) AS since
             FROM payable p JOIN entry e USING (merchant_id, entry_id)
            WHERE p.payout_id IS NULL AND ($1::uuid IS NULL OR p.bank_account_id = $1) {among}
            GROUP BY p.merchant_id, p.bank_account_id, p.currency HAVING sum(p.amount_minor) < 0
            ORDER BY since, p.merchant_id, p.bank_account_id""",
        bank_account_id,
        *(() if merchants is None else (list(merchants),)),
    )
    return [Owing(**dict(row)) for row in rows]


async def take(connection: Connection, owed: Owing, shortfall_id: UUID) -> list[Taken]:
    """Put all that waits for the merchant on the account into the shortfall; what that was, by purchase.

    The caller has locked the bank account, so nothing is added meanwhile.
    """
    rows = await connection.fetch(
        """WITH taken AS (
               UPDATE payable SET payout_id = $4
                WHERE merchant_id = $1 AND bank_account_id = $2 AND currency = $3 AND payout_id IS NULL
               RETURNING claim_id, purchase_id, amount_minor)
           SELECT claim_id, purchase_id, sum(amount_minor)::bigint AS minor FROM taken
            GROUP BY claim_id, purchase_id ORDER BY claim_id, purchase_id""",
        owed.merchant_id,
        owed.bank_account_id,
        owed.currency,
        shortfall_id,
    )
    return [Taken(**dict(row)) for row in rows]


def add(unit: Unit, invoiced: Invoiced) -> None:
    """A shortfall that was invoiced."""
    unit.add("shortfall", {name: getattr(invoiced, name) for name in Invoiced.__slots__})


_INVOICED = """SELECT m.account_id, m.name, s.currency, s.amount_minor, s.as_of, i.account_id AS invoicer, c.claim_no,
                       c.number, c.due_on, c.open_principal + c.open_fees + c.open_interest AS open_minor
                  FROM shortfall s JOIN merchant m USING (merchant_id)
                  JOIN merchant i ON i.merchant_id = s.invoicer_id
                  JOIN claim c ON (c.merchant_id, c.claim_id) = (s.invoicer_id, s.claim_id)"""


async def invoiced(connection: Connection, merchants: Collection[UUID] | None = None) -> list[InvoicedAs]:
    """What was invoiced, the newest first, a thousand at most; of these merchants where they are named."""
    rows = await connection.fetch(
        f"""{_INVOICED} WHERE $1::uuid[] IS NULL OR s.merchant_id = ANY($1)
             ORDER BY s.created_at DESC, s.shortfall_id DESC LIMIT 1000""",
        None if merchants is None else list(merchants),
    )
    return [InvoicedAs(**dict(row)) for row in rows]


async def before(connection: Connection, payout: Payout) -> list[InvoicedAs]:
    """What the merchant was invoiced for on the payout's account, from its order before to this one; oldest first.

    Of an order's payouts for single invoices the first tells it.
    """
    rows = await connection.fetch(
        f"""WITH earlier AS (
               SELECT max(created_at) FILTER (WHERE order_id <> $4) AS at, min(payout_id::text) FILTER (
                      WHERE order_id = $4) AS first
                 FROM payout WHERE merchant_id = $1 AND bank_account_id = $2 AND state <> 'rejected'
                  AND created_at <= $3)
           {_INVOICED}, earlier
            WHERE s.merchant_id = $1 AND s.bank_account_id = $2 AND s.created_at <= $3
              AND (earlier.at IS NULL OR s.created_at > earlier.at) AND earlier.first = $5::uuid::text
            ORDER BY s.created_at, s.shortfall_id""",
        payout.merchant_id,
        payout.bank_account_id,
        payout.created_at,
        payout.order_id,
        payout.payout_id,
    )
    return [InvoicedAs(**dict(row)) for row in rows]
