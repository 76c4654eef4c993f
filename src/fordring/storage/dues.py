"""What of a merchant waits for a day to come, so that a moving clock passes over the days that bring nothing."""

from datetime import date
from uuid import UUID

from fordring.domain.payment.schedule import Received
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


async def waiting(connection: Connection, merchant_id: UUID, *, by_day: bool) -> dict[UUID, list[Received]]:
    """What waits to be paid out to the merchant, by account; told apart by the day it came in where that is asked."""
    on = "e.value_on" if by_day else "'0001-01-01'::date"
    joined = "JOIN entry e USING (merchant_id, entry_id)" if by_day else ""
    rows = await connection.fetch(
        f"""SELECT bank_account_id, {on} AS received_on, sum(amount_minor)::bigint AS minor
              FROM payable p {joined} WHERE merchant_id = $1 AND payout_id IS NULL
             GROUP BY 1, 2 ORDER BY 1, 2""",
        merchant_id,
    )
    found: dict[UUID, list[Received]] = {}
    for row in rows:
        found.setdefault(row["bank_account_id"], []).append(Received(row["received_on"], row["minor"]))
    return found


async def refunds_wait(connection: Connection, merchant_id: UUID) -> list[UUID]:
    """The bank accounts on which money waits to go back to the merchant's payers, where to being known."""
    rows = await connection.fetch(
        """SELECT DISTINCT bank_account_id FROM refund
            WHERE merchant_id = $1 AND state = 'waiting' AND to_account <> '' ORDER BY bank_account_id""",
        merchant_id,
    )
    return [row["bank_account_id"] for row in rows]
