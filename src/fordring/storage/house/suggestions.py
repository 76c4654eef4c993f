"""Suggestions of what unidentified money is for: made when it comes, accepted or dismissed by a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.storage.house.lines import Claimed
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Share:
    """What of the money a claim would get, in minor units."""

    merchant_id: UUID
    claim_id: UUID
    claim_no: int
    amount_minor: int

    @property
    def claimed(self) -> Claimed:
        """Merchant and claim."""
        return self.merchant_id, self.claim_id


@dataclass(frozen=True, slots=True)
class StoredSuggestion:
    """A suggestion for a line; `place` counts from 1, the best first. Several shares stand or fall together."""

    bank_line_id: UUID
    place: int
    score: int
    reason: str
    shares: tuple[Share, ...]


def add(unit: Unit, suggestion: StoredSuggestion, made_at: datetime) -> None:
    """A new suggestion."""
    shares = [{name: getattr(share, name) for name in Share.__slots__} for share in suggestion.shares]
    facts = {name: getattr(suggestion, name) for name in ("bank_line_id", "place", "score", "reason")}
    unit.add("house.bank_suggestion", {**facts, "shares": shares, "made_at": made_at})


async def of_lines(connection: Connection, bank_line_ids: Collection[UUID]) -> dict[UUID, list[StoredSuggestion]]:
    """What is suggested for these lines and was not dismissed, the best first."""
    return await _by_line(connection, bank_line_ids, "dismissed_at IS NULL")


async def still_open(connection: Connection, bank_line_ids: Collection[UUID]) -> dict[UUID, list[StoredSuggestion]]:
    """Of these what still could be accepted today: every claim is open, and of several none for less than its share."""
    return await _by_line(
        connection,
        bank_line_ids,
        """dismissed_at IS NULL AND NOT EXISTS (
           SELECT FROM jsonb_to_recordset(shares) AS x(merchant_id uuid, claim_id uuid, amount_minor bigint)
             JOIN claim c USING (merchant_id, claim_id)
            WHERE c.state <> 'issued' OR (jsonb_array_length(shares) > 1
              AND c.open_principal + c.open_fees + c.open_interest < x.amount_minor))""",
    )


async def dismissed(connection: Connection, bank_line_ids: Collection[UUID]) -> dict[UUID, list[StoredSuggestion]]:
    """What a person said these lines are not."""
    return await _by_line(connection, bank_line_ids, "dismissed_at IS NOT NULL")


async def _by_line(
    connection: Connection, bank_line_ids: Collection[UUID], condition: str
) -> dict[UUID, list[StoredSuggestion]]:
    rows = await connection.fetch(
        f"""SELECT * FROM house.bank_suggestion WHERE bank_line_id = ANY($1) AND {condition}
             ORDER BY bank_line_id, place""",
        list(bank_line_ids),
    )
    found: dict[UUID, list[StoredSuggestion]] = {line: [] for line in bank_line_ids}
    for row in rows:
        found[row["bank_line_id"]].append(_suggestion_of(row))
    return found


async def dismiss(connection: Connection, bank_line_id: UUID, places: Sequence[int], by: str, at: datetime) -> None:
    """A person says that it is not these."""
    await connection.execute(
        """UPDATE house.bank_suggestion SET dismissed_by = $3, dismissed_at = $4
            WHERE bank_line_id = $1 AND place = ANY($2) AND dismissed_at IS NULL""",
        bank_line_id,
        list(places),
        by,
        at,
    )


async def forget(connection: Connection, bank_line_id: UUID) -> None:
    """What was suggested before makes room for what is suggested now; what was dismissed stays."""
    await connection.execute(
        "DELETE FROM house.bank_suggestion WHERE bank_line_id = $1 AND dismissed_at IS NULL", bank_line_id
    )


def _suggestion_of(row: asyncpg.Record) -> StoredSuggestion:
    facts = {name: row[name] for name in ("bank_line_id", "place", "score", "reason")}
    return StoredSuggestion(**facts, shares=tuple(map(_share_of, row["shares"])))


def _share_of(told: Mapping[str, Any]) -> Share:
    ids = UUID(told["merchant_id"]), UUID(told["claim_id"])
    return Share(*ids, told["claim_no"], told["amount_minor"])
