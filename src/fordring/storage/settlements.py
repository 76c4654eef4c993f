"""Settlements as a merchant's accounting reads them: confirmed payouts by their public numbers, and what is in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import zone_names
from fordring.domain.errors import NotFoundError
from fordring.domain.ledger.suggestion import Collected
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout, payout_of
from fordring.storage.transaction import Connection
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SettlementsWanted:
    """Whose settlements, oldest first: only those not bookkept; made between two of the merchant's days, both included.

    `after` is the number of the last one seen.
    """

    merchants: Collection[UUID]
    open_only: bool = False
    first_day: date | None = None
    last_day: date | None = None
    after: int = 0


async def listed(connection: Connection, wanted: SettlementsWanted, limit: int, skip: int = 0) -> list[Payout]:
    """The settlements, by their numbers."""
    rows = await connection.fetch(
        """SELECT * FROM payout p
            WHERE merchant_id = ANY($1) AND settlement_no > $2 AND (NOT $3 OR internal_accounting_id IS NULL)
              AND ($4::date IS NULL OR (settled_at AT TIME ZONE ($6::jsonb ->> payee_country))::date >= $4)
              AND ($5::date IS NULL OR (settled_at AT TIME ZONE ($6::jsonb ->> payee_country))::date <= $5)
            ORDER BY settlement_no LIMIT $7 OFFSET $8""",
        list(wanted.merchants),
        wanted.after,
        wanted.open_only,
        wanted.first_day,
        wanted.last_day,
        zone_names(),
        limit,
        skip,
    )
    return [payout_of(row) for row in rows]


async def locked(connection: Connection, settlement_no: int, merchants: Collection[UUID]) -> Payout:
    """One settlement of these merchants, locked. Raises NotFoundError, also for one of others."""
    row = await connection.fetchrow(
        "SELECT * FROM payout WHERE settlement_no = $1 AND merchant_id = ANY($2) FOR UPDATE",
        settlement_no,
        list(merchants),
    )
    if row is None:
        raise NotFoundError("settlement", settlement_no)
    return payout_of(row)


async def collected_in(connection: Connection, payouts: Sequence[Payout]) -> dict[UUID, list[Collected]]:
    """What each payout has of each claim, by the claims' public ids: what the entries behind its lines covered."""
    rows = await connection.fetch(
        """SELECT l.payout_id, c.claim_no, c.content ->> 'own_id' AS own_id,
                  coalesce(c.own_number, c.number) AS number,
                  -coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'receivable.principal'), 0)::bigint
                    AS capital,
                  -coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'receivable.interest'), 0)::bigint
                  + coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'owed.operator.interest'), 0)::bigint
                    AS interest,
                  -coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'owed.merchant'), 0)::bigint AS owed
             FROM (SELECT DISTINCT y.merchant_id, y.payout_id, y.entry_id, y.claim_id
                     FROM unnest($1::uuid[], $2::uuid[]) AS w(merchant_id, payout_id)
                     JOIN payable y USING (merchant_id, payout_id)) l
             JOIN posting p USING (merchant_id, entry_id)
             JOIN claim c ON (c.merchant_id, c.claim_id) = (l.merchant_id, l.claim_id)
            GROUP BY l.payout_id, c.merchant_id, c.claim_id ORDER BY l.payout_id, c.claim_no""",
        [payout.merchant_id for payout in payouts],
        [payout.payout_id for payout in payouts],
    )
    found: dict[UUID, list[Collected]] = {payout.payout_id: [] for payout in payouts}
    for row in rows:
        capital, interest = row["capital"], row["interest"]
        rest = row["owed"] - capital - interest
        found[row["payout_id"]].append(
            Collected(row["claim_no"], row["own_id"], row["number"], capital, rest, interest)
        )
    return found


async def book(work: Work, payout: Payout, internal_accounting_id: str | None) -> Payout:
    """The settlement, which is locked, under what the merchant's books call it from now on, and a row that says so."""
    row = await work.connection.fetchrow(
        "UPDATE payout SET internal_accounting_id = $3 WHERE merchant_id = $1 AND payout_id = $2 RETURNING *",
        payout.merchant_id,
        payout.payout_id,
        internal_accounting_id,
    )
    if row is None:
        raise NotFoundError("settlement", payout.settlement_no)
    await work.connection.execute(
        """INSERT INTO settlement_booking (merchant_id, booking_id, payout_id, internal_accounting_id, created_by,
               recorded_at)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        payout.merchant_id,
        new_id(),
        payout.payout_id,
        internal_accounting_id,
        work.asker.name,
        work.wall,
    )
    return payout_of(row)


async def booked_under(connection: Connection, merchants: Collection[UUID], internal_accounting_id: str) -> list[int]:
    """The numbers of the settlements that these merchants' books have under this id."""
    rows = await connection.fetch(
        """SELECT settlement_no FROM payout WHERE merchant_id = ANY($1) AND internal_accounting_id = $2
            ORDER BY settlement_no""",
        list(merchants),
        internal_accounting_id,
    )
    return [row["settlement_no"] for row in rows]
