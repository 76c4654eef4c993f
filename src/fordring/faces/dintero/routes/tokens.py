"""`POST /accounts/{oid}/auth/token`: a client's id and secret become a token (page "Authentication")."""

import asyncio
import math

from starlette.responses import Response

from fordring.faces.common.requests import (
    NotAllowedError,
    NotAuthenticatedError,
    TooManyFailuresError,
    basic_credentials,
)
from fordring.faces.common.tokens import TOKEN_SECONDS, Bearer
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.audience import is_audience
from fordring.faces.dintero.routes.route import Route
from fordring.faces.dintero.routes.visit import Visit, shaped
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.tokens import TokenBody
from fordring.storage import merchants
from fordring.storage.house import clients, failed_logins


async def issue_token(visit: Visit) -> Response:
    """Exchange client credentials for a token of the account. `expires_in` is what it says, 14400 seconds."""
    account_id: str = visit.request.path_params["oid"]
    client_id, secret = basic_credentials(visit.request)
    body = shaped(TokenBody, await visit.body())
    _check_grant(visit, body, account_id)
    client = await _client(visit, client_id, secret)
    if client.owner_id != account_id:
        raise NotAllowedError("the client belongs to another account")
    if not client.scopes:
        raise NotAllowedError("the client has no grant for this audience")
    async with visit.context.database.reading() as connection:
        merchant = await merchants.by_account_id(connection, account_id)
    expires = int(visit.wall.timestamp()) + TOKEN_SECONDS
    bearer = Bearer(client.client_id, account_id, merchant.merchant_id, client.scopes, expires)
    token = visit.context.credentials.tokens.issue(bearer, client.generation, body.audience, visit.wall)
    answer = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
    return visit.answer(answer, {"cache-control": "no-store"})


async def _client(visit: Visit, client_id: str, secret: str) -> clients.Client:
    """The client with this secret; an unknown one and a wrong secret answer alike, and take as long.

    After too many failures with one client id, known or not, nobody gets in by it until its window is over.
    """
    database = visit.context.database
    async with database.reading() as connection:
        until = await failed_logins.shut_until(connection, client_id, visit.wall)
        if until is not None:
            raise TooManyFailuresError(max(1, math.ceil((until - visit.wall).total_seconds())))
        client = None if "\0" in client_id else await clients.find(connection, client_id)
    if not await asyncio.to_thread(clients.matches, client, secret) or client is None:
        await database.run(lambda connection: failed_logins.count(connection, client_id, visit.wall))
        raise NotAuthenticatedError("the client id or the secret is wrong")
    return client


def _check_grant(visit: Visit, body: TokenBody, account_id: str) -> None:
    if body.grant_type != "client_credentials":
        raise BadRequestError(Problem(("grant_type",), "only client_credentials is supported"))
    if not is_audience(visit, body.audience, account_id):
        raise BadRequestError(Problem(("audience",), f"must be this server's /v1/accounts/{account_id}"))


ROUTES = (
    Route(
        "POST",
        "/auth/token",
        issue_token,
        answers.AccessToken,
        body=TokenBody,
        bases=("/v1/accounts/{oid}",),
        credentials=("client-credentials",),
        more_statuses=(429,),
    ),
)
