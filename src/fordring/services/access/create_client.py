"""An account gets an API client. Its secret is told once, here; what is kept is a hash."""

import asyncio
from dataclasses import dataclass

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.storage import merchants
from fordring.storage.house import clients, grants
from fordring.storage.house.clients import Client
from fordring.storage.house.grants import Grant
from fordring.storage.house.tokens import fresh_secret
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CreateClient:
    """Which account (`T…`, `P…`) the client acts for, and what it may do (`admin:checkout`, `read:checkout` …).

    Without scopes it can do nothing until it is granted some. `client_id` is what it logs in with; None makes one up.
    """

    account_id: str
    scopes: frozenset[str] = frozenset()
    name: str = ""
    description: str = ""
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """What the merchant's developer is given. The secret is shown this once."""

    client: Client
    client_secret: str

    @property
    def client_id(self) -> str:
        """What the client logs in with."""
        return self.client.client_id


async def create_client(command: CreateClient, work: Work) -> ClientCredentials:
    """Make a client with a fresh secret. Raises NotFoundError for an unknown account, InvalidCommandError."""
    merchant = await merchants.by_account_id(work.connection, command.account_id)
    secret = fresh_secret()
    identifier = new_id()
    client = Client(
        id=identifier,
        client_id=command.client_id or str(identifier),
        owner_id=merchant.account_id,
        name=command.name,
        description=command.description,
        secret_hash=await asyncio.to_thread(clients.hashed, secret),
        generation=clients.FIRST_GENERATION,
        created_at=work.wall,
        created_by=work.asker.name,
        updated_at=work.wall,
        scopes=command.scopes,
    )
    if not await clients.add(work.connection, client):
        raise InvalidCommandError(FieldProblem("client_id", "is taken"))
    if command.scopes:
        grant = Grant(new_id(), identifier, None, command.scopes, work.wall, work.asker.name)
        await grants.add(work.connection, grant)
    return ClientCredentials(client, secret)
