"""One token is taken back before it expires."""

from dataclasses import dataclass
from datetime import datetime

from fordring.storage.house import withdrawals
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RevokeToken:
    """The client that holds the token, what the token is known by, and when it would have expired (wall clock)."""

    client_id: str
    token_sha256: str
    expires_at: datetime


async def revoke_token(command: RevokeToken, work: Work) -> None:
    """End the token; ending it twice is ending it once."""
    await withdrawals.revoke(work.connection, command.token_sha256, command.expires_at, work.wall)
    await withdrawals.announce(work.connection, command.client_id)
