"""Sessions: a merchant creates them, looks at them, changes their order while they are not paid, and cancels them."""

from uuid import UUID

from starlette.responses import Response

from fordring.domain.errors import InvalidCommandError, WrongCurrencyError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import READ, WRITE, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.fields import Problem, command_problems
from fordring.faces.dintero.translate.ids import own_id
from fordring.faces.dintero.translate.orders import places_of
from fordring.faces.dintero.translate.payments import Asked
from fordring.faces.dintero.translate.session_filters import page_of
from fordring.faces.dintero.translate.session_words import session_id, session_url, session_words
from fordring.faces.dintero.translate.sessions import ORDER_AT, Update, create_command, update_command
from fordring.faces.dintero.wire.orders import OrderParts
from fordring.faces.dintero.wire.parameters import SESSION_FILTERS, SESSION_INCLUDES
from fordring.faces.dintero.wire.session_answers import CreatedSession, Session
from fordring.faces.dintero.wire.sessions import ProfileSessionBody, SessionBody, UpdateSessionBody
from fordring.services.checkout.cancel_checkout import cancel_checkout
from fordring.services.checkout.create_checkout import create_checkout
from fordring.services.checkout.list_checkouts import ListCheckouts, list_checkouts
from fordring.services.checkout.show_checkout import show_checkout
from fordring.services.checkout.update_checkout import update_checkout
from fordring.services.views import CheckoutView

INCLUDE = "include_session"
WITHOUT_LOCK = "update_without_lock"
YES_OR_NO = {"true": True, "false": False}


async def create_by_profile(call: Call) -> Response:
    """Create a session that offers what a profile does. Without `profile_id` it is the profile `default`."""
    return await _create(call, shaped(ProfileSessionBody, await call.visit.body()))


async def create(call: Call) -> Response:
    """Create a session without a profile: it offers what its own configuration enables."""
    return await _create(call, shaped(SessionBody, await call.visit.body()))


async def show(call: Call) -> Response:
    """One session with all its events. Unknown `includes` are tolerated."""
    async with call.context.database.reading() as connection:
        view = await show_checkout(call.bearer.merchant_id, asked_for(call), connection)
    return call.visit.answer(session_words(view))


async def list_them(call: Call) -> Response:
    """The account's sessions, newest first; the next page begins after the last id (`starting_after`)."""
    page = page_of(call.visit.request.query_params.multi_items(), call.bearer.account_id)
    if page.empty:
        return call.visit.answer([])
    command = ListCheckouts(call.bearer.merchant_id, page.wanted, page.limit)
    async with call.context.database.reading() as connection:
        views = await list_checkouts(command, connection)
    return call.visit.answer([session_words(view) for view in views])


async def update(call: Call) -> Response:
    """Change the order of a session that is locked, or with `update_without_lock=true`; the lock is released."""
    checkout_id = asked_for(call)
    without_lock = flag(call, WITHOUT_LOCK)
    body = shaped(UpdateSessionBody, await call.visit.body())
    async with call.context.database.reading() as connection:
        seen = await show_checkout(call.bearer.merchant_id, checkout_id, connection)
    reference = seen.checkout.order.merchant_reference
    command = update_command(body, Update(call.bearer.merchant_id, checkout_id, reference, without_lock))
    try:
        return await call.once(lambda work: update_checkout(command, work), lambda view: _answer(call, view))
    except (InvalidCommandError, WrongCurrencyError) as error:
        raise _named(error, body.order) from error


async def cancel(call: Call) -> Response:
    """Cancel the session, and void its transaction while nothing of it is paid. A body is not looked at."""
    checkout_id = asked_for(call)
    return await call.once(
        lambda work: cancel_checkout(call.bearer.merchant_id, checkout_id, work), lambda view: _answer(call, view)
    )


def asked_for(call: Call) -> UUID:
    """The session in the path. Raises NotFoundError, also for another account's."""
    return own_id("session", call.visit.request.path_params["sid"], call.bearer.account_id)


def flag(call: Call, name: str) -> bool:
    """A query parameter that is `true` or `false`. Raises BadRequestError."""
    given = call.visit.request.query_params.get(name, "false").lower()
    if given not in YES_OR_NO:
        raise BadRequestError(Problem((name,), "is true or false"))
    return YES_OR_NO[given]


async def _create(call: Call, body: ProfileSessionBody | SessionBody) -> Response:
    include = flag(call, INCLUDE)
    asked = Asked(
        merchant_id=call.bearer.merchant_id,
        toggles=call.toggles,
        system_headers=call.system_headers,
        wall=call.visit.wall,
        insecure_callbacks=call.context.allow_private_callbacks and call.bearer.account_id.startswith("T"),
    )
    command = create_command(body, asked)

    def answer(view: CheckoutView) -> Response:
        words = {"id": session_id(view), "url": session_url(view, call.context.base_url)}
        return call.visit.answer({**words, "session": session_words(view)} if include else words)

    try:
        return await call.once(lambda work: create_checkout(command, work), answer)
    except (InvalidCommandError, WrongCurrencyError) as error:
        raise _named(error, body.order) from error


def _named(error: InvalidCommandError | WrongCurrencyError, order: OrderParts) -> BadRequestError:
    """The error with the fields of this body."""
    return BadRequestError(*command_problems(error.problems, places_of(order, ORDER_AT)))


def _answer(call: Call, view: CheckoutView) -> Response:
    return call.visit.answer(session_words(view))


INCLUDED = {INCLUDE: "`true`: the session is in the answer"}
LOCKING = {
    WITHOUT_LOCK: "`true`: the session need not be locked; for servers, before the payer has the page",
    "force_shipping_address_callback": "tolerated: there are no address callbacks",
}

ROUTES = (
    Route("POST", "/sessions-profile", create_by_profile, CreatedSession, WRITE, ProfileSessionBody, INCLUDED),
    Route("POST", "/sessions", create, CreatedSession, WRITE, SessionBody, INCLUDED),
    Route("GET", "/sessions", list_them, list[Session], READ, query=SESSION_FILTERS),
    Route("GET", "/sessions/{sid}", show, Session, READ, query=SESSION_INCLUDES),
    Route("PUT", "/sessions/{sid}", update, Session, READ | WRITE, UpdateSessionBody, LOCKING),
    Route("POST", "/sessions/{sid}/cancel", cancel, Session, WRITE),
)
