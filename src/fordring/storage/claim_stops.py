"""What stops every automatic step, of one claim or of all claims on a payer's card; ended stops are kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim
from fordring.domain.errors import NotFoundError
from fordring.domain.followup.facts import Stop, StopReason
from fordring.domain.followup.stops import LOOK_AGAIN_DAYS, STOPS, look_again_on
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

LIST_MAX = 500
_ENDS_ITSELF = ", ".join(f"'{reason}'" for reason, rule in STOPS.items() if rule.ends_itself)


def holds(stop: str, day: str) -> str:
    """SQL: whether the row of that name stops on the day, as `domain.followup.stops` says it."""
    ended = f"{stop}.until <= {day} AND {stop}.reason IN ({_ENDS_ITSELF})"
    return f"({stop}.ended_on IS NULL AND {stop}.since <= {day} AND ({stop}.until IS NULL OR NOT ({ended})))"


def stopped(claim: str, day: str) -> str:
    """SQL: whether a stop of the claim in the row of that name, or of its payer, holds on the day."""
    of_claim = f"s.claim_id = {claim}.claim_id"
    of_payer = f"s.payer_key = {claim}.payer_key"
    return " OR ".join(
        f"EXISTS (SELECT FROM claim_stop s WHERE s.merchant_id = {claim}.merchant_id AND {whose} AND {holds('s', day)})"
        for whose in (of_claim, of_payer)
    )


_LISTED = """
    SELECT s.*, m.account_id, c.claim_no, coalesce(c.own_number, c.number) AS number, p.name AS payer_name,
           a.look_on AS plan_look_on
      FROM claim_stop s JOIN merchant m USING (merchant_id)
      LEFT JOIN claim c ON (c.merchant_id, c.claim_id) = (s.merchant_id, s.claim_id)
      LEFT JOIN payment_plan a ON (a.merchant_id, a.claim_id, a.stop_id) = (s.merchant_id, s.claim_id, s.stop_id)
      LEFT JOIN payer p ON (p.merchant_id, p.payer_key) = (s.merchant_id, coalesce(s.payer_key, c.payer_key))"""


@dataclass(frozen=True, slots=True)
class StoredStop:
    """A stop with its story: of a claim, or of the card with this key. `interest_paused`: its days bear no interest."""

    merchant_id: UUID
    stop_id: UUID
    claim_id: UUID | None
    payer_key: str | None
    reason: StopReason
    since: date
    until: date | None
    note: str
    interest_paused: bool
    created_at: datetime
    created_by: str
    ended_on: date | None = None
    ended_because: str | None = None
    ended_by: str | None = None

    @property
    def stop(self) -> Stop:
        """It, as a plan takes it."""
        return Stop(self.reason, self.since, self.until)


@dataclass(frozen=True, slots=True)
class ListedStop:
    """A stop with what is seen beside it: whose it is, the claim's public id and number if it is of one, the payer.

    `plan_look_on` is the day of the payment plan that it comes with: the next one on which something is due of that.
    """

    stop: StoredStop
    account_id: str
    claim_no: int | None
    number: str | None
    payer_name: str | None
    plan_look_on: date | None

    @property
    def look_on(self) -> date | None:
        """When it ends by itself, or is to be looked at; None once it was ended."""
        return None if self.stop.ended_on else self.plan_look_on or look_again_on(self.stop.stop)


def add(unit: Unit, stop: StoredStop, recorded_at: datetime) -> None:
    """A new one."""
    row: Mapping[str, Any] = {each.name: getattr(stop, each.name) for each in fields(StoredStop)}
    unit.add("claim_stop", {**row, "recorded_at": recorded_at})


async def end(connection: Connection, stop: StoredStop) -> bool:
    """Store its end; False where it ended before."""
    return bool(
        await connection.fetchval(
            """UPDATE claim_stop SET ended_on = $3, ended_because = $4, ended_by = $5
                WHERE merchant_id = $1 AND stop_id = $2 AND ended_on IS NULL RETURNING true""",
            stop.merchant_id,
            stop.stop_id,
            stop.ended_on,
            stop.ended_because,
            stop.ended_by,
        )
    )


async def find(connection: Connection, stop_id: UUID, merchants: Collection[UUID] | None) -> ListedStop:
    """One stop, of these merchants where they are named. Raises NotFoundError, also for one of others."""
    row = await connection.fetchrow(
        f"{_LISTED} WHERE s.stop_id = $1 AND ($2::uuid[] IS NULL OR s.merchant_id = ANY($2::uuid[]))",
        stop_id,
        None if merchants is None else list(merchants),
    )
    if row is None:
        raise NotFoundError("stop", stop_id)
    return _listed(row)


async def of_claim(connection: Connection, claim: Claim) -> Sequence[ListedStop]:
    """All that stop or stopped the claim, its own and its payer's, oldest first."""
    rows = await connection.fetch(
        f"""{_LISTED} WHERE s.merchant_id = $1
               AND (s.claim_id = $2 OR s.payer_key = $3) ORDER BY s.stop_id""",
        claim.merchant_id,
        claim.claim_id,
        claim.payer_key,
    )
    return [_listed(row) for row in rows]


async def same(connection: Connection, stop: StoredStop) -> StoredStop | None:
    """The stop for the same reason that is there already and has not been ended."""
    row = await connection.fetchrow(
        """SELECT * FROM claim_stop WHERE merchant_id = $1 AND reason = $2 AND ended_on IS NULL
              AND claim_id IS NOT DISTINCT FROM $3 AND payer_key IS NOT DISTINCT FROM $4 LIMIT 1""",
        stop.merchant_id,
        stop.reason,
        stop.claim_id,
        stop.payer_key,
    )
    return _stored(row) if row else None


async def standing(
    connection: Connection, merchant_id: UUID, reason: StopReason, claim_ids: Collection[UUID], payer_key: str | None
) -> Sequence[StoredStop]:
    """Those for the reason that were not ended, of these claims or of the payer's card with this key."""
    rows = await connection.fetch(
        """SELECT * FROM claim_stop WHERE merchant_id = $1 AND reason = $2 AND ended_on IS NULL AND claim_id = ANY($3)
            UNION ALL
           SELECT * FROM claim_stop WHERE merchant_id = $1 AND reason = $2 AND ended_on IS NULL AND payer_key = $4""",
        merchant_id,
        reason,
        list(claim_ids),
        payer_key,
    )
    return [_stored(row) for row in rows]


async def open_ones(
    connection: Connection, merchants: Collection[UUID] | None, *, reason: StopReason | None = None
) -> Sequence[ListedStop]:
    """Those that were not ended, of these merchants where they are named; the one to be looked at first is first."""
    rows = await connection.fetch(
        f"""{_LISTED} WHERE s.ended_on IS NULL AND ($1::uuid[] IS NULL OR s.merchant_id = ANY($1::uuid[]))
               AND ($2::text IS NULL OR s.reason = $2)
             ORDER BY coalesce(a.look_on, s.until, s.since + {LOOK_AGAIN_DAYS}), s.stop_id LIMIT {LIST_MAX}""",
        None if merchants is None else list(merchants),
        reason,
    )
    return [_listed(row) for row in rows]


async def followed_claims_of(connection: Connection, merchant_id: UUID, payer_key: str) -> list[UUID]:
    """The claims on a payer's card that automatic steps are to come for."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim WHERE merchant_id = $1 AND payer_key = $2 AND state = 'issued'
            UNION ALL
           SELECT claim_id FROM claim WHERE merchant_id = $1 AND payer_key = $2 AND state = 'scheduled'
            ORDER BY claim_id""",
        merchant_id,
        payer_key,
    )
    return [row["claim_id"] for row in rows]


async def is_stopped(connection: Connection, claim: Claim, day: date) -> bool:
    """Whether a stop of the claim or of its payer holds on the day."""
    return bool(
        await connection.fetchval(
            f"SELECT {stopped('c', '$3')} FROM claim c WHERE c.merchant_id = $1 AND c.claim_id = $2",
            claim.merchant_id,
            claim.claim_id,
            day,
        )
    )


async def stopped_payers(connection: Connection, merchant_id: UUID, day: date) -> list[str]:
    """The keys of the merchant's payers' cards on which a stop holds that day."""
    rows = await connection.fetch(
        f"""SELECT DISTINCT payer_key FROM claim_stop s
             WHERE merchant_id = $1 AND payer_key IS NOT NULL AND {holds("s", "$2")}""",
        merchant_id,
        day,
    )
    return [row["payer_key"] for row in rows]


def _listed(row: asyncpg.Record) -> ListedStop:
    names = ("account_id", "claim_no", "number", "payer_name", "plan_look_on")
    return ListedStop(_stored(row), **{name: row[name] for name in names})


def _stored(row: asyncpg.Record) -> StoredStop:
    known = {each.name: row[each.name] for each in fields(StoredStop)}
    return StoredStop(**known | {"reason": StopReason(row["reason"])})
