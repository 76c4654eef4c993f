"""`/admin/session/profiles`: what an account's sessions offer where they say nothing themselves."""

from collections.abc import Callable

from starlette.responses import Response

from fordring.domain.purchase.offer import Contract, contract_of
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import READ, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.administration import profile_content, profile_words
from fordring.faces.dintero.translate.configuration import given_configuration, terms_of
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.filters import Query, limit_of
from fordring.faces.dintero.translate.ids import public_id
from fordring.faces.dintero.wire.administration import Profile, ProfileBody
from fordring.faces.dintero.wire.parameters import PAGES
from fordring.services.configuring.change_profile import ChangeProfile, change_profile
from fordring.services.configuring.create_profile import CreateProfile, create_profile
from fordring.services.configuring.delete_profile import DeleteProfile, delete_profile
from fordring.storage import merchants, profiles
from fordring.storage.ids import new_id
from fordring.storage.profiles import Profile as KeptProfile
from fordring.storage.transaction import Connection

WRITE = frozenset(["admin:checkout", "write:checkout:/admin/session/profiles"])


async def list_profiles(call: Call) -> Response:
    """The account's profiles, newest first; the next page begins after the last id (`starting_after`)."""
    query = Query(call.visit.request.query_params.multi_items())
    limit, after = limit_of(query), query.one("starting_after")
    async with call.context.database.reading() as connection:
        contract = await _contract(call, connection)
        found = await profiles.page_of(connection, call.bearer.merchant_id, limit, after)
    return call.visit.answer([profile_words(profile, contract) for profile in found])


async def show_profile(call: Call) -> Response:
    """One profile. Every option of the three kinds of invoice is said, given or not."""
    async with call.context.database.reading() as connection:
        contract = await _contract(call, connection)
        found = await profiles.get(connection, call.bearer.merchant_id, _asked_for(call))
    return call.visit.answer(profile_words(found, contract))


async def create(call: Call) -> Response:
    """Make a profile, by an id of one's own or a generated one. An id is not given twice, a deleted one's neither."""
    body = shaped(ProfileBody, await call.visit.body())
    command = CreateProfile(
        call.bearer.merchant_id,
        body.profile_id or public_id(call.bearer.account_id, new_id()),
        terms_of(body.configuration),
        given_configuration(body.configuration),
        profile_content(body),
    )
    return await call.once(lambda work: create_profile(command, work), await _worded(call))


async def change(call: Call) -> Response:
    """Put all that a profile says in the place of what it said. Sessions made by it before keep that."""
    profile_id = _asked_for(call)
    body = shaped(ProfileBody, await call.visit.body())
    if body.profile_id not in {None, profile_id}:
        raise BadRequestError(Problem(("profile_id",), "is not the one of the path; a profile keeps its id"))
    command = ChangeProfile(
        call.bearer.merchant_id,
        profile_id,
        terms_of(body.configuration),
        given_configuration(body.configuration),
        profile_content(body),
    )
    return await call.once(lambda work: change_profile(command, work), await _worded(call))


async def delete(call: Call) -> Response:
    """Delete a profile: no new session can be made by it, those that were keep working. `default` stays."""
    command = DeleteProfile(call.bearer.merchant_id, _asked_for(call))
    return await call.once(lambda work: delete_profile(command, work), await _worded(call))


def _asked_for(call: Call) -> str:
    asked: str = call.visit.request.path_params["profile_id"]
    return asked


async def _contract(call: Call, connection: Connection) -> Contract:
    return contract_of((await merchants.get(connection, call.bearer.merchant_id)).settings)


async def _worded(call: Call) -> Callable[[KeptProfile], Response]:
    """How a profile is answered: with what the account's contract leaves of it."""
    async with call.context.database.reading() as connection:
        contract = await _contract(call, connection)
    return lambda profile: call.visit.answer(profile_words(profile, contract))


ROUTES = (
    Route("GET", "/admin/session/profiles", list_profiles, list[Profile], READ, None, PAGES),
    Route("POST", "/admin/session/profiles", create, Profile, WRITE, ProfileBody),
    Route("GET", "/admin/session/profiles/{profile_id}", show_profile, Profile, READ),
    Route("PUT", "/admin/session/profiles/{profile_id}", change, Profile, WRITE, ProfileBody),
    Route("DELETE", "/admin/session/profiles/{profile_id}", delete, Profile, WRITE),
)
