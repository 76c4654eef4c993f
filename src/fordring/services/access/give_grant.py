"""A client is granted scopes, which the next token it asks for carries."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.access import require_held
from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.storage.house import clients, grants
from fordring.storage.house.grants import Grant
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class GiveGrant:
    """Which client of the account, for which audience (as asked for), which scopes; `held` are those of the asker."""

    account_id: str
    client: UUID
    audience: str
    scopes: frozenset[str]
    held: frozenset[str]


async def give_grant(command: GiveGrant, work: Work) -> Grant:
    """Give the grant: nobody gives more than they hold. Raises InvalidCommandError, ScopeNotHeldError."""
    require_held(command.held, command.scopes)
    try:
        client = await clients.get(work.connection, command.account_id, command.client, lock=True)
    except NotFoundError:
        raise InvalidCommandError(FieldProblem("client_id", "is not the id of a client of this account")) from None
    grant = Grant(new_id(), client.id, command.audience, command.scopes, work.wall, work.asker.name)
    await grants.add(work.connection, grant)
    return grant
