"""A grant is taken back. The client's tokens are no longer good; a new one carries what is left."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.storage.house import clients, grants, withdrawals
from fordring.storage.house.grants import Grant
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class WithdrawGrant:
    """The grant, and the account that the client belongs to."""

    account_id: str
    grant_id: UUID


async def withdraw_grant(command: WithdrawGrant, work: Work) -> Grant:
    """Withdraw the grant. Raises NotFoundError."""
    found = await grants.get(work.connection, command.account_id, command.grant_id)
    client = await clients.get(work.connection, command.account_id, found.client, lock=True)
    grant = await grants.get(work.connection, command.account_id, command.grant_id)  # who waited may find it gone
    withdrawn = replace(grant, deleted_at=work.wall, deleted_by=work.asker.name)
    await grants.withdraw(work.connection, withdrawn)
    await clients.save(work.connection, replace(client, generation=client.generation + 1, updated_at=work.wall))
    await withdrawals.announce(work.connection, client.client_id)
    return withdrawn
