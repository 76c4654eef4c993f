"""The bank's closing balances by account and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Balance:
    """What the bank says was on an account when a day ended, in minor units, and in which file."""

    bank_account_id: UUID
    day: date
    closing_minor: int
    currency: str
    bank_file_id: UUID
    statement_id: str


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
