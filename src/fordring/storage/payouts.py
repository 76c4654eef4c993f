"""Payouts to merchants, and what waits for them; those that the bank has confirmed are settlements (`settlements`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.money import Money
from fordring.domain.payment.disbursement import Named
from fordring.domain.payment.price import Waiting
from fordring.domain.purchase.settlement import SettlementStatus
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

SENT, CONFIRMED, REJECTED = "sent", "confirmed", "rejected"

ReceivedBy = Mapping[UUID, date]
"""By merchant, the last day on which money came in that may leave; whoever is not named is paid whatever came in."""


@dataclass(frozen=True, slots=True)
class Payout:
    """Money sent to a merchant: gross less commission and its VAT, in minor units; `reference` is the bank's way back.

    `payee_name`, `payee_country` and `payout_account` are those of the day it was sent; the payee's bank is told
    `payee_reference`, else `payee_text`. `claim_id` is set where it is for one claim alone. `settled_at` is the
    merchant's clock when the bank had confirmed it, and `settlement_no` its public id from then on; with
    `internal_accounting_id` the merchant's books have it.
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
    claim_id: UUID | None = None
    payee_reference: str = ""
    payee_text: str = ""
    settlement_no: int | None = None
    internal_accounting_id: str | None = None

    @property
    def net(self) -> Money:
        """What the merchant gets."""
        return Money(self.net_minor, self.currency)

    @property
    def fee_minor(self) -> int:
        """What the operator keeps: commission and the VAT on it."""
        return self.commission_minor + self.vat_minor


@dataclass(frozen=True, slots=True)
class SettlementFilter:
    """Which settlements: by the time they were settled or made, `after` the last one seen.

    They are listed by when they were settled, or made where that is asked about. `search` is a part of an id or of a
    reference.
    """

    settled_from: datetime | None = None
    settled_to: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    search: str | None = None
    after: Payout | None = None

    @property
    def by_making(self) -> bool:
        """Whether it is the making that is asked about."""
        return self.created_from is not None or self.created_to is not None


@dataclass(frozen=True, slots=True)
class PaidLine:
    """An amount in a payout, in minor units: a purchase's principal with its event, or costs of a claim (None).

    `paid_on` is the day of the money, `at` when it was booked by the merchant's clock, else that day's beginning.
    """

    claim_id: UUID
    purchase_id: UUID | None
    event_no: int | None
    amount_minor: int
    paid_on: date
    at: datetime


_COLUMNS = tuple(Payout.__slots__)


def payout_of(row: asyncpg.Record) -> Payout:
    """The payout in a row of `payout`."""
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


_RIPE = """(w.received_by IS NULL OR p.amount_minor < 0 OR EXISTS (
                  SELECT FROM entry e WHERE (e.merchant_id, e.entry_id) = (p.merchant_id, p.entry_id)
                     AND e.value_on <= w.received_by))"""
"""Whether `p` of `payable` may leave: what came in after `w.received_by` may not, what is owed back always may."""

_WAITING = "sum(amount_minor)::bigint AS minor, count(DISTINCT entry_id) FILTER (WHERE amount_minor > 0) AS payments"


async def take_payables(
    connection: Connection, bank_account_id: UUID, payout_ids: Mapping[UUID, UUID], received_by: ReceivedBy
) -> dict[UUID, Waiting]:
    """Put all that may leave for these merchants into the payout of each (merchant → payout); how much that is.

    The caller has locked the bank account, so nothing is added meanwhile.
    """
    rows = await connection.fetch(
        f"""WITH taken AS (
               UPDATE payable p SET payout_id = w.payout_id
                 FROM unnest($2::uuid[], $3::uuid[], $4::date[]) AS w(merchant_id, payout_id, received_by)
                WHERE p.bank_account_id = $1 AND p.payout_id IS NULL AND p.merchant_id = w.merchant_id AND {_RIPE}
               RETURNING p.merchant_id, p.entry_id, p.amount_minor)
           SELECT merchant_id, {_WAITING} FROM taken GROUP BY merchant_id""",
        bank_account_id,
        list(payout_ids),
        list(payout_ids.values()),
        [received_by.get(merchant_id) for merchant_id in payout_ids],
    )
    return {row["merchant_id"]: Waiting(row["minor"], row["payments"]) for row in rows}


async def waiting_by_claim(
    connection: Connection, bank_account_id: UUID, merchants: Collection[UUID], received_by: ReceivedBy
) -> dict[UUID, dict[UUID, Waiting]]:
    """What may leave for these merchants from this account, by claim."""
    rows = await connection.fetch(
        f"""SELECT p.merchant_id, p.claim_id, {_WAITING}
              FROM payable p JOIN unnest($2::uuid[], $3::date[]) AS w(merchant_id, received_by) USING (merchant_id)
             WHERE p.bank_account_id = $1 AND p.payout_id IS NULL AND {_RIPE}
             GROUP BY p.merchant_id, p.claim_id ORDER BY p.merchant_id, p.claim_id""",
        bank_account_id,
        list(merchants),
        [received_by.get(merchant_id) for merchant_id in merchants],
    )
    waiting: dict[UUID, dict[UUID, Waiting]] = {merchant_id: {} for merchant_id in merchants}
    for row in rows:
        waiting[row["merchant_id"]][row["claim_id"]] = Waiting(row["minor"], row["payments"])
    return waiting


async def take_claims(
    connection: Connection,
    bank_account_id: UUID,
    taken: Collection[tuple[UUID, UUID, UUID]],
    received_by: ReceivedBy,
) -> None:
    """Put what may leave for each of these claims into its payout: merchant, claim and payout. As `take_payables`."""
    await connection.execute(
        f"""UPDATE payable p SET payout_id = w.payout_id
             FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[])
                  AS w(merchant_id, claim_id, payout_id, received_by)
            WHERE p.bank_account_id = $1 AND p.payout_id IS NULL
              AND (p.merchant_id, p.claim_id) = (w.merchant_id, w.claim_id) AND {_RIPE}""",
        bank_account_id,
        *([each[place] for each in taken] for place in range(3)),
        [received_by.get(merchant_id) for merchant_id, _, _ in taken],
    )


async def names_of(connection: Connection, claims: Collection[tuple[UUID, UUID]]) -> dict[UUID, Named]:
    """What these claims (merchant, claim) are called where their money arrives."""
    rows = await connection.fetch(
        """SELECT claim_id, CASE WHEN own_reference THEN reference ELSE '' END AS reference,
                  coalesce(own_number, number, claim_no::text) AS number
             FROM unnest($1::uuid[], $2::uuid[]) AS w(merchant_id, claim_id)
             JOIN claim USING (merchant_id, claim_id)""",
        [merchant_id for merchant_id, _ in claims],
        [claim_id for _, claim_id in claims],
    )
    return {row["claim_id"]: Named(row["reference"] or "", row["number"]) for row in rows}


async def told_back_as(connection: Connection, merchant_id: UUID, claim_id: UUID, minor: int) -> list[Payout]:
    """Payouts for this claim alone, gross or net of this amount, that no report was taken for yet; oldest first."""
    rows = await connection.fetch(
        """SELECT * FROM payout p
            WHERE merchant_id = $1 AND claim_id = $2 AND $3 IN (gross_minor, net_minor) AND state <> 'rejected'
              AND NOT EXISTS (SELECT FROM reported_booking b
                               WHERE (b.merchant_id, b.payout_id) = (p.merchant_id, p.payout_id))
            ORDER BY created_at, payout_id""",
        merchant_id,
        claim_id,
        minor,
    )
    return [payout_of(row) for row in rows]


async def free_payables(connection: Connection, merchant_id: UUID, payout_id: UUID) -> None:
    """What was in this payout waits for the next one."""
    await connection.execute(
        "UPDATE payable SET payout_id = NULL WHERE merchant_id = $1 AND payout_id = $2", merchant_id, payout_id
    )


def add(unit: Unit, payout: Payout) -> None:
    """A new payout."""
    later = ("settlement_no", "internal_accounting_id")
    unit.add("payout", {name: getattr(payout, name) for name in _COLUMNS if name not in later})


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


async def lines_of(connection: Connection, payout: Payout) -> list[PaidLine]:
    """What the payout is made of, in the order in which the money came; the lines sum to its gross."""
    rows = await connection.fetch(
        """SELECT y.claim_id, y.purchase_id, y.event_no, y.amount_minor, x.value_on AS paid_on,
                  coalesce(v.at, x.value_on::timestamp AT TIME ZONE 'UTC') AS at
             FROM payable y JOIN entry x USING (merchant_id, entry_id)
             LEFT JOIN purchase_event v USING (merchant_id, purchase_id, event_no)
            WHERE y.merchant_id = $1 AND y.payout_id = $2 ORDER BY y.entry_id, y.line_no""",
        payout.merchant_id,
        payout.payout_id,
    )
    return [PaidLine(**dict(row)) for row in rows]


async def of_order(connection: Connection, order_id: UUID) -> list[Payout]:
    """The payouts in one payment order, in the order of the file."""
    rows = await connection.fetch("SELECT * FROM payout WHERE order_id = $1 ORDER BY reference", order_id)
    return [payout_of(row) for row in rows]


async def by_references(
    connection: Connection, references: Collection[str], bank_account_id: UUID | None = None, *, lock: bool = False
) -> dict[str, Payout]:
    """Payouts by their references, from this account only when one is named. Lock the account before changing one.

    Whoever shares the account with others locks the payouts themselves.
    """
    rows = await connection.fetch(
        f"""SELECT * FROM payout WHERE reference = ANY($1) AND ($2::uuid IS NULL OR bank_account_id = $2)
             ORDER BY reference {"FOR UPDATE" if lock else ""}""",
        list(references),
        bank_account_id,
    )
    return {row["reference"]: payout_of(row) for row in rows}


async def by_reference(connection: Connection, reference: str) -> Payout:
    """One payout. Raises NotFoundError."""
    found = await by_references(connection, [reference])
    if reference not in found:
        raise NotFoundError("payout", reference)
    return found[reference]


async def ended(connection: Connection, payout: Payout) -> Payout:
    """Store how a payout ended; one that was made is a settlement from now on, and has its number."""
    row = await connection.fetchrow(
        """UPDATE payout SET state = $3, settled_at = $4, reason = $5,
                  settlement_no = CASE WHEN $3 = 'confirmed' THEN nextval('house.settlement_no') END
            WHERE merchant_id = $1 AND payout_id = $2 RETURNING *""",
        payout.merchant_id,
        payout.payout_id,
        payout.state,
        payout.settled_at,
        payout.reason,
    )
    if row is None:
        raise NotFoundError("payout", payout.reference)
    return payout_of(row)


async def settlements(
    connection: Connection, merchant_id: UUID, which: SettlementFilter, limit: int = 10
) -> list[Payout]:
    """The merchant's settlements, newest first: the payouts that the bank has confirmed.

    A search looks through all of the merchant's own, which are a few a day at most: no index would be smaller.
    """
    clock = "created_at" if which.by_making else "settled_at"
    rows = await connection.fetch(
        f"""SELECT p.* FROM payout p
            WHERE p.merchant_id = $1 AND p.state = 'confirmed'
              AND ($2::timestamptz IS NULL OR p.settled_at >= $2) AND ($3::timestamptz IS NULL OR p.settled_at <= $3)
              AND ($4::timestamptz IS NULL OR p.created_at >= $4) AND ($5::timestamptz IS NULL OR p.created_at <= $5)
              AND ($6::text IS NULL OR position(lower($6) IN p.payout_id || ' ' || lower(p.reference)) > 0)
              AND ($7::uuid IS NULL OR (p.{clock}, p.payout_id) < ($8::timestamptz, $7))
            ORDER BY p.{clock} DESC, p.payout_id DESC LIMIT $9""",
        merchant_id,
        which.settled_from,
        which.settled_to,
        which.created_from,
        which.created_to,
        which.search,
        which.after.payout_id if which.after else None,
        getattr(which.after, clock) if which.after else None,
        limit,
    )
    return [payout_of(row) for row in rows]


async def settlement(connection: Connection, merchant_id: UUID, payout_id: UUID) -> Payout:
    """One settlement of the merchant. Raises NotFoundError, also for another merchant's and what is not confirmed."""
    row = await connection.fetchrow(
        "SELECT * FROM payout WHERE merchant_id = $1 AND payout_id = $2 AND state = 'confirmed'", merchant_id, payout_id
    )
    if row is None:
        raise NotFoundError("settlement", payout_id)
    return payout_of(row)
