"""An API key is taken away."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.storage.house import api_keys, withdrawals
from fordring.storage.house.api_keys import APIKey
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DeleteAPIKey:
    """The key and its merchant."""

    merchant_id: UUID
    api_key_id: UUID


async def delete_api_key(command: DeleteAPIKey, work: Work) -> APIKey:
    """Delete the key. Raises NotFoundError."""
    key = await api_keys.get(work.connection, command.merchant_id, command.api_key_id)
    deleted = replace(key, updated_at=work.wall, deleted_at=work.wall, deleted_by=work.asker.name)
    await api_keys.save(work.connection, deleted)
    await withdrawals.announce(work.connection, str(key.api_key_id))
    return deleted
