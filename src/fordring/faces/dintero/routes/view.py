"""A session as whoever knows its id may use it: the checkout page's endpoints. They take no token."""

from urllib.parse import quote, urlencode
from uuid import UUID

from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.domain.purchase.offer import Payability
from fordring.faces.common.once import done
from fordring.faces.dintero.routes.payer import payers_call
from fordring.faces.dintero.routes.route import Route
from fordring.faces.dintero.routes.visit import Call, Visit
from fordring.faces.dintero.translate.session_words import offers, operations, page_words, return_address
from fordring.faces.dintero.translate.vocabulary import PRODUCTS
from fordring.faces.dintero.wire import session_answers
from fordring.services.checkout.abandon_checkout import abandon_checkout
from fordring.services.checkout.lock_checkout import lock_checkout
from fordring.services.checkout.show_checkout import show_checkout
from fordring.services.checkout.visit_checkout import visit_checkout
from fordring.services.views import CheckoutView

BASES = ("/v1",)
OF_ADDRESSES = ":/%#?=@[]!$&'()*+,;~"


async def open_page(visit: Visit) -> Response:
    """Go to the checkout page, which takes the query parameters along. The visit is recorded."""
    call, checkout_id = await payers_call(visit)
    merchant_id = call.bearer.merchant_id
    await call.context.database.run(
        lambda connection: done(lambda work: visit_checkout(merchant_id, checkout_id, work), call.work(connection))
    )
    given = [pair for pair in visit.request.query_params.multi_items() if pair[0] != "sid"]
    query = urlencode([*given, ("sid", visit.request.path_params["sid"])])
    return _redirect(visit, f"{call.context.base_url}/?{query}")


async def show(visit: Visit) -> Response:
    """The session as a checkout page shows it, with what can be done."""
    call, checkout_id = await payers_call(visit)
    view = await _shown(call, checkout_id)
    return visit.answer(page_words(view, call.context.base_url, visit.wall))


async def lock(visit: Visit) -> Response:
    """Lock the session, so that its order can be changed while nobody pays it. A lock ends by itself."""
    call, checkout_id = await payers_call(visit)

    def answer(view: CheckoutView) -> Response:
        held = view.checkout.held_lock(visit.wall)
        return visit.answer({"pay_lock": {"pay_lock_id": held.lock_id if held else None}})

    return await call.once(lambda work: lock_checkout(call.bearer.merchant_id, checkout_id, work), answer)


async def choose(visit: Visit) -> Response:
    """What can be done to pay by this kind of invoice, if the session offers it for its order."""
    call, checkout_id = await payers_call(visit)
    view = await _shown(call, checkout_id)
    product = PRODUCTS.get(visit.request.path_params["payment_product_type"])
    offered = (offer.product for offer, payable in offers(view) if offer.enabled and payable is Payability.PAYABLE)
    if product is None or product not in offered:
        raise NotFoundError("payment product type of this session", product)
    return visit.answer({"operations": list(operations(view, call.context.base_url, visit.wall))})


async def abandon(visit: Visit) -> Response:
    """Leave without paying: back to the shop, which is told `error=cancelled`. The session can still be paid."""
    call, checkout_id = await payers_call(visit)
    merchant_id = call.bearer.merchant_id
    view = await call.context.database.run(
        lambda connection: done(lambda work: abandon_checkout(merchant_id, checkout_id, work), call.work(connection))
    )
    paid = view.checkout.purchase_id is not None
    return _redirect(visit, return_address(view, error=None if paid else "cancelled"))


async def _shown(call: Call, checkout_id: UUID) -> CheckoutView:
    async with call.context.database.reading() as connection:
        return await show_checkout(call.bearer.merchant_id, checkout_id, connection)


def _redirect(visit: Visit, address: str) -> Response:
    """Go there. A header holds only what an address may; the rest of a shop's own address is written in percents."""
    return Response(None, 302, {**visit.headers, "location": quote(address, safe=OF_ADDRESSES)})


LANGUAGE = {"language": "of the page"}

ROUTES = (
    Route(
        "GET",
        "/view/{sid}",
        open_page,
        None,
        bases=BASES,
        credentials=(),
        good_statuses=(302,),
        more_statuses=(429,),
        query=LANGUAGE,
    ),
    Route(
        "GET",
        "/view/{sid}/session",
        show,
        session_answers.PageSession,
        bases=BASES,
        credentials=(),
        more_statuses=(429,),
    ),
    Route(
        *("POST", "/view/{sid}/session/lock", lock, session_answers.LockedSession),
        bases=BASES,
        credentials=(),
        more_statuses=(412, 429),
    ),
    Route(
        *("POST", "/view/{sid}/payments/{payment_product_type}", choose, session_answers.Operations),
        bases=BASES,
        credentials=(),
        query=LANGUAGE,
        more_statuses=(429,),
    ),
    Route(
        "POST",
        "/view/{sid}/session/abandon",
        abandon,
        None,
        bases=BASES,
        credentials=(),
        good_statuses=(302,),
        more_statuses=(429,),
    ),
)
