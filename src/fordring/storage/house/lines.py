"""Bank lines: each movement once per account, whatever files it comes in; and what waits for a person among them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.money import Money
from fordring.domain.payment.receipt import LineState
from fordring.domain.plentiful import plentiful
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

Claimed = tuple[UUID, UUID]
"""Merchant and claim."""


@plentiful(frozen=True, slots=True)
class Line:
    """One movement on one of our accounts. `identity` is its key on the account, `entry_identity` its whole entry's.

    `remittance`: `{"references": [...], "text": ..., "source": ..., "end_to_end_id": ...}` as the bank gave them. A
    debit may have taken an earlier credit back (`reverses`); `reversed_minor` is how much of a credit was taken back.
    `told_by` are the statements, by kind of message, that told of a line known by its facts alone; it `may_repeat` an
    equal one in another statement of its kind. Where its `day_unknown`, both days are when it was read, and it may
    repeat any.
    `seeks` is what a debit names a credit by that it has not found (`storage/house/seeking.py`).
    `said` and `said_no` are a credit's key by what is said of it, whatever kind of file tells of it; `opens_entry` is
    true of one line of each entry.
    """

    bank_line_id: UUID
    bank_account_id: UUID
    identity: str
    entry_identity: str
    bank_file_id: UUID
    position: int
    split: bool
    credit: bool
    reversal: bool
    amount: Money
    booked_on: date
    value_on: date
    debtor_name: str
    debtor_account: str
    remittance: Mapping[str, Any]
    state: LineState
    reason: str
    merchant_id: UUID | None = None
    claim_id: UUID | None = None
    said: UUID | None = None
    said_no: int | None = None
    opens_entry: bool = False
    seeks: Mapping[str, Any] | None = None
    told_by: Mapping[str, str] | None = None
    may_repeat: bool = False
    day_unknown: bool = False
    reverses: UUID | None = None
    reversed_minor: int = 0
    recorded_at: datetime | None = None

    @property
    def left(self) -> Money:
        """What of a credit the bank has not taken back."""
        return Money(self.amount.minor - self.reversed_minor, self.amount.currency)


_PLAIN = (
    *("bank_line_id", "bank_account_id", "identity", "entry_identity", "bank_file_id", "position", "split", "credit"),
    *("reversal", "booked_on", "value_on", "debtor_name", "debtor_account", "remittance", "state", "reason"),
    *("merchant_id", "claim_id", "said", "said_no", "opens_entry", "seeks", "told_by", "may_repeat", "day_unknown"),
)
_PLAIN_OF = attrgetter(*_PLAIN)
_LATER = ("reverses", "reversed_minor", "recorded_at")


def _line_of(row: asyncpg.Record) -> Line:
    facts = {name: row[name] for name in (*_PLAIN, *_LATER)}
    return Line(**facts | {"state": LineState(row["state"]), "amount": Money(row["amount_minor"], row["currency"])})


async def lock_accounts(connection: Connection, bank_account_ids: Iterable[UUID]) -> None:
    """Have these accounts alone until the commit: nothing else pays out from them, moves or books on them."""
    await _lock(connection, "pg_advisory_xact_lock", bank_account_ids)


async def share_accounts(connection: Connection, bank_account_ids: Iterable[UUID]) -> None:
    """Keep off these accounts, until the commit, whatever has them alone; who shares them does not wait for another.

    Never take them alone in the same transaction afterwards: two that do wait for each other.
    """
    await _lock(connection, "pg_advisory_xact_lock_shared", bank_account_ids)


async def _lock(connection: Connection, lock: str, bank_account_ids: Iterable[UUID]) -> None:
    """In the order of ids. These locks are given in the order in which they are asked for, unlike those of rows."""
    ordered = sorted(bank_account_ids)
    if not ordered:
        return
    await connection.execute(
        f"SELECT count({lock}(hashtextextended(id::text, 7266007))) FROM unnest($1::uuid[]) AS id", ordered
    )


async def claims_of_references(
    connection: Connection, named: Mapping[UUID, Collection[str]]
) -> dict[UUID, dict[str, Claimed]]:
    """Per account the claims of those of the named references (normalised) that were issued on it."""
    pairs = [(account, reference) for account, references in named.items() for reference in references]
    found: dict[UUID, dict[str, Claimed]] = {account: {} for account in named}
    if not pairs:
        return found
    rows = await connection.fetch(
        """SELECT r.bank_account_id, r.reference, r.merchant_id, r.claim_id
             FROM unnest($1::uuid[], $2::text[]) AS n(bank_account_id, reference)
             JOIN house.reference r USING (bank_account_id, reference)""",
        [account for account, _ in pairs],
        [reference for _, reference in pairs],
    )
    for row in rows:
        found[row["bank_account_id"]][row["reference"]] = (row["merchant_id"], row["claim_id"])
    return found


async def claims_elsewhere(
    connection: Connection, named: Mapping[str, Collection[str]]
) -> dict[str, dict[str, Claimed]]:
    """Per currency the claims of those of the named references that were issued on one account of it and no other."""
    pairs = [(currency, reference) for currency, references in named.items() for reference in references]
    rows = await connection.fetch(
        """SELECT n.currency, r.reference, min(r.merchant_id::text)::uuid AS merchant_id,
                  min(r.claim_id::text)::uuid AS claim_id
             FROM unnest($1::text[], $2::text[]) AS n(currency, reference) JOIN house.bank_account b USING (currency)
             JOIN house.reference r ON (r.bank_account_id, r.reference) = (b.bank_account_id, n.reference)
            GROUP BY n.currency, r.reference HAVING count(*) = 1""",
        [currency for currency, _ in pairs],
        [reference for _, reference in pairs],
    )
    found: dict[str, dict[str, Claimed]] = {currency: {} for currency in named}
    for row in rows:
        found[row["currency"]][row["reference"]] = (row["merchant_id"], row["claim_id"])
    return found


def add(unit: Unit, line: Line, recorded_at: datetime) -> None:
    """A new line of a shared account, which was not there when it was looked for."""
    money = {"amount_minor": line.amount.minor, "currency": line.amount.currency}
    plain = dict(zip(_PLAIN, _PLAIN_OF(line), strict=True))
    unit.add("house.bank_line", {**plain, **money, "recorded_at": recorded_at})


async def known(connection: Connection, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Line]:
    """The lines that are there under these keys of account and identity, or other identity."""
    if not keys:
        return {}
    rows = await connection.fetch(
        """WITH k AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS k(bank_account_id, key))
           SELECT k.key, l.* FROM k
             JOIN house.bank_line l ON (l.bank_account_id, l.identity) = (k.bank_account_id, k.key)
            UNION ALL
           SELECT k.key, l.* FROM k
             JOIN house.bank_line l ON (l.bank_account_id, l.other_identity) = (k.bank_account_id, k.key)""",
        [account for account, _ in keys],
        [identity for _, identity in keys],
    )
    return {(row["bank_account_id"], row["key"]): _line_of(row) for row in rows}


async def tell(connection: Connection, told: Mapping[UUID, Mapping[str, str]]) -> None:
    """Remember which further statements told of these lines, by kind of message."""
    await connection.execute(
        """UPDATE house.bank_line l SET told_by = l.told_by || n.told_by
             FROM unnest($1::uuid[], $2::jsonb[]) AS n(bank_line_id, told_by) WHERE l.bank_line_id = n.bank_line_id""",
        list(told),
        list(told.values()),
    )


async def opened_entries(connection: Connection, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], bool]:
    """Which entries there are lines of, by account and entry identity; true where they came payment by payment."""
    rows = await connection.fetch(
        """SELECT l.bank_account_id, l.entry_identity, l.split
             FROM unnest($1::uuid[], $2::text[]) AS k(bank_account_id, entry_identity)
             JOIN house.bank_line l USING (bank_account_id, entry_identity) WHERE l.opens_entry""",
        [account for account, _ in keys],
        [identity for _, identity in keys],
    )
    return {(row["bank_account_id"], row["entry_identity"]): row["split"] for row in rows}


async def split_entries(
    connection: Connection, keys: Collection[tuple[UUID, str]], bank_file_id: UUID
) -> dict[tuple[UUID, str], int]:
    """Which entries another file gave payment by payment, by account and entry identity; their sums in minor units."""
    rows = await connection.fetch(
        """SELECT l.bank_account_id, l.entry_identity, sum(l.amount_minor)::bigint AS whole
             FROM unnest($1::uuid[], $2::text[]) AS k(bank_account_id, entry_identity)
             JOIN house.bank_line l USING (bank_account_id, entry_identity)
            WHERE l.split AND l.bank_file_id <> $3 GROUP BY 1, 2""",
        [account for account, _ in keys],
        [identity for _, identity in keys],
        bank_file_id,
    )
    return {(row["bank_account_id"], row["entry_identity"]): row["whole"] for row in rows}


async def get(connection: Connection, bank_line_id: UUID, *, lock: bool = False) -> Line:
    """One line. Raises NotFoundError."""
    locked = " FOR UPDATE" if lock else ""
    row = await connection.fetchrow(f"SELECT * FROM house.bank_line WHERE bank_line_id = $1{locked}", bank_line_id)
    if row is None:
        raise NotFoundError("bank line", bank_line_id)
    return _line_of(row)


async def lock(connection: Connection, bank_line_ids: Collection[UUID]) -> None:
    """Lock these lines until the commit."""
    await connection.execute(
        "SELECT FROM house.bank_line WHERE bank_line_id = ANY($1) ORDER BY bank_line_id FOR UPDATE",
        list(bank_line_ids),
    )


async def save(connection: Connection, line: Line) -> None:
    """Store what became of a locked line: its state, the reason, the claim, and what was taken back.

    A debit that is more than a question seeks no credit any more.
    """
    await connection.execute(
        """UPDATE house.bank_line SET state = $2, reason = $3, merchant_id = $4, claim_id = $5, reverses = $6,
                  reversed_minor = $7, seeks = CASE WHEN $2 = 'question' THEN seeks END
            WHERE bank_line_id = $1""",
        line.bank_line_id,
        line.state,
        line.reason,
        line.merchant_id,
        line.claim_id,
        line.reverses,
        line.reversed_minor,
    )


async def save_day(connection: Connection, line: Line) -> None:
    """Store the day of a locked line, and why it is that."""
    await connection.execute(
        """UPDATE house.bank_line SET booked_on = $2, value_on = $3, day_unknown = $4, reason = $5
            WHERE bank_line_id = $1""",
        line.bank_line_id,
        line.booked_on,
        line.value_on,
        line.day_unknown,
        line.reason,
    )


async def waiting(connection: Connection, limit: int = 100) -> list[Line]:
    """What waits for a person, unidentified money and questions, the oldest first."""
    rows = await connection.fetch(
        """SELECT * FROM house.bank_line WHERE state IN ('unidentified', 'question')
            ORDER BY recorded_at, bank_file_id, position LIMIT $1""",
        limit,
    )
    return [_line_of(row) for row in rows]


async def unidentified_since(connection: Connection, since: datetime, after: UUID | None, limit: int) -> list[Line]:
    """Unidentified money recorded since then, behind that line, in the order of ids; locked, what others hold left."""
    rows = await connection.fetch(
        """SELECT * FROM house.bank_line
            WHERE state = 'unidentified' AND recorded_at >= $1 AND ($2::uuid IS NULL OR bank_line_id > $2)
            ORDER BY bank_line_id LIMIT $3 FOR UPDATE SKIP LOCKED""",
        since,
        after,
        limit,
    )
    return [_line_of(row) for row in rows]


async def of_file(connection: Connection, bank_file_id: UUID, limit: int = 1000) -> list[Line]:
    """The lines that a file was the first to bring, in its order."""
    rows = await connection.fetch(
        "SELECT * FROM house.bank_line WHERE bank_file_id = $1 ORDER BY position LIMIT $2", bank_file_id, limit
    )
    return [_line_of(row) for row in rows]
