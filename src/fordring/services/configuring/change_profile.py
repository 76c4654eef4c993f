"""A profile says something else from now on. Checkouts that were made by it keep what it said then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.purchase.offer import Terms
from fordring.storage import profiles
from fordring.storage.profiles import Profile
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """The profile, and all that it says from now on."""

    merchant_id: UUID
    profile_id: str
    terms: Terms
    configuration: Mapping[str, Any]
    content: Mapping[str, Any]


async def change_profile(command: ChangeProfile, work: Work) -> Profile:
    """Change the profile. Raises NotFoundError."""
    changed = replace(
        await profiles.get(work.connection, command.merchant_id, command.profile_id, lock=True),
        terms=command.terms,
        configuration=command.configuration,
        content=command.content,
        updated_at=work.wall,
    )
    await profiles.save(work.connection, command.merchant_id, changed)
    return changed
