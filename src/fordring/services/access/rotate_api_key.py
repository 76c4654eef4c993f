"""An API key gets a new secret, told once; the one before is no longer good."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.access import require_held
from fordring.storage.house import api_keys, withdrawals
from fordring.storage.house.api_keys import APIKey
from fordring.storage.house.tokens import fresh_secret
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RotateAPIKey:
    """The key, its merchant, and the scopes of whoever asks."""

    merchant_id: UUID
    api_key_id: UUID
    held: frozenset[str]


async def rotate_api_key(command: RotateAPIKey, work: Work) -> tuple[APIKey, str]:
    """The key and its new secret. Whoever learns it must hold all that the key does.

    Raises NotFoundError, ScopeNotHeldError.
    """
    key = await api_keys.get(work.connection, command.merchant_id, command.api_key_id)
    require_held(command.held, key.scopes)
    secret = fresh_secret()
    rotated = replace(key, updated_at=work.wall)
    await api_keys.save(work.connection, rotated, secret)
    await withdrawals.announce(work.connection, str(key.api_key_id))
    return rotated, secret
