"""A client gets a new secret. The one before and every token that it was exchanged for are no longer good."""

import asyncio
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.access import require_held
from fordring.storage.house import clients, withdrawals
from fordring.storage.house.clients import Client
from fordring.storage.house.tokens import fresh_secret
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RotateClientSecret:
    """The client, its account, and the scopes of whoever asks."""

    account_id: str
    client: UUID
    held: frozenset[str]


async def rotate_client_secret(command: RotateClientSecret, work: Work) -> tuple[Client, str]:
    """The client and its new secret, told this once.

    Whoever learns it can act as the client, so they must hold all that it does. Raises NotFoundError,
    ScopeNotHeldError.
    """
    client = await clients.get(work.connection, command.account_id, command.client, lock=True)
    require_held(command.held, client.scopes)
    secret = fresh_secret()
    rotated = replace(
        client,
        secret_hash=await asyncio.to_thread(clients.hashed, secret),
        generation=client.generation + 1,
        updated_at=work.wall,
    )
    await clients.save(work.connection, rotated)
    await withdrawals.announce(work.connection, client.client_id)
    return rotated, secret
