"""Stops and pauses that end by themselves on a day: those whose day has come, and the first such day."""

from datetime import date
from uuid import UUID

from fordring.domain.followup.stops import STOPS
from fordring.storage.transaction import Connection

ENDS_ITSELF = [reason.value for reason, rule in STOPS.items() if rule.ends_itself]

STOPS_WITH_A_DAY = """
    FROM claim_stop WHERE merchant_id = $1 AND ended_on IS NULL AND until IS NOT NULL AND reason = ANY($2::text[])"""
PAUSES_WITH_A_DAY = """
    FROM claim WHERE merchant_id = $1 AND paused_at IS NOT NULL AND paused_until IS NOT NULL
                 AND state IN ('scheduled', 'issued')"""


async def first_day(connection: Connection, merchant_id: UUID) -> date | None:
    """The earliest day on which a stop or a pause of the merchant's ends by itself; None where none does."""
    found: date | None = await connection.fetchval(
        f"SELECT least((SELECT min(until) {STOPS_WITH_A_DAY}), (SELECT min(paused_until) {PAUSES_WITH_A_DAY}))",
        merchant_id,
        ENDS_ITSELF,
    )
    return found


async def stops_over(connection: Connection, merchant_id: UUID, day: date) -> list[UUID]:
    """The stops whose day has come, oldest first."""
    rows = await connection.fetch(
        f"SELECT stop_id {STOPS_WITH_A_DAY} AND until <= $3 ORDER BY stop_id", merchant_id, ENDS_ITSELF, day
    )
    return [row["stop_id"] for row in rows]


async def pauses_over(connection: Connection, merchant_id: UUID, day: date) -> list[UUID]:
    """The claims whose pause's day has come, oldest first."""
    rows = await connection.fetch(
        f"SELECT claim_id {PAUSES_WITH_A_DAY} AND paused_until <= $2 ORDER BY claim_id", merchant_id, day
    )
    return [row["claim_id"] for row in rows]
