"""Credits that another kind of file told of: found by what both kinds say of them, and marked with their other key."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from fordring.storage.transaction import Connection, LostRaceError

Facts = tuple[UUID, date, int]
"""Account, booking day and amount in minor units."""
Said = tuple[UUID, date, int, UUID]
"""The same, and the digest of what is said."""

_OTHER_KIND = "(f.kind LIKE 'camt.%') <> (own.kind LIKE 'camt.%')"


@dataclass(frozen=True, slots=True)
class Alike:
    """A credit of which the same is said, and which of them it is.

    It is free where the other kind of file told of it and none of ours has.
    """

    bank_line_id: UUID
    said: Said
    said_no: int
    is_free: bool


async def credits_alike(connection: Connection, wanted: Collection[Said], bank_file_id: UUID) -> list[Alike]:
    """The credits of which this is said, in their order. There are two kinds of files: ISO 20022, and all others."""
    rows = await connection.fetch(
        f"""SELECT l.bank_line_id, l.bank_account_id, l.booked_on, l.amount_minor, l.said, l.said_no,
                   l.other_identity IS NULL AND {_OTHER_KIND} AS is_free
              FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::uuid[])
                   AS k(bank_account_id, booked_on, amount_minor, said)
              JOIN house.bank_line l USING (bank_account_id, booked_on, amount_minor, said)
              JOIN house.bank_file f ON f.bank_file_id = l.bank_file_id
              JOIN house.bank_file own ON own.bank_file_id = $5
             WHERE l.credit AND NOT l.reversal ORDER BY l.said_no""",
        *(list(column) for column in zip(*wanted, strict=True)),
        bank_file_id,
    )
    return [Alike(row["bank_line_id"], (*_facts(row), row["said"]), row["said_no"], row["is_free"]) for row in rows]


async def sums_with(connection: Connection, wanted: Collection[Facts], bank_file_id: UUID) -> set[Facts]:
    """Which of these facts are the sum of all credits that one fixed-width file told of on that account and day."""
    rows = await connection.fetch(
        f"""SELECT l.bank_account_id, l.booked_on, sum(l.amount_minor)::bigint AS whole
              FROM unnest($1::uuid[], $2::date[]) AS k(bank_account_id, booked_on)
              JOIN house.bank_line l USING (bank_account_id, booked_on)
              JOIN house.bank_file f ON f.bank_file_id = l.bank_file_id
              JOIN house.bank_file own ON own.bank_file_id = $3
             WHERE l.credit AND NOT l.reversal AND {_OTHER_KIND} AND own.kind LIKE 'camt.%'
             GROUP BY l.bank_account_id, l.booked_on, l.bank_file_id HAVING count(*) > 1""",
        [account for account, _ in _days(wanted)],
        [day for _, day in _days(wanted)],
        bank_file_id,
    )
    return {(row["bank_account_id"], row["booked_on"], row["whole"]) for row in rows} & set(wanted)


async def mark(connection: Connection, others: Mapping[UUID, str]) -> None:
    """Give each line the key under which the other kind of file told of it. Raises LostRaceError: one has one now."""
    marked = await connection.fetch(
        """UPDATE house.bank_line l SET other_identity = k.other_identity
             FROM unnest($1::uuid[], $2::text[]) AS k(bank_line_id, other_identity)
            WHERE l.bank_line_id = k.bank_line_id AND l.other_identity IS NULL RETURNING l.bank_line_id""",
        list(others),
        list(others.values()),
    )
    if len(marked) < len(others):
        raise LostRaceError("another worker was the first to tell a credit of the other kind of file again")


def _facts(row: asyncpg.Record) -> Facts:
    return row["bank_account_id"], row["booked_on"], row["amount_minor"]


def _days(wanted: Collection[Facts]) -> list[tuple[UUID, date]]:
    return list({(account, day) for account, day, _ in wanted})
