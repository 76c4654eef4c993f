"""What merchants want of follow-up: every wish that was stored, the newest of which holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

HISTORY_MAX = 500


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """A wish as `settings_kept` keeps it; `{}` is what is usual. `created_at` is by the merchant's clock."""

    merchant_id: UUID
    settings_id: UUID
    business: bool
    settings: Mapping[str, Any]
    created_at: datetime
    created_by: str


async def newest(connection: Connection, merchants: Collection[UUID]) -> dict[tuple[UUID, bool], Mapping[str, Any]]:
    """What holds for each merchant and kind of payer, True for businesses; those that said nothing are left out."""
    rows = await connection.fetch(
        """SELECT s.* FROM unnest($1::uuid[]) AS m(merchant_id), (VALUES (false), (true)) AS k(business),
                  LATERAL (SELECT * FROM follow_up_settings f
                            WHERE f.merchant_id = m.merchant_id AND f.business = k.business
                            ORDER BY f.settings_id DESC LIMIT 1) AS s""",
        list(merchants),
    )
    return {(row["merchant_id"], row["business"]): row["settings"] for row in rows}


async def history(connection: Connection, merchant_id: UUID, *, business: bool) -> list[StoredSettings]:
    """Every wish for that kind of payer, the newest first."""
    rows = await connection.fetch(
        """SELECT * FROM follow_up_settings WHERE merchant_id = $1 AND business = $2
            ORDER BY settings_id DESC LIMIT $3""",
        merchant_id,
        business,
        HISTORY_MAX,
    )
    return [_stored(row) for row in rows]


async def claims_to_look_at(
    connection: Connection, merchant_id: UUID, day: date, *, business: bool, after: UUID, limit: int
) -> list[UUID]:
    """The next open claims on such payers, in the order of their ids, that would not be looked at by the day anyway."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim
            WHERE merchant_id = $1 AND claim_id > $2 AND state = 'issued' AND collection_started
              AND business = $3 AND (next_step_on IS NULL OR next_step_on > $4) ORDER BY claim_id LIMIT $5""",
        merchant_id,
        after,
        business,
        day,
        limit,
    )
    return [row["claim_id"] for row in rows]


def add(unit: Unit, stored: StoredSettings, recorded_at: datetime) -> None:
    """One more, which holds from now on."""
    unit.add(
        "follow_up_settings",
        {name: getattr(stored, name) for name in StoredSettings.__slots__} | {"recorded_at": recorded_at},
    )


def _stored(row: asyncpg.Record) -> StoredSettings:
    return StoredSettings(**{name: row[name] for name in StoredSettings.__slots__})
