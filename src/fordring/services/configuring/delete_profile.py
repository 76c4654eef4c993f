"""A profile is taken away: no new checkout can be made by it, those that were keep working."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.storage import profiles
from fordring.storage.profiles import DEFAULT, Profile
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DeleteProfile:
    """The profile."""

    merchant_id: UUID
    profile_id: str


async def delete_profile(command: DeleteProfile, work: Work) -> Profile:
    """Delete the profile. Raises NotFoundError, and InvalidCommandError for the one meant where none is named."""
    if command.profile_id == DEFAULT:
        raise InvalidCommandError(FieldProblem("profile_id", f"{DEFAULT} cannot be deleted, only changed"))
    found = await profiles.get(work.connection, command.merchant_id, command.profile_id, lock=True)
    deleted = replace(found, updated_at=work.wall, deleted_at=work.wall, deleted_by=work.asker.name)
    await profiles.save(work.connection, command.merchant_id, deleted)
    return deleted
