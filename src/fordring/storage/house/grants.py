"""Grants: the scopes that a client's tokens carry, each grant given and withdrawn by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection

SELECT = """
SELECT g.*, c.id AS client FROM house.client_grant g JOIN house.client c USING (client_id)
 WHERE c.owner_id = $1 AND c.deleted_at IS NULL AND g.deleted_at IS NULL"""


@dataclass(frozen=True, slots=True)
class Grant:
    """What one grant allows a client. `audience` is as it was asked for; None names the account itself."""

    grant_id: UUID
    client: UUID
    audience: str | None
    scopes: frozenset[str]
    created_at: datetime
    created_by: str
    deleted_at: datetime | None = None
    deleted_by: str | None = None


def _grant_of(row: asyncpg.Record) -> Grant:
    names = (name for name in Grant.__slots__ if name != "scopes")
    return Grant(**{name: row[name] for name in names}, scopes=frozenset(row["scopes"]))


async def add(connection: Connection, grant: Grant) -> None:
    """A new grant."""
    await connection.execute(
        """INSERT INTO house.client_grant (grant_id, client_id, audience, scopes, created_at, created_by)
           SELECT $1, client_id, $3, $4, $5, $6 FROM house.client WHERE id = $2""",
        grant.grant_id,
        grant.client,
        grant.audience,
        sorted(grant.scopes),
        grant.created_at,
        grant.created_by,
    )


async def get(connection: Connection, owner_id: str, grant_id: UUID) -> Grant:
    """A grant to one of the account's clients. Raises NotFoundError, also for a withdrawn one."""
    row = await connection.fetchrow(f"{SELECT} AND g.grant_id = $2", owner_id, grant_id)
    if row is None:
        raise NotFoundError("grant", grant_id)
    return _grant_of(row)


async def all_of(connection: Connection, owner_id: str) -> list[Grant]:
    """Every grant to the account's clients, oldest first."""
    rows = await connection.fetch(f"{SELECT} ORDER BY g.created_at, g.grant_id", owner_id)
    return [_grant_of(row) for row in rows]


async def withdraw(connection: Connection, grant: Grant) -> None:
    """Store that a grant is deleted, when and by whom."""
    await connection.execute(
        "UPDATE house.client_grant SET deleted_at = $2, deleted_by = $3 WHERE grant_id = $1",
        grant.grant_id,
        grant.deleted_at,
        grant.deleted_by,
    )
