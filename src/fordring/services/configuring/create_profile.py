"""A merchant gets another profile that its checkouts may be made by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.purchase.offer import Terms
from fordring.storage import profiles
from fordring.storage.profiles import Profile
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CreateProfile:
    """The new profile's id, what it offers, and what was given, for faces to echo."""

    merchant_id: UUID
    profile_id: str
    terms: Terms
    configuration: Mapping[str, Any]
    content: Mapping[str, Any]


async def create_profile(command: CreateProfile, work: Work) -> Profile:
    """Make the profile. Raises InvalidCommandError when its id is, or was, another's."""
    made = Profile(
        profile_id=command.profile_id,
        terms=command.terms,
        configuration=command.configuration,
        content=command.content,
        created_at=work.wall,
        created_by=work.asker.name,
        updated_at=work.wall,
    )
    if not await profiles.add(work.connection, command.merchant_id, made):
        raise InvalidCommandError(FieldProblem("profile_id", "is taken"))
    return made
