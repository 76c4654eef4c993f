"""`POST /accounts/{oid}/auth/token`: a client's id and secret become a token (page "Authentication")."""

import asyncio
from urllib.parse import urlsplit

from starlette.responses import Response

from fordring.faces.common.requests import NotAllowedError, NotAuthenticatedError, basic_credentials
from fordring.faces.common.tokens import TOKEN_SECONDS, Bearer
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import Route
from fordring.faces.dintero.routes.visit import Visit, shaped
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.tokens import TokenBody
from fordring.storage import merchants
from fordring.storage.house import clients

PUBLIC_HOSTS = frozenset(["api.dintero.com", "checkout.dintero.com"])
"""Integrations keep naming the public hosts as the audience after their base URL was changed to ours."""


async def issue_token(visit: Visit) -> Response:
    """Exchange client credentials for a token of the account. `expires_in` is what it says, 14400 seconds."""
    account_id: str = visit.request.path_params["oid"]
    client_id, secret = basic_credentials(visit.request)
    body = shaped(TokenBody, await visit.body())
    _check_grant(visit, body, account_id)
    client = await _client(visit, client_id, secret)
    if client.owner_id != account_id:
        raise NotAllowedError("the client belongs to another account")
    async with visit.context.database.reading() as connection:
        merchant = await merchants.by_account_id(connection, account_id)
    expires = int(visit.wall.timestamp()) + TOKEN_SECONDS
    bearer = Bearer(client.client_id, account_id, merchant.merchant_id, client.scopes, expires)
    token = visit.context.tokens.issue(bearer, body.audience, visit.wall)
    answer = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
    return visit.answer(answer, {"cache-control": "no-store"})


async def _client(visit: Visit, client_id: str, secret: str) -> clients.Client:
    """The client with this secret; an unknown one and a wrong secret answer alike, and take as long."""
    client = None
    if "\0" not in client_id:
        async with visit.context.database.reading() as connection:
            client = await clients.find(connection, client_id)
    if not await asyncio.to_thread(clients.matches, client, secret) or client is None:
        raise NotAuthenticatedError("the client id or the secret is wrong")
    return client


def _check_grant(visit: Visit, body: TokenBody, account_id: str) -> None:
    if body.grant_type != "client_credentials":
        raise BadRequestError(Problem(("grant_type",), "only client_credentials is supported"))
    if not _is_audience(visit, body.audience, account_id):
        raise BadRequestError(Problem(("audience",), f"must be this server's /v1/accounts/{account_id}"))


def _is_audience(visit: Visit, audience: str, account_id: str) -> bool:
    """Whether it names the account at our own origin or at a public host, with or without the account as user."""
    try:
        parts = urlsplit(audience)
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    own = {urlsplit(visit.context.base_url).netloc.lower(), visit.request.headers.get("host", "").lower()}
    return (
        (host in PUBLIC_HOSTS or f"{host}{port}" in own)
        and parts.path.rstrip("/") == f"/v1/accounts/{account_id}"
        and parts.username in {None, account_id}
    )


ROUTES = (
    Route(
        "POST",
        "/auth/token",
        issue_token,
        answers.AccessToken,
        body=TokenBody,
        bases=("/v1/accounts/{oid}",),
        credentials=("client-credentials",),
        example={"grant_type": "client_credentials", "audience": "https://api.dintero.com/v1/accounts/OID"},
    ),
)
