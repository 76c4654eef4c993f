"""Client management below `/accounts/{oid}/auth`: clients, grants, the keys that verify tokens, and revoking one."""

from datetime import UTC, datetime
from uuid import UUID

from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.faces.common.requests import NotAllowedError
from fordring.faces.common.tokens import InvalidTokenError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.audience import audience_of, is_audience
from fordring.faces.dintero.routes.route import HOLDER, Route
from fordring.faces.dintero.routes.visit import Call, Visit, shaped
from fordring.faces.dintero.translate.clients import client_words, grant_words, scopes_of
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.ids import plain_id
from fordring.faces.dintero.wire import clients as wire
from fordring.services.access.create_client import CreateClient, create_client
from fordring.services.access.delete_client import DeleteClient, delete_client
from fordring.services.access.give_grant import GiveGrant, give_grant
from fordring.services.access.revoke_token import RevokeToken, revoke_token
from fordring.services.access.rotate_client_secret import RotateClientSecret, rotate_client_secret
from fordring.services.access.withdraw_grant import WithdrawGrant, withdraw_grant
from fordring.storage.house import clients, grants

READ = frozenset(["admin:accounts", "read:accounts"])
WRITE = frozenset(["admin:accounts", "write:accounts"])
AUTH = ("/v1/accounts/{oid}/auth",)
GRANT_FILTERS = {"client_id": "the `id` of a client", "audience": "exactly as it was granted for"}
BEARER = ("merchant-token",)


async def list_clients(call: Call) -> Response:
    """The account's clients, oldest first."""
    async with call.context.database.reading() as connection:
        found = await clients.all_of(connection, call.bearer.account_id)
    return call.visit.answer([client_words(client) for client in found])


async def show_client(call: Call) -> Response:
    """One client."""
    async with call.context.database.reading() as connection:
        found = await clients.get(connection, call.bearer.account_id, _client(call))
    return call.visit.answer(client_words(found))


async def create(call: Call) -> Response:
    """Make a client. Its secret is told this once; it can do nothing until it is granted something."""
    body = shaped(wire.ClientBody, await call.visit.body())
    command = CreateClient(
        call.bearer.account_id, name=body.name, description=body.description, client_id=body.client_id
    )
    return await call.once(
        lambda work: create_client(command, work),
        lambda made: call.visit.answer(client_words(made.client, made.client_secret)),
        repeated=lambda made: call.visit.answer(client_words(made.client)),
    )


async def rotate(call: Call) -> Response:
    """Give a client a new secret, told this once. The old one and every token got by it end at once.

    Whoever asks must hold all that the client may do.
    """
    command = RotateClientSecret(call.bearer.account_id, _client(call), call.bearer.scopes)
    return await call.once(
        lambda work: rotate_client_secret(command, work),
        lambda rotated: call.visit.answer(client_words(*rotated)),
        repeated=lambda rotated: call.visit.answer(client_words(rotated[0])),
    )


async def delete(call: Call) -> Response:
    """Delete a client with its grants. Its tokens end at once; its `client_id` is not given again."""
    command = DeleteClient(call.bearer.account_id, _client(call))
    return await call.once(
        lambda work: delete_client(command, work), lambda deleted: call.visit.answer(client_words(deleted))
    )


async def list_grants(call: Call) -> Response:
    """What the account's clients may do, oldest first."""
    async with call.context.database.reading() as connection:
        found = await grants.all_of(connection, call.bearer.account_id)
    default, query = audience_of(call.visit, call.bearer.account_id), call.visit.request.query_params
    words = [grant_words(grant, default) for grant in found]
    wanted = {name: query[name] for name in GRANT_FILTERS if name in query}
    return call.visit.answer([each for each in words if all(str(each[name]) == wanted[name] for name in wanted)])


async def grant(call: Call) -> Response:
    """Grant scopes to a client. Nobody grants what they do not hold; `checkout:admin` is taken for `admin:checkout`."""
    body = shaped(wire.GrantBody, await call.visit.body())
    account_id = call.bearer.account_id
    if not is_audience(call.visit, body.audience, account_id):
        raise BadRequestError(Problem(("audience",), f"must be this server's /v1/accounts/{account_id}"))
    command = GiveGrant(account_id, _granted_client(body), body.audience, scopes_of(body.scope), call.bearer.scopes)
    return await call.once(
        lambda work: give_grant(command, work),
        lambda given: call.visit.answer(grant_words(given, body.audience)),
    )


async def withdraw(call: Call) -> Response:
    """Take a grant back. The client's tokens end at once; the next one carries what is left."""
    command = WithdrawGrant(call.bearer.account_id, plain_id("grant", call.visit.request.path_params["grant"]))
    default = audience_of(call.visit, call.bearer.account_id)
    return await call.once(
        lambda work: withdraw_grant(command, work),
        lambda withdrawn: call.visit.answer(grant_words(withdrawn, default)),
    )


async def show_keys(visit: Visit) -> Response:
    """The public keys that this installation's tokens are verified with. They are the same for every account."""
    return visit.answer(visit.context.credentials.tokens.public_keys())


async def revoke(visit: Visit) -> Response:
    """Revoke a token, at once. A client may revoke its own; others need a scope of client management.

    What is no token of this account is as good as revoked (RFC 7009 section 2.2).
    """
    call = Call(visit, await visit.holder())
    body = shaped(wire.RevokeBody, await visit.body())
    try:
        token = visit.context.credentials.tokens.read(body.token, visit.wall)
    except InvalidTokenError:
        return visit.answer({})
    held, holder = token.bearer, call.bearer
    if held.account_id != holder.account_id:
        return visit.answer({})
    if held.client_id != holder.client_id and not holder.scopes & WRITE:
        raise NotAllowedError(f"another client's token is revoked with the scope {' or '.join(sorted(WRITE))}")
    expires_at = datetime.fromtimestamp(held.expires or 0, UTC)
    command = RevokeToken(held.client_id, token.sha256, expires_at)
    return await call.once(lambda work: revoke_token(command, work), lambda _: visit.answer({}))


def _client(call: Call) -> UUID:
    return plain_id("client", call.visit.request.path_params["client"])


def _granted_client(body: wire.GrantBody) -> UUID:
    try:
        return plain_id("client", body.client_id)
    except NotFoundError:
        raise BadRequestError(Problem(("client_id",), "is not the id of a client")) from None


ROUTES = (
    Route("GET", "/clients", list_clients, list[wire.Client], READ, bases=AUTH, credentials=BEARER),
    Route("POST", "/clients", create, wire.ClientWithSecret, WRITE, wire.ClientBody, bases=AUTH, credentials=BEARER),
    Route("GET", "/clients/{client}", show_client, wire.Client, READ, bases=AUTH, credentials=BEARER),
    Route("DELETE", "/clients/{client}", delete, wire.Client, WRITE, bases=AUTH, credentials=BEARER),
    Route(
        "POST",
        "/clients/{client}/rotate-secret",
        rotate,
        wire.ClientWithSecret,
        WRITE,
        bases=AUTH,
        credentials=BEARER,
    ),
    Route("GET", "/client-grants", list_grants, list[wire.Grant], READ, None, GRANT_FILTERS, AUTH, BEARER),
    Route("POST", "/client-grants", grant, wire.Grant, WRITE, wire.GrantBody, bases=AUTH, credentials=BEARER),
    Route("DELETE", "/client-grants/{grant}", withdraw, wire.Grant, WRITE, bases=AUTH, credentials=BEARER),
    Route("GET", "/keys", show_keys, list[wire.PublicKey], bases=AUTH, credentials=()),
    Route("POST", "/revoke", revoke, wire.Nothing, body=wire.RevokeBody, bases=AUTH, credentials=HOLDER),
)
