"""An account gets an API key. It is told once, here; what is kept is its SHA-256."""

from dataclasses import dataclass
from datetime import datetime

from fordring.domain.access import covers
from fordring.storage.house import api_keys
from fordring.storage.house.api_keys import APIKey
from fordring.storage.house.tokens import fresh_secret
from fordring.storage.ids import new_id
from fordring.storage.merchants import by_account_id
from fordring.storage.work import Work

KEY_SCOPES = frozenset({"admin:checkout", "admin:hooks"})
"""What a key may do at most."""


@dataclass(frozen=True, slots=True)
class CreateAPIKey:
    """The account, a name to know the key by, and until when it is good (wall clock; None is for ever).

    `held` are the scopes of whoever asks: a key holds no more.
    """

    account_id: str
    name: str
    expires_at: datetime | None = None
    held: frozenset[str] = KEY_SCOPES


async def create_api_key(command: CreateAPIKey, work: Work) -> tuple[APIKey, str]:
    """The key and its secret, 256 random bits. Raises NotFoundError for an unknown account."""
    merchant = await by_account_id(work.connection, command.account_id)
    secret = fresh_secret()
    key = APIKey(
        api_key_id=new_id(),
        merchant_id=merchant.merchant_id,
        account_id=merchant.account_id,
        name=command.name,
        created_at=work.wall,
        created_by=work.asker.name,
        updated_at=work.wall,
        scopes=frozenset(scope for scope in KEY_SCOPES if any(covers(own, scope) for own in command.held)),
        expires_at=command.expires_at,
    )
    await api_keys.add(work.connection, key, secret)
    return key, secret
