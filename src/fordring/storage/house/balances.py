"""The bank's closing balances by account and day, and what of them the ledger says otherwise, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.storage.transaction import Connection

_DIFFERENCES = """
    WITH bank AS (
        SELECT CASE WHEN NOT credit AND remittance ->> 'end_to_end_id' ~ '^[PR][0-9a-f]{32}$'
                    THEN CASE left(remittance ->> 'end_to_end_id', 1) WHEN 'P' THEN 'payout ' ELSE 'refund ' END
                         || (remittance ->> 'end_to_end_id')
                    ELSE 'bank line ' || bank_line_id END AS cause,
               sum(CASE WHEN credit THEN amount_minor ELSE -amount_minor END) AS minor,
               min(booked_on) AS on_day,
               string_agg(DISTINCT state || coalesce(': ' || nullif(reason, ''), ''), '; ') AS why
          FROM house.bank_line WHERE bank_account_id = $1 AND booked_on <= $2 GROUP BY 1),
    ledger AS (
        SELECT x.cause, sum(p.amount_minor) AS minor, min(x.value_on) AS on_day
          FROM posting p JOIN entry x USING (merchant_id, entry_id)
         WHERE p.account = 'client_funds' AND p.bank_account_id = $1 AND x.value_on <= $2 GROUP BY 1)
    SELECT cause, coalesce(b.minor, 0)::bigint AS bank_minor, coalesce(l.minor, 0)::bigint AS ledger_minor,
           coalesce(b.on_day, l.on_day) AS on_day, coalesce(b.why, 'the bank has not told of it by then') AS why
      FROM bank b FULL JOIN ledger l USING (cause)
     WHERE coalesce(b.minor, 0) <> coalesce(l.minor, 0) ORDER BY 4, 1"""
"""What stands behind a movement is its cause: of a debit that names a transfer of ours the transfer, else the line."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What the bank says was on an account when a day ended, in minor units, and in which file."""

    bank_account_id: UUID
    day: date
    closing_minor: int
    currency: str
    bank_file_id: UUID
    statement_id: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A movement that the bank and the ledger tell otherwise: what each has of it, and why as far as it is known."""

    cause: str
    on_day: date
    bank_minor: int
    ledger_minor: int
    why: str


async def put(connection: Connection, balances: Sequence[Balance], at: datetime) -> None:
    """Keep these; a later statement of the same day takes the place of an earlier one."""
    await connection.executemany(
        """INSERT INTO house.bank_balance (bank_account_id, day, closing_minor, currency, bank_file_id, statement_id,
               recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (bank_account_id, day) DO UPDATE SET closing_minor = EXCLUDED.closing_minor,
               bank_file_id = EXCLUDED.bank_file_id, statement_id = EXCLUDED.statement_id,
               recorded_at = EXCLUDED.recorded_at""",
        [
            (
                each.bank_account_id,
                each.day,
                each.closing_minor,
                each.currency,
                each.bank_file_id,
                each.statement_id,
                at,
            )
            for each in balances
        ],
    )


async def newest(connection: Connection, day: date | None) -> list[Balance]:
    """The balance of each account on that day, or its newest; accounts without one are left out."""
    rows = await connection.fetch(
        """SELECT DISTINCT ON (bank_account_id)
                  bank_account_id, day, closing_minor, currency, bank_file_id, statement_id
             FROM house.bank_balance WHERE $1::date IS NULL OR day = $1 ORDER BY bank_account_id, day DESC""",
        day,
    )
    return [Balance(**dict(row)) for row in rows]


async def in_ledger(connection: Connection, balance: Balance) -> int:
    """What the ledger says was on the account when that day ended, by value day, in all books together."""
    found = await connection.fetchval(
        """SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM posting p JOIN entry x USING (merchant_id, entry_id)
            WHERE p.account = 'client_funds' AND p.bank_account_id = $1 AND p.currency = $3 AND x.value_on <= $2""",
        balance.bank_account_id,
        balance.day,
        balance.currency,
    )
    return int(found)


async def differences(connection: Connection, balance: Balance) -> list[Difference]:
    """Every movement up to that day that the two tell otherwise, by its day."""
    rows = await connection.fetch(_DIFFERENCES, balance.bank_account_id, balance.day)
    return [Difference(**dict(row)) for row in rows]
