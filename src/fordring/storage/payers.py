"""Payers' cards: what a merchant knows of each now; what a claim says of its payer stands with the claim and stays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.whereabouts import Contact
from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection

BY_NUMBER = "customer:"


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `billing` is a bill-to address without its empty fields; `payer_key` is what it is found by.

    `contact` is what its keeper said of where the payer lives and is mailed, each part with its word.
    """

    merchant_id: UUID
    payer_key: str
    name: str
    billing: Mapping[str, Any]
    updated_at: datetime
    contact: Contact | None = None

    @property
    def number(self) -> str | None:
        """The customer number, of a card that is found by it."""
        return self.payer_key.removeprefix(BY_NUMBER) if self.payer_key.startswith(BY_NUMBER) else None


def _card_of(row: asyncpg.Record) -> Card:
    return Card(**{name: row[name] for name in Card.__slots__})


async def get(connection: Connection, merchant_id: UUID, number: str, *, lock: bool = False) -> Card:
    """The card of this customer number. Raises NotFoundError."""
    return await keyed(connection, merchant_id, BY_NUMBER + number, lock=lock)


async def keyed(connection: Connection, merchant_id: UUID, payer_key: str, *, lock: bool = False) -> Card:
    """The card that is found by this key. Raises NotFoundError."""
    row = await connection.fetchrow(
        f"SELECT * FROM payer WHERE merchant_id = $1 AND payer_key = $2 {'FOR UPDATE' if lock else ''}",
        merchant_id,
        payer_key,
    )
    if row is None:
        raise NotFoundError("debtor", payer_key.removeprefix(BY_NUMBER))
    return _card_of(row)


async def page(
    connection: Connection, merchant_id: UUID, *, number: str | None, top: int, skip: int
) -> tuple[list[Card], int]:
    """The merchant's cards in the order of their keys, of one customer number or all, and how many there are in all."""
    wanted = BY_NUMBER + number if number else None
    rows = await connection.fetch(
        """SELECT * FROM payer WHERE merchant_id = $1 AND ($2::text IS NULL OR payer_key = $2)
            ORDER BY payer_key LIMIT $3 OFFSET $4""",
        merchant_id,
        wanted,
        top,
        skip,
    )
    total = await connection.fetchval(
        "SELECT count(*) FROM payer WHERE merchant_id = $1 AND ($2::text IS NULL OR payer_key = $2)",
        merchant_id,
        wanted,
    )
    return [_card_of(row) for row in rows], int(total)


async def living_abroad(
    connection: Connection, merchant_id: UUID, keys: Collection[str], country: str
) -> Mapping[str, str]:
    """Of the cards with these keys those that say another country than this one, and which."""
    rows = await connection.fetch(
        """SELECT payer_key, billing ->> 'country' AS country FROM payer
            WHERE merchant_id = $1 AND payer_key = ANY($2) AND billing ->> 'country' <> $3""",
        merchant_id,
        list(keys),
        country,
    )
    return {row["payer_key"]: row["country"] for row in rows}


async def save(connection: Connection, card: Card) -> None:
    """Store a changed, locked card."""
    await connection.execute(
        """UPDATE payer SET name = $3, billing = $4, updated_at = $5, contact = $6
            WHERE merchant_id = $1 AND payer_key = $2""",
        card.merchant_id,
        card.payer_key,
        card.name,
        dict(card.billing),
        card.updated_at,
        card.contact,
    )


async def contacts(connection: Connection, merchant_id: UUID, keys: Collection[str]) -> Mapping[str, Contact]:
    """Of the cards with these keys those whose keeper said where the payer lives or is mailed, and what."""
    rows = await connection.fetch(
        """SELECT payer_key, contact FROM payer
            WHERE merchant_id = $1 AND payer_key = ANY($2) AND contact IS NOT NULL""",
        merchant_id,
        list(keys),
    )
    return {row["payer_key"]: row["contact"] for row in rows}
