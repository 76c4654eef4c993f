"""What the operator did to the rules of follow-up, oldest first; written once."""

import asyncpg

from fordring.domain.followup.entries import Deed, Entry
from fordring.domain.followup.figures import Item, Payer, Row
from fordring.storage.transaction import Connection


async def add(connection: Connection, entry: Entry) -> int:
    """Write an entry and give it its number, which the one that is handed in does not have yet.

    Raises asyncpg.UniqueViolationError where it withdraws what was withdrawn meanwhile.
    """
    row = entry.row
    number = await connection.fetchval(
        """INSERT INTO house.rule_entry (deed, country, item, payer, up_to_minor, valid_from, valid_to, value, source,
               withdraws, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           RETURNING entry_no""",
        entry.deed,
        entry.country,
        row and row.item,
        row and row.payer,
        row and row.up_to_minor,
        row and row.valid_from,
        row and row.valid_to,
        row and row.value,
        entry.source,
        entry.withdraws,
        entry.by,
        entry.at,
    )
    assert isinstance(number, int)
    return number


async def of_country(connection: Connection, country: str) -> list[Entry]:
    """The entries about a country's rules."""
    found = await connection.fetch("SELECT * FROM house.rule_entry WHERE country = $1 ORDER BY entry_no", country)
    return [_entry_of(row) for row in found]


async def all_entries(connection: Connection) -> list[Entry]:
    """Every entry."""
    return [_entry_of(row) for row in await connection.fetch("SELECT * FROM house.rule_entry ORDER BY entry_no")]


def _entry_of(row: asyncpg.Record) -> Entry:
    number = row["entry_no"]
    figure = None
    if row["item"] is not None:
        figure = Row(
            country=row["country"],
            item=Item(row["item"]),
            payer=Payer(row["payer"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            value=row["value"],
            confidence="operator",
            source=row["source"],
            up_to_minor=row["up_to_minor"],
            entry_no=number,
        )
    return Entry(
        entry_no=number,
        deed=Deed(row["deed"]),
        country=row["country"],
        by=row["made_by"],
        at=row["made_at"],
        source=row["source"],
        row=figure,
        withdraws=row["withdraws"],
    )
