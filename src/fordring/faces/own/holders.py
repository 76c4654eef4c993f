"""Who asks at our own face: whoever may act for a merchant at either of the others, or the operator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import NotAllowedError, NotAuthenticatedError, bearer_token
from fordring.storage import merchants
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

ACCOUNT = "account_id"
JWT_DOTS = 2
WRITING = frozenset({"admin:checkout", "write:checkout"})


@dataclass(frozen=True, slots=True)
class Holder:
    """The merchants that the credentials may act for; `operator` for any, `writes` for changing anything.

    `name` is the token's with its number, so that two tokens are two clients whatever they are called.
    """

    merchants: frozenset[UUID]
    operator: bool = False
    writes: bool = True
    name: str = ""


async def holder_of(context: FaceContext, request: Request, wall: datetime) -> Holder:
    """The holder of the request's token, sent as `Authorization: Bearer` or `x-api-key`.

    Raises NotAuthenticatedError, InvalidTokenError.
    """
    secret = bearer_token(request) or request.headers.get("x-api-key")
    if not secret:
        raise NotAuthenticatedError("a Bearer token is expected: the merchant's or the creditor's")
    if secret.count(".") == JWT_DOTS:
        bearer = await context.credentials.of_token(secret, wall)
        return Holder(frozenset({bearer.merchant_id}), writes=bool(bearer.scopes & WRITING))
    token = await context.credentials.of_opaque(secret, wall)
    if token is not None:
        return Holder(token.merchants, token.operator, name=f"{token.name} ({token.token_no})")
    return Holder(frozenset({(await context.credentials.of_key(secret, wall)).merchant_id}))


@dataclass(frozen=True, slots=True)
class Asking:
    """An operator's client that asks for something, by its token's name, and when."""

    name: str
    wall: datetime

    def work(self, connection: Connection) -> Work:
        """Work for one verb that it asks for."""
        return Work(connection, Unit(connection), self.wall, Asker(self.name, new_id()))


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who acts for merchants, those named, or for all where there is None; `operator`: it is the operator."""

    merchants: Collection[UUID] | None
    name: str
    wall: datetime
    operator: bool

    def work(self, connection: Connection, name: str | None = None) -> Work:
        """Work for one verb that it asks for, in its own name or another."""
        return Work(connection, Unit(connection), self.wall, Asker(name or self.name, new_id()))


async def acting_for(context: FaceContext, request: Request, *, writing: bool) -> Acting:
    """Who asks, and for which merchants: those of the token, or the one that the request names.

    A merchant that the holder may not act for is not there. Raises NotAllowedError, NotFoundError, and as `holder_of`.
    """
    wall = context.wall()
    holder = await holder_of(context, request, wall)
    if writing and not holder.writes:
        raise NotAllowedError(f"the token lacks the scope {' or '.join(sorted(WRITING))}")
    name = holder.name or "merchant"
    account_id = request.query_params.get(ACCOUNT)
    if account_id is None:
        return Acting(None if holder.operator else holder.merchants, name, wall, holder.operator)
    async with context.database.reading() as connection:
        merchant = await merchants.by_account_id(connection, account_id)
    if not holder.operator and merchant.merchant_id not in holder.merchants:
        raise NotFoundError("merchant", account_id)
    return Acting({merchant.merchant_id}, name, wall, holder.operator)


async def operator_asking(context: FaceContext, request: Request) -> Asking:
    """Which of the operator's clients asks. Raises NotAllowedError for whoever is none, and as `holder_of`."""
    wall = context.wall()
    holder = await holder_of(context, request, wall)
    if not holder.operator:
        raise NotAllowedError("this is the operator's: send the operator's token")
    return Asking(holder.name, wall)


async def require_operator(context: FaceContext, request: Request) -> None:
    """Raises NotAllowedError for whoever is not the operator, and as `holder_of`."""
    await operator_asking(context, request)


async def merchant_asked_for(context: FaceContext, request: Request, wall: datetime, *, writing: bool) -> Merchant:
    """The merchant that the request is about: the holder's only one, or the one named by `?account_id=`.

    A merchant that the holder may not act for is not there. Raises NotAllowedError, NotFoundError, InvalidCommandError.
    """
    holder = await holder_of(context, request, wall)
    if writing and not holder.writes:
        raise NotAllowedError(f"the token lacks the scope {' or '.join(sorted(WRITING))}")
    account_id = request.query_params.get(ACCOUNT)
    async with context.database.reading() as connection:
        if account_id is not None:
            merchant = await merchants.by_account_id(connection, account_id)
            if not holder.operator and merchant.merchant_id not in holder.merchants:
                raise NotFoundError("merchant", account_id)
            return merchant
        if len(holder.merchants) != 1:
            raise InvalidCommandError(FieldProblem(ACCOUNT, "must name one of the merchants the token may act for"))
        return await merchants.get(connection, next(iter(holder.merchants)))
