"""The operator issues a token for the creditor face. It is told once, here; what is kept is its SHA-256."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.storage import merchants
from fordring.storage.house import tokens
from fordring.storage.house.tokens import Onboarding, Token, fresh_secret
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IssueToken:
    """A name to know the token by, and the merchants it acts for; `operator` tokens are the house's own.

    `expires_at` is wall clock; None is for ever. `onboards`: whom its holder may take in, a partner with that
    `organization_number`; such a token may act for nobody at first.
    """

    name: str
    merchants: frozenset[UUID]
    operator: bool = False
    expires_at: datetime | None = None
    onboards: Onboarding | None = None
    organization_number: str | None = None


async def issue_token(command: IssueToken, work: Work) -> str:
    """A fresh token of 256 random bits.

    Raises InvalidCommandError when it would allow nothing, NotFoundError for an unknown merchant.
    """
    if not (command.merchants or command.operator or command.onboards):
        raise InvalidCommandError(
            FieldProblem("merchants", "none is named and none may be taken in: the token allows nothing")
        )
    for merchant_id in sorted(command.merchants):
        merchant = await merchants.get(work.connection, merchant_id)
        if command.onboards and merchant.sandbox != command.onboards.sandbox:
            raise InvalidCommandError(FieldProblem("onboards", f"does not go with {merchant.account_id}: one is live"))
    secret = fresh_secret()
    token = Token(
        command.name,
        command.merchants,
        command.expires_at,
        command.operator,
        command.onboards,
        command.organization_number,
    )
    await tokens.add(work.connection, secret, token, work.wall)
    return secret
