"""`/admin/signature` and `/admin/api-keys`: what an account's calls are signed with, and keys that open it."""

from uuid import UUID

from starlette.responses import Response

from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import READ, WRITE, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.administration import key_words, signature_words
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.filters import Query, limit_of
from fordring.faces.dintero.translate.ids import plain_id
from fordring.faces.dintero.wire import administration as wire
from fordring.faces.dintero.wire.parameters import PAGES
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.services.access.delete_api_key import DeleteAPIKey, delete_api_key
from fordring.services.access.rotate_api_key import RotateAPIKey, rotate_api_key
from fordring.services.configuring.renew_signature import RenewSignature, renew_signature
from fordring.storage import signatures
from fordring.storage.house import api_keys

ADMIN = frozenset(["admin:checkout"])
"""The least that a key holds is what may make one."""

KEY_PAGES = {**PAGES, "include_deleted": "`true`: those that were deleted too"}
TRUTHS = {"true": True, "false": False}


async def show_signature(call: Call) -> Response:
    """The secret that calls are signed with; 404 where they are not signed."""
    async with call.context.database.reading() as connection:
        found = await signatures.get(connection, call.bearer.merchant_id)
    return call.visit.answer(signature_words(found))


async def renew(call: Call) -> Response:
    """Make a secret to sign calls with, the first or a new one; every call from now on is signed with it."""
    command = RenewSignature(call.bearer.merchant_id)
    return await call.once(
        lambda work: renew_signature(command, work), lambda made: call.visit.answer(signature_words(made))
    )


async def list_keys(call: Call) -> Response:
    """The account's API keys, newest first, without what they are used by."""
    query = Query(call.visit.request.query_params.multi_items())
    limit, after, deleted = limit_of(query), query.one("starting_after"), query.one("include_deleted") or "false"
    if deleted not in TRUTHS:
        raise BadRequestError(Problem(("include_deleted",), "is `true` or `false`"))
    place = None if after is None else plain_id("API key", after)
    async with call.context.database.reading() as connection:
        found = await api_keys.page_of(connection, call.bearer.merchant_id, limit, place, deleted=TRUTHS[deleted])
    return call.visit.answer([key_words(key) for key in found])


async def create_key(call: Call) -> Response:
    """Make an API key. What goes into `x-api-key` is told this once. It holds no more than whoever asks."""
    body = shaped(wire.APIKeyBody, await call.visit.body())
    if body.expires_at is not None and body.expires_at <= call.visit.wall:
        raise BadRequestError(Problem(("expires_at",), "has passed"))
    command = CreateAPIKey(call.bearer.account_id, body.name, body.expires_at, call.bearer.scopes)
    return await call.once(
        lambda work: create_api_key(command, work),
        lambda made: call.visit.answer(key_words(*made)),
        repeated=lambda made: call.visit.answer(key_words(made[0])),
    )


async def rotate_key(call: Call) -> Response:
    """Give an API key a new value, told this once; the old one ends at once."""
    command = RotateAPIKey(call.bearer.merchant_id, _key(call), call.bearer.scopes)
    return await call.once(
        lambda work: rotate_api_key(command, work),
        lambda rotated: call.visit.answer(key_words(*rotated)),
        repeated=lambda rotated: call.visit.answer(key_words(rotated[0])),
    )


async def delete_key(call: Call) -> Response:
    """Delete an API key; it ends at once."""
    command = DeleteAPIKey(call.bearer.merchant_id, _key(call))
    return await call.once(
        lambda work: delete_api_key(command, work), lambda deleted: call.visit.answer(key_words(deleted))
    )


def _key(call: Call) -> UUID:
    return plain_id("API key", call.visit.request.path_params["api_key_id"])


ROUTES = (
    Route("GET", "/admin/signature", show_signature, wire.Signature, READ),
    Route("POST", "/admin/signature", renew, wire.Signature, WRITE),
    Route("GET", "/admin/api-keys", list_keys, list[wire.APIKey], ADMIN, None, KEY_PAGES),
    Route("POST", "/admin/api-keys", create_key, wire.APIKeyWithSecret, ADMIN, wire.APIKeyBody),
    Route("DELETE", "/admin/api-keys/{api_key_id}", delete_key, wire.APIKey, ADMIN),
    Route("POST", "/admin/api-keys/{api_key_id}/rotate-api-key", rotate_key, wire.APIKeyWithSecret, ADMIN),
)
