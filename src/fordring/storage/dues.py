"""What of a merchant waits for a day to come, so that a moving clock passes over the days that bring nothing."""

from datetime import date
from uuid import UUID

from fordring.storage.transaction import Connection


async def first_issue_day(connection: Connection, merchant_id: UUID) -> date | None:
    """The earliest day on which a scheduled claim is to be issued; None when none is scheduled."""
    found: date | None = await connection.fetchval(
        "SELECT min(next_step_on) FROM claim WHERE merchant_id = $1 AND state = 'scheduled'", merchant_id
    )
    return found


async def money_waits(connection: Connection, merchant_id: UUID) -> list[UUID]:
    """The bank accounts on which more than nothing waits to be paid out to the merchant."""
    rows = await connection.fetch(
        """SELECT bank_account_id FROM payable WHERE merchant_id = $1 AND payout_id IS NULL
            GROUP BY bank_account_id HAVING sum(amount_minor) > 0 ORDER BY bank_account_id""",
        merchant_id,
    )
    return [row["bank_account_id"] for row in rows]


async def refunds_wait(connection: Connection, merchant_id: UUID) -> list[UUID]:
    """The bank accounts on which money waits to go back to the merchant's payers, where to being known."""
    rows = await connection.fetch(
        """SELECT DISTINCT bank_account_id FROM refund
            WHERE merchant_id = $1 AND state = 'waiting' AND to_account <> '' ORDER BY bank_account_id""",
        merchant_id,
    )
    return [row["bank_account_id"] for row in rows]
