"""Profiles: what a merchant's checkouts offer where they say nothing themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import NotFoundError
from fordring.domain.purchase.offer import Terms
from fordring.storage.terms import terms_of, terms_row
from fordring.storage.transaction import Connection

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile's terms, and the configuration they were given in, which faces echo and nothing here reads.

    `content` is what else was given. Times are the wall clock's.
    """

    profile_id: str
    terms: Terms
    configuration: Mapping[str, Any]
    content: Mapping[str, Any]
    created_at: datetime
    created_by: str
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str | None = None


def _profile_of(row: asyncpg.Record) -> Profile:
    names = (name for name in Profile.__slots__ if name != "terms")
    return Profile(terms=terms_of(row["terms"]), **{name: row[name] for name in names})


async def get(connection: Connection, merchant_id: UUID, profile_id: str, *, lock: bool = False) -> Profile:
    """One profile of the merchant. Raises NotFoundError, also for a deleted one."""
    row = await connection.fetchrow(
        f"""SELECT * FROM profile WHERE merchant_id = $1 AND profile_id = $2 AND deleted_at IS NULL
            {"FOR UPDATE" if lock else ""}""",
        merchant_id,
        profile_id,
    )
    if row is None:
        raise NotFoundError("profile", profile_id)
    return _profile_of(row)


async def page_of(connection: Connection, merchant_id: UUID, limit: int, after: str | None) -> list[Profile]:
    """The merchant's profiles, newest first; those that come after one of them. Raises NotFoundError."""
    start = None if after is None else (await get(connection, merchant_id, after)).created_at
    rows = await connection.fetch(
        """SELECT * FROM profile WHERE merchant_id = $1 AND deleted_at IS NULL
              AND ($2::timestamptz IS NULL OR (created_at, profile_id) < ($2, $3))
            ORDER BY created_at DESC, profile_id DESC LIMIT $4""",
        merchant_id,
        start,
        after,
        limit,
    )
    return [_profile_of(row) for row in rows]


async def add(connection: Connection, merchant_id: UUID, profile: Profile) -> bool:
    """A new profile; False when its id is taken, if only by a deleted one."""
    made = await connection.fetchval(
        """INSERT INTO profile (merchant_id, profile_id, terms, configuration, content, created_at, created_by,
               updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (merchant_id, profile_id) DO NOTHING RETURNING true""",
        merchant_id,
        profile.profile_id,
        terms_row(profile.terms),
        dict(profile.configuration),
        dict(profile.content),
        profile.created_at,
        profile.created_by,
        profile.updated_at,
    )
    return bool(made)


async def save(connection: Connection, merchant_id: UUID, profile: Profile) -> None:
    """Store what a profile says now, and that it is deleted."""
    await connection.execute(
        """UPDATE profile SET terms = $3, configuration = $4, content = $5, updated_at = $6, deleted_at = $7,
                  deleted_by = $8 WHERE merchant_id = $1 AND profile_id = $2""",
        merchant_id,
        profile.profile_id,
        terms_row(profile.terms),
        dict(profile.configuration),
        dict(profile.content),
        profile.updated_at,
        profile.deleted_at,
        profile.deleted_by,
    )
