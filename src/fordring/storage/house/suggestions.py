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
    rows = await connection.fetch(
        """SELECT * FROM house.bank_suggestion WHERE bank_line_id = ANY($1) AND dismissed_at IS NULL
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


async def forget(connection: Connection, bank_line_ids: Collection[UUID]) -> None:
    """What was suggested before, dismissed or not, makes room for what is suggested now."""
    await connection.execute("DELETE FROM house.bank_suggestion WHERE bank_line_id = ANY($1)", list(bank_line_ids))


def _suggestion_of(row: asyncpg.Record) -> StoredSuggestion:
    facts = {name: row[name] for name in ("bank_line_id", "place", "score", "reason")}
    return StoredSuggestion(**facts, shares=tuple(map(_share_of, row["shares"])))


def _share_of(told: Mapping[str, Any]) -> Share:
    ids = UUID(told["merchant_id"]), UUID(told["claim_id"])
    return Share(*ids, told["claim_no"], told["amount_minor"])
