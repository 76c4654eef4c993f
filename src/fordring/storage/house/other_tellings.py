"""Credits that another kind of file told of: found by what both kinds say of them, and marked with their other key."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from fordring.storage.transaction import Connection

Facts = tuple[UUID, date, int]
"""Account, booking day and amount in minor units."""

_OTHER_KIND = "(f.kind LIKE 'camt.%') <> (own.kind LIKE 'camt.%')"


@dataclass(frozen=True, slots=True)
class Told:
    """A credit of another kind of file, with what it named: values of `scor` references, as the bank gave them.

    `debtor_name` and `text` are what else was said, for credits that name nothing.
    """

    bank_line_id: UUID
    facts: Facts
    references: tuple[str, ...]
    debtor_name: str
    text: str


async def credits_with(connection: Connection, wanted: Collection[Facts], bank_file_id: UUID) -> list[Told]:
    """The credits of these facts that files of the other kind told of, and which have no other key yet, in their order.

    There are two kinds: ISO 20022, and everything else.
    """
    rows = await connection.fetch(
        f"""SELECT l.bank_line_id, l.bank_account_id, l.booked_on, l.amount_minor, l.remittance, l.debtor_name
              FROM unnest($1::uuid[], $2::date[], $3::bigint[]) AS k(bank_account_id, booked_on, amount_minor)
              JOIN house.bank_line l USING (bank_account_id, booked_on, amount_minor)
              JOIN house.bank_file f ON f.bank_file_id = l.bank_file_id
              JOIN house.bank_file own ON own.bank_file_id = $4
             WHERE l.credit AND l.other_identity IS NULL AND NOT l.reversal AND {_OTHER_KIND}
             ORDER BY l.recorded_at, l.bank_file_id, l.position""",
        [account for account, _, _ in wanted],
        [day for _, day, _ in wanted],
        [minor for _, _, minor in wanted],
        bank_file_id,
    )
    return [
        Told(
            row["bank_line_id"],
            (row["bank_account_id"], row["booked_on"], row["amount_minor"]),
            _named(row["remittance"]),
            row["debtor_name"],
            row["remittance"].get("text", ""),
        )
        for row in rows
    ]


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
    """Give each line the key under which the other kind of file told of it."""
    await connection.execute(
        """UPDATE house.bank_line l SET other_identity = k.other_identity
             FROM unnest($1::uuid[], $2::text[]) AS k(bank_line_id, other_identity)
            WHERE l.bank_line_id = k.bank_line_id""",
        list(others),
        list(others.values()),
    )


def _facts(row: asyncpg.Record) -> Facts:
    return row["bank_account_id"], row["booked_on"], row["amount_minor"]


def _days(wanted: Collection[Facts]) -> list[tuple[UUID, date]]:
    return list({(account, day) for account, day, _ in wanted})


def _named(remittance: Mapping[str, list[Mapping[str, str]]]) -> tuple[str, ...]:
    return tuple(found["value"] for found in remittance["references"] if found["kind"] == "scor")
