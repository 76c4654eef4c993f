"""Claims whose follow-up waits for a person, with what is seen beside each; and what a person approved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.looks import WaitsFor
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

LIST_MAX = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that goes no further by itself. `reasons` are as they were kept, `billing` as it stands on the claim."""

    merchant_id: UUID
    claim_id: UUID
    kind: WaitsFor
    step: str | None
    reasons: Sequence[Mapping[str, Any]]
    since: date
    account_id: str
    claim_no: int
    number: str | None
    business: bool
    billing: Mapping[str, Any]
    currency: str
    open: Parts


_LISTED = """
    SELECT w.*, m.account_id, c.claim_no, coalesce(c.own_number, c.number) AS number, c.business, c.billing, c.currency,
           c.open_principal, c.open_fees, c.open_interest
      FROM follow_up_waiting w JOIN claim c USING (merchant_id, claim_id) JOIN merchant m USING (merchant_id)"""


async def of_claim(connection: Connection, claim: Claim) -> Waiting | None:
    """What the claim waits for, if it does."""
    row = await connection.fetchrow(
        f"{_LISTED} WHERE (w.merchant_id, w.claim_id) = ($1, $2)", claim.merchant_id, claim.claim_id
    )
    return _waiting(row) if row else None


async def listed(
    connection: Connection,
    merchants: Collection[UUID] | None,
    *,
    kind: WaitsFor | None = None,
    after: tuple[date, int] | None = None,
    limit: int = LIST_MAX,
) -> list[Waiting]:
    """What waits, of these merchants where they are named, longest first; behind the one of that day and claim."""
    since, claim_no = after or (None, None)
    rows = await connection.fetch(
        f"""{_LISTED}
             WHERE ($1::uuid[] IS NULL OR w.merchant_id = ANY($1::uuid[])) AND ($2::text IS NULL OR w.kind = $2)
               AND ($3::date IS NULL OR (w.since, c.claim_no) > ($3, $4::bigint))
             ORDER BY w.since, c.claim_no LIMIT $5""",
        None if merchants is None else list(merchants),
        kind,
        since,
        claim_no,
        limit,
    )
    return [_waiting(row) for row in rows]


def approve(unit: Unit, claim: Claim, step: str, at: datetime, by: str, recorded_at: datetime) -> None:
    """Somebody approved the start, or the next step of this kind."""
    unit.add(
        "step_approval",
        {
            "merchant_id": claim.merchant_id,
            "claim_id": claim.claim_id,
            "step": step,
            "approved_at": at,
            "approved_by": by,
            "recorded_at": recorded_at,
        },
    )


def _waiting(row: asyncpg.Record) -> Waiting:
    names = ("merchant_id", "claim_id", "step", "reasons", "since", "account_id", "claim_no", "number", "business")
    owed = Parts(row["open_principal"], row["open_fees"], row["open_interest"])
    more = {name: row[name] for name in (*names, "billing", "currency")}
    return Waiting(kind=WaitsFor(row["kind"]), open=owed, **more)
