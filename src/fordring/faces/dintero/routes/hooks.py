"""Subscriptions to what happens, trying them out, and what was delivered to them."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import ACCOUNT, NO_CONTENT, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.hooks import Wanted, delivery, subscription, wanted_of
from fordring.faces.dintero.wire import hooks as wire
from fordring.services.hooks.change_subscription import ChangeSubscription, change_subscription
from fordring.services.hooks.end_subscription import EndSubscription, end_subscription
from fordring.services.hooks.ping_subscription import PingSubscription, ping_subscription
from fordring.services.hooks.subscribe import Subscribe, subscribe
from fordring.services.hooks.try_again import TryAgain, try_again
from fordring.storage import calls, hooks
from fordring.storage.calls import OutgoingCall
from fordring.storage.hooks import Hook
from fordring.storage.work import Work

Handler = Callable[[Call], Awaitable[Response]]

READ = frozenset(["admin:hooks", "read:hooks"])
WRITE = frozenset(["admin:hooks", "write:hooks"])
LIMIT, LIMIT_MAX = 10, 100
PAGE = {"limit": "1 to 100, otherwise 10", "starting_after": "the last id of the page before"}


async def create(call: Call) -> Response:
    """Subscribe to events. A `ping` that tells the subscription of itself is delivered to it at once."""
    wanted = await _wanted(call)
    command = Subscribe(
        call.bearer.merchant_id, wanted.url, wanted.topics, wanted.secret, wanted.content, active=wanted.active
    )
    return await call.once(lambda work: subscribe(command, work), partial(_shown, call))


async def list_them(call: Call) -> Response:
    """The account's subscriptions, newest first, without those deleted."""
    async with call.context.database.reading() as connection:
        found = await hooks.of_merchant(connection, call.bearer.merchant_id)
    return call.visit.answer([subscription(hook) for hook in found])


async def show(call: Call) -> Response:
    """One subscription."""
    async with call.context.database.reading() as connection:
        found = await hooks.get(connection, call.bearer.merchant_id, _hook_id(call))
    return _shown(call, found)


async def change(call: Call) -> Response:
    """Replace a subscription. A secret without its `value` stays as it is; active, it is taken up again."""
    hook_id, wanted = _hook_id(call), await _wanted(call)
    command = ChangeSubscription(
        call.bearer.merchant_id,
        hook_id,
        wanted.url,
        wanted.topics,
        wanted.secret,
        keep_secret=wanted.keep_secret,
        content=wanted.content,
        active=wanted.active,
    )
    return await call.once(lambda work: change_subscription(command, work), partial(_shown, call))


async def end(call: Call) -> Response:
    """Delete a subscription. What waits to be delivered to it is dropped."""
    command = EndSubscription(call.bearer.merchant_id, _hook_id(call))
    return await call.once(lambda work: end_subscription(command, work), partial(_shown, call))


async def ping(call: Call) -> Response:
    """Deliver a `ping`, whose body is the subscription."""
    command = PingSubscription(call.bearer.merchant_id, _hook_id(call))
    done = Response(None, NO_CONTENT, call.visit.headers)
    return await call.once(lambda work: ping_subscription(command, work), lambda _: done)


async def list_deliveries(call: Call) -> Response:
    """What was delivered to a subscription or is to be, newest first, each with all its attempts."""
    hook_id, (limit, after) = _hook_id(call), _page(call)
    async with call.context.database.reading() as connection:
        await hooks.get(connection, call.bearer.merchant_id, hook_id)
        if after is not None:
            await _delivery(call, hook_id, after)
        found = await calls.of_hook(connection, call.bearer.merchant_id, hook_id, limit, after)
        attempts = await calls.attempts_of(connection, found)
    return call.visit.answer([delivery(each, attempts[each.call_id]) for each in found])


async def show_delivery(call: Call) -> Response:
    """One delivery with all its attempts: what was sent, what came back, how long it took."""
    found = await _delivery(call, _hook_id(call), _delivery_id(call))
    async with call.context.database.reading() as connection:
        attempts = await calls.attempts_of(connection, [found])
    return call.visit.answer(delivery(found, attempts[found.call_id]))


async def redeliver(call: Call) -> Response:
    """Deliver again, under the same id and with all tries; one that waits for its next attempt is tried at once."""
    command = TryAgain(_delivery_id(call), call.bearer.merchant_id, _hook_id(call))

    async def again(work: Work) -> dict[str, Any]:
        found = await try_again(command, work)
        return delivery(found, (await calls.attempts_of(work.connection, [found]))[found.call_id])

    return await call.once(again, call.visit.answer)


async def _wanted(call: Call) -> Wanted:
    body = shaped(wire.SubscriptionBody, await call.visit.body())
    sandbox = call.bearer.account_id.startswith("T")
    return wanted_of(body, insecure=call.context.allow_private_callbacks and sandbox)


async def _delivery(call: Call, hook_id: UUID, delivery_id: UUID) -> OutgoingCall:
    """A delivery of this subscription. Raises NotFoundError."""
    async with call.context.database.reading() as connection:
        await hooks.get(connection, call.bearer.merchant_id, hook_id)
        found = await calls.get(connection, call.bearer.merchant_id, delivery_id)
    if found.hook_id != hook_id:
        raise NotFoundError("delivery", delivery_id)
    return found


def _shown(call: Call, hook: Hook) -> Response:
    return call.visit.answer(subscription(hook))


def _hook_id(call: Call) -> UUID:
    return _uuid("subscription", call.visit.request.path_params["hid"])


def _delivery_id(call: Call) -> UUID:
    return _uuid("delivery", call.visit.request.path_params["did"])


def _uuid(what: str, text: str) -> UUID:
    """Raises NotFoundError: what is no id is the id of nothing."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFoundError(what, text) from error


def _page(call: Call) -> tuple[int, UUID | None]:
    """How many, and after which. Raises BadRequestError, NotFoundError."""
    query = call.visit.request.query_params
    given, after = query.get("limit", str(LIMIT)), query.get("starting_after")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= LIMIT_MAX):
        raise BadRequestError(Problem(("limit",), f"is 1 to {LIMIT_MAX}"))
    return int(given), _uuid("delivery", after) if after else None


AT = "/hooks/subscriptions"
ONE = f"{AT}/{{hid}}"
DELIVERIES = f"{ONE}/deliveries"
DELIVERY = f"{DELIVERIES}/{{did}}"


def _route(method: str, path: str, handler: Handler, answer: Any, scopes: frozenset[str], **more: Any) -> Route:
    return Route(method, path, handler, answer, scopes, bases=ACCOUNT, **more)


ROUTES = (
    _route("POST", AT, create, wire.Subscription, WRITE, body=wire.SubscriptionBody),
    _route("GET", AT, list_them, list[wire.Subscription], READ),
    _route("GET", ONE, show, wire.Subscription, READ),
    _route("PUT", ONE, change, wire.Subscription, WRITE, body=wire.SubscriptionBody),
    _route("DELETE", ONE, end, wire.Subscription, WRITE),
    _route("POST", f"{ONE}/ping", ping, None, WRITE, good_statuses=(NO_CONTENT,)),
    _route("GET", DELIVERIES, list_deliveries, list[wire.Delivery], READ, query=PAGE),
    _route("GET", DELIVERY, show_delivery, wire.Delivery, READ),
    _route("POST", f"{DELIVERY}/redeliver", redeliver, wire.Delivery, WRITE),
)
