"""A client is taken away, with its grants. Its tokens are no longer good; its client id is not given again."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.storage.house import clients, withdrawals
from fordring.storage.house.clients import Client
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DeleteClient:
    """The client and its account."""

    account_id: str
    client: UUID


async def delete_client(command: DeleteClient, work: Work) -> Client:
    """Delete the client. Raises NotFoundError."""
    client = await clients.get(work.connection, command.account_id, command.client, lock=True)
    deleted = replace(client, updated_at=work.wall, deleted_at=work.wall, deleted_by=work.asker.name)
    await clients.save(work.connection, deleted)
    await withdrawals.announce(work.connection, client.client_id)
    return deleted
