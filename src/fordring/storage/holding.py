"""What holds up claims on a day, as SQL for searches and counts, and of claims that were read.

Stops and approvals stand in small tables of their own and not in the claim's row: a stop of a payer's card holds
claims that come later too, and ends on its day without a write (docs/decisions/0048-status-of-follow-up.md).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from fordring.domain.claim.actions import FOLLOWED
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.hold import Hold
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.looks import WaitsFor
from fordring.storage.claim_stops import holds, stopped
from fordring.storage.transaction import Connection

OF_STOP = f"CASE WHEN s.reason = '{StopReason.PAYMENT_PLAN}' THEN '{Hold.PLAN}' ELSE '{Hold.STOPPED}' END"
FOLLOWED_STATES = "('scheduled', 'issued')"


def held_claims(merchant_id: str, day: str) -> str:
    """SQL: the merchant's claims that are stopped or wait for an approval on the day, each once; pauses aside.

    It reads what holds and not the claims: it costs what is held up, however many claims there are.
    """
    of_merchant = f"s.merchant_id = {merchant_id} AND s.ended_on IS NULL AND {holds('s', day)}"
    on_card = " UNION ALL ".join(
        f"""SELECT n.claim_id, {OF_STOP} FROM claim_stop s JOIN claim n USING (merchant_id, payer_key)
             WHERE {of_merchant} AND s.payer_key IS NOT NULL AND n.state = '{state}'"""
        for state in FOLLOWED
    )
    return f"""
        SELECT h.claim_id,
               CASE WHEN bool_or(h.hold = '{Hold.STOPPED}') THEN '{Hold.STOPPED}'
                    WHEN bool_or(h.hold = '{Hold.PLAN}') THEN '{Hold.PLAN}' ELSE '{Hold.APPROVAL}' END AS hold
          FROM (SELECT s.claim_id, {OF_STOP} AS hold FROM claim_stop s WHERE {of_merchant} AND s.claim_id IS NOT NULL
                UNION ALL {on_card}
                UNION ALL SELECT w.claim_id, '{Hold.APPROVAL}' FROM follow_up_waiting w
                           WHERE w.merchant_id = {merchant_id} AND w.kind = '{WaitsFor.APPROVAL}') AS h
         GROUP BY h.claim_id"""


def paused(claim: str, day: str) -> str:
    """SQL: whether the open claim in the row of that name is paused on the day."""
    still = f"coalesce({day} < {claim}.paused_until, true)"
    return f"({claim}.state <> 'closed' AND {claim}.paused_at IS NOT NULL AND {still})"


def free(claim: str, day: str) -> str:
    """SQL: whether nothing holds up the scheduled or issued claim in the row of that name; three probes."""
    return f"""{paused(claim, day)} IS NOT TRUE AND NOT ({stopped(claim, day)})
           AND NOT EXISTS (SELECT FROM follow_up_waiting w
                            WHERE w.merchant_id = {claim}.merchant_id AND w.claim_id = {claim}.claim_id
                              AND w.kind = '{WaitsFor.APPROVAL}')"""


def may_be_stopped(claim: str) -> str:
    """SQL: whether there is any stop, past or present, of the claim in the row of that name, or of its payer."""
    mine = (f"s.claim_id = {claim}.claim_id", f"s.payer_key = {claim}.payer_key")
    stops = (f"EXISTS (SELECT FROM claim_stop s WHERE s.merchant_id = {claim}.merchant_id AND {each})" for each in mine)
    return f"({' OR '.join(stops)})"


def hold_of(claim: str, day: str) -> str:
    """SQL: what holds up the claim in the row of that name on the day; null where nothing does."""

    def stop(which: str) -> str:
        return " OR ".join(
            f"""EXISTS (SELECT FROM claim_stop s WHERE s.merchant_id = {claim}.merchant_id AND {whose}
                           AND s.reason {which} '{StopReason.PAYMENT_PLAN}' AND {holds("s", day)})"""
            for whose in (f"s.claim_id = {claim}.claim_id", f"s.payer_key = {claim}.payer_key")
        )

    return f"""(CASE WHEN {paused(claim, day)} THEN '{Hold.PAUSED}'
                     WHEN {claim}.state NOT IN {FOLLOWED_STATES} THEN NULL
                     WHEN {stop("<>")} THEN '{Hold.STOPPED}'
                     WHEN {stop("=")} THEN '{Hold.PLAN}'
                     WHEN EXISTS (SELECT FROM follow_up_waiting w
                                   WHERE w.merchant_id = {claim}.merchant_id AND w.claim_id = {claim}.claim_id
                                     AND w.kind = '{WaitsFor.APPROVAL}') THEN '{Hold.APPROVAL}' END)"""


HELD = f"""
    SELECT c.claim_id, {hold_of("c", "n.today")} AS hold
      FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS n(merchant_id, claim_id, today)
      JOIN claim c USING (merchant_id, claim_id)"""


async def holds_on(connection: Connection, claims: Sequence[Claim], days: Mapping[UUID, date]) -> dict[UUID, Hold]:
    """What holds up those of the claims that anything does, on the day of each one's merchant."""
    asked = [claim for claim in claims if claim.state in FOLLOWED]
    if not asked:
        return {}
    rows = await connection.fetch(
        HELD,
        [claim.merchant_id for claim in asked],
        [claim.claim_id for claim in asked],
        [days[claim.merchant_id] for claim in asked],
    )
    return {row["claim_id"]: Hold(row["hold"]) for row in rows if row["hold"]}
