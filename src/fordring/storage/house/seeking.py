"""Debits that have found no credit which they take back: it may come in a file behind theirs, or beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.storage.house.lines import Claimed, claims_of_references
from fordring.storage.taken_back import Names
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Seeking:
    """A debit of an account that waits for its credit, and what it names it by."""

    bank_line_id: UUID
    bank_account_id: UUID
    names: Names


def sought(names: Names, references: Sequence[str]) -> Mapping[str, Any]:
    """What is kept with a debit, so that its credit is found later; `references` are of claims."""
    return {"keys": list(names.identities), "end_to_end_id": names.end_to_end_id, "references": list(references)}


async def waiting(connection: Connection, bank_account_ids: Collection[UUID] | None, since: datetime) -> list[Seeking]:
    """The debits of these accounts, or of all, that were recorded since then and still seek, oldest first."""
    if bank_account_ids is not None and not bank_account_ids:
        return []
    rows = await connection.fetch(
        """SELECT bank_line_id, bank_account_id, seeks FROM house.bank_line
            WHERE seeks IS NOT NULL AND recorded_at >= $2 AND ($1::uuid[] IS NULL OR bank_account_id = ANY($1))
            ORDER BY recorded_at, bank_line_id""",
        None if bank_account_ids is None else list(bank_account_ids),
        since,
    )
    asked: dict[UUID, set[str]] = {row["bank_account_id"]: set() for row in rows}
    for row in rows:
        asked[row["bank_account_id"]] |= set(row["seeks"]["references"])
    claims = await claims_of_references(connection, asked)
    return [
        Seeking(row["bank_line_id"], row["bank_account_id"], _names(row["seeks"], claims[row["bank_account_id"]]))
        for row in rows
    ]


def _names(seeks: Mapping[str, Any], claims: Mapping[str, Claimed]) -> Names:
    known = {claims[reference] for reference in seeks["references"] if reference in claims}
    return Names(seeks["keys"], seeks["end_to_end_id"], known)
