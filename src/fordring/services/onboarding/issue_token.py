"""The operator issues a token for the creditor face. It is told once, here; what is kept is its SHA-256."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.storage import merchants
from fordring.storage.house import tokens
from fordring.storage.house.tokens import Token, fresh_secret
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IssueToken:
    """A name to know the token by, and the merchants it acts for; `operator` tokens are the house's own.

    `expires_at` is wall clock; None is for ever.
    """

    name: str
    merchants: frozenset[UUID]
    operator: bool = False
    expires_at: datetime | None = None


async def issue_token(command: IssueToken, work: Work) -> str:
    """A fresh token of 256 random bits.

    Raises InvalidCommandError when it would allow nothing, NotFoundError for an unknown merchant.
    """
    if not command.merchants and not command.operator:
        raise InvalidCommandError(FieldProblem("merchants", "must name at least one"))
    for merchant_id in sorted(command.merchants):
        await merchants.get(work.connection, merchant_id)
    secret = fresh_secret()
    token = Token(command.name, command.merchants, command.expires_at, command.operator)
    await tokens.add(work.connection, secret, token, work.wall)
    return secret
