"""Profiles: what a merchant's checkouts offer where they say nothing themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.domain.purchase.offer import Terms
from fordring.storage.terms import terms_of
from fordring.storage.transaction import Connection

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile's terms, and the configuration they were given in, which faces echo and nothing here reads."""

    profile_id: str
    terms: Terms
    configuration: Mapping[str, Any]


async def get(connection: Connection, merchant_id: UUID, profile_id: str) -> Profile:
    """One profile of the merchant. Raises NotFoundError."""
    row = await connection.fetchrow(
        "SELECT terms, configuration FROM profile WHERE merchant_id = $1 AND profile_id = $2", merchant_id, profile_id
    )
    if row is None:
        raise NotFoundError("profile", profile_id)
    return Profile(profile_id, terms_of(row["terms"]), row["configuration"])
