"""An account gets an API client. Its secret is told once, here; what is kept is a hash."""

import asyncio
import secrets
from dataclasses import dataclass

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.storage import merchants
from fordring.storage.house import clients
from fordring.storage.ids import new_id
from fordring.storage.work import Work

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class CreateClient:
    """Which account (`T…`, `P…`) the client acts for, and what it may do (`admin:checkout`, `read:checkout` …)."""

    account_id: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """What the merchant's developer is given. The secret is shown this once."""

    client_id: str
    client_secret: str


async def create_client(command: CreateClient, work: Work) -> ClientCredentials:
    """Make a client with a fresh secret. Raises NotFoundError for an unknown account, InvalidCommandError."""
    if not command.scopes:
        raise InvalidCommandError(FieldProblem("scopes", "must name at least one"))
    merchant = await merchants.by_account_id(work.connection, command.account_id)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    secret_hash = await asyncio.to_thread(clients.hashed, secret)
    client = clients.Client(str(new_id()), merchant.account_id, secret_hash, command.scopes)
    await clients.add(work.connection, client, work.wall)
    return ClientCredentials(client.client_id, secret)
