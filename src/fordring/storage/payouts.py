"""Payouts to merchants: a payout with its payables is a settlement with its lines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.money import Money
from fordring.domain.purchase.settlement import SettlementStatus
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

SENT, CONFIRMED, REJECTED = "sent", "confirmed", "rejected"


@dataclass(frozen=True, slots=True)
class Payout:
    """Money sent to a merchant: gross less commission and its VAT, in minor units; `reference` is the bank's way back.

    `payee_name`, `payee_country` and `payout_account` are those of the day it was sent. `settled_at` is the merchant's
    clock when the bank had confirmed it.
    """

    merchant_id: UUID
    payout_id: UUID
    bank_account_id: UUID
    reference: str
    order_id: UUID
    state: str
    currency: str
    gross_minor: int
    commission_minor: int
    vat_minor: int
    net_minor: int
    payee_name: str
    payee_country: str
    payout_account: str
    created_at: datetime
    reason: str = ""
    settled_at: datetime | None = None

    @property
    def net(self) -> Money:
        """What the merchant gets."""
        return Money(self.net_minor, self.currency)


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """What one payment brought the merchant. `purchase_id` is None for fees and interest and for claims without one."""

    claim_id: UUID
    claim_no: int
    number: str | None
    own_number: str | None
    purchase_id: UUID | None
    merchant_reference: str | None
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class SettlementFilter:
    """Which settlements: by the day they were settled or made, `after` the last one seen, rejected ones never."""

    settled_from: datetime | None = None
    settled_to: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    only_settled: bool = False
    after: UUID | None = None


_COLUMNS = tuple(Payout.__slots__)


def _payout_of(row: asyncpg.Record) -> Payout:
    return Payout(**{name: row[name] for name in _COLUMNS})


async def merchants_due(
    connection: Connection, bank_account_id: UUID, only: Collection[UUID] | None = None
) -> list[UUID]:
    """Whose money on this account waits, the sum being above zero; of these merchants only when they are named."""
    rows = await connection.fetch(
        """SELECT merchant_id FROM payable
            WHERE bank_account_id = $1 AND payout_id IS NULL AND ($2::uuid[] IS NULL OR merchant_id = ANY($2))
            GROUP BY merchant_id HAVING sum(amount_minor) > 0 ORDER BY merchant_id""",
        bank_account_id,
        None if only is None else list(only),
    )
    return [row["merchant_id"] for row in rows]


async def take_payables(
    connection: Connection, bank_account_id: UUID, payout_ids: Mapping[UUID, UUID]
) -> dict[UUID, int]:
    """Put all that waits for these merchants into the payout of each (merchant → payout); their sums in minor units.

    The caller has locked the bank account, so nothing is added meanwhile.
    """
    rows = await connection.fetch(
        """WITH taken AS (
               UPDATE payable p SET payout_id = w.payout_id
                 FROM unnest($2::uuid[], $3::uuid[]) AS w(merchant_id, payout_id)
                WHERE p.bank_account_id = $1 AND p.payout_id IS NULL AND p.merchant_id = w.merchant_id
               RETURNING p.merchant_id, p.amount_minor)
           SELECT merchant_id, sum(amount_minor)::bigint AS gross FROM taken GROUP BY merchant_id""",
        bank_account_id,
        list(payout_ids),
        list(payout_ids.values()),
    )
    return {row["merchant_id"]: row["gross"] for row in rows}


async def free_payables(connection: Connection, merchant_id: UUID, payout_id: UUID) -> None:
    """What was in this payout waits for the next one."""
    await connection.execute(
        "UPDATE payable SET payout_id = NULL WHERE merchant_id = $1 AND payout_id = $2", merchant_id, payout_id
    )


def add(unit: Unit, payout: Payout) -> None:
    """A new payout."""
    unit.add("payout", {name: getattr(payout, name) for name in _COLUMNS})


async def purchases_sent(connection: Connection, payouts: Sequence[Payout]) -> None:
    """Every purchase whose principal is in these payouts has it pending, and so is its settlement."""
    await connection.execute(
        """UPDATE purchase p SET pending_minor = p.pending_minor + s.sent, settlement_status = $4, updated_at = s.at
             FROM (SELECT y.merchant_id, y.purchase_id, w.at, sum(y.amount_minor) AS sent
                     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS w(merchant_id, payout_id, at)
                     JOIN payable y USING (merchant_id, payout_id)
                    WHERE y.purchase_id IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(y.amount_minor) <> 0) s
            WHERE (p.merchant_id, p.purchase_id) = (s.merchant_id, s.purchase_id)""",
        [payout.merchant_id for payout in payouts],
        [payout.payout_id for payout in payouts],
        [payout.created_at for payout in payouts],
        SettlementStatus.PENDING,
    )


async def principal_of(connection: Connection, payout: Payout) -> dict[UUID, int]:
    """How much principal of each purchase is in the payout, in the order of locking."""
    rows = await connection.fetch(
        """SELECT purchase_id, sum(amount_minor)::bigint AS principal FROM payable
            WHERE merchant_id = $1 AND payout_id = $2 AND purchase_id IS NOT NULL
            GROUP BY claim_id, purchase_id HAVING sum(amount_minor) <> 0 ORDER BY claim_id, purchase_id""",
        payout.merchant_id,
        payout.payout_id,
    )
    return {row["purchase_id"]: row["principal"] for row in rows}


async def of_order(connection: Connection, order_id: UUID) -> list[Payout]:
    """The payouts in one payment order, in the order of the file."""
    rows = await connection.fetch("SELECT * FROM payout WHERE order_id = $1 ORDER BY reference", order_id)
    return [_payout_of(row) for row in rows]


async def by_references(
    connection: Connection, references: Collection[str], bank_account_id: UUID | None = None
) -> dict[str, Payout]:
    """Payouts by their references, from this account only when one is named. Lock the account before changing one."""
    rows = await connection.fetch(
        "SELECT * FROM payout WHERE reference = ANY($1) AND ($2::uuid IS NULL OR bank_account_id = $2)",
        list(references),
        bank_account_id,
    )
    return {row["reference"]: _payout_of(row) for row in rows}


async def by_reference(connection: Connection, reference: str) -> Payout:
    """One payout. Raises NotFoundError."""
    found = await by_references(connection, [reference])
    if reference not in found:
        raise NotFoundError("payout", reference)
    return found[reference]


async def ended(connection: Connection, payout: Payout) -> None:
    """Store how a payout ended."""
    await connection.execute(
        "UPDATE payout SET state = $3, settled_at = $4, reason = $5 WHERE merchant_id = $1 AND payout_id = $2",
        payout.merchant_id,
        payout.payout_id,
        payout.state,
        payout.settled_at,
        payout.reason,
    )


async def settlements(
    connection: Connection, merchant_id: UUID, which: SettlementFilter, limit: int = 10
) -> list[Payout]:
    """The merchant's settlements, newest first."""
    rows = await connection.fetch(
        """SELECT p.* FROM payout p
             LEFT JOIN payout last ON last.merchant_id = p.merchant_id AND last.payout_id = $7
            WHERE p.merchant_id = $1 AND p.state <> 'rejected'
              AND ($2::timestamptz IS NULL OR p.settled_at >= $2) AND ($3::timestamptz IS NULL OR p.settled_at <= $3)
              AND ($4::timestamptz IS NULL OR p.created_at >= $4) AND ($5::timestamptz IS NULL OR p.created_at <= $5)
              AND (NOT $6 OR p.settled_at IS NOT NULL)
              AND ($7::uuid IS NULL OR (p.created_at, p.payout_id) < (last.created_at, last.payout_id))
            ORDER BY p.created_at DESC, p.payout_id DESC LIMIT $8""",
        merchant_id,
        which.settled_from,
        which.settled_to,
        which.created_from,
        which.created_to,
        which.only_settled,
        which.after,
        limit,
    )
    return [_payout_of(row) for row in rows]


async def settlement(connection: Connection, merchant_id: UUID, payout_id: UUID) -> Payout:
    """One settlement of the merchant. Raises NotFoundError, also for another merchant's."""
    row = await connection.fetchrow(
        "SELECT * FROM payout WHERE merchant_id = $1 AND payout_id = $2", merchant_id, payout_id
    )
    if row is None:
        raise NotFoundError("settlement", payout_id)
    return _payout_of(row)


async def settlement_lines(connection: Connection, merchant_id: UUID, payout_id: UUID) -> list[SettlementLine]:
    """What the settlement is made of, in the order the money came; the lines sum to its gross."""
    rows = await connection.fetch(
        """SELECT y.claim_id, c.claim_no, c.number, c.own_number, y.purchase_id, p.merchant_reference, y.currency,
                  y.amount_minor
             FROM payable y JOIN claim c USING (merchant_id, claim_id)
             LEFT JOIN purchase p ON (p.merchant_id, p.purchase_id) = (y.merchant_id, y.purchase_id)
            WHERE y.merchant_id = $1 AND y.payout_id = $2 ORDER BY y.entry_id, y.line_no""",
        merchant_id,
        payout_id,
    )
    return [SettlementLine(**dict(row)) for row in rows]
