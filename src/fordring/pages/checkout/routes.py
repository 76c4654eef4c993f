"""The addresses of the checkout page: looking, paying, leaving; and its theme and logo."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.purchase.checkout import Stage
from fordring.formats.documents.model import logo_kind
from fordring.pages.checkout.answers import BASIC_HEADERS, CLOSED_STAGES, closed, form_page, paid, sent_on, told
from fordring.pages.checkout.colours import style_sheet, theme_of
from fordring.pages.checkout.entry import first_entry
from fordring.pages.checkout.options import first_choice, options_of
from fordring.pages.checkout.paying import pay
from fordring.pages.checkout.visit import Order, Visit, order_of, visit_of
from fordring.pages.context import PagesContext
from fordring.pages.forms import ForeignFormError, UnusableFormError, read_form, require_own_form
from fordring.services.branding import brand_of
from fordring.services.checkout.abandon_checkout import abandon_checkout
from fordring.services.views import CheckoutView
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

Step = Callable[[Visit, Mapping[str, str]], Awaitable[Response]]
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
LOGO_HEADERS = {
    "Cache-Control": "public, max-age=3600",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
}
"""A logo is an image and nothing else, also for who opens it by itself: an SVG runs nothing."""


def router(context: PagesContext) -> APIRouter:
    """The routes under `/checkout`; the page itself is at `/` with a `sid`, which `front` hands over."""
    made = APIRouter(prefix="/checkout")

    async def logo(request: Request) -> Response:
        order = await order_of(context, request.path_params["sid"], context.wall())
        image = brand_of(order.merchant.settings).logo if order else None
        kind = logo_kind(image) if image else None
        if image is None or kind is None:
            return Response(None, 404, BASIC_HEADERS)
        return Response(image, 200, LOGO_HEADERS, MEDIA_TYPES[kind])

    async def again(request: Request) -> Response:
        visit = await visit_of(context, request, request.path_params["sid"], request.query_params)
        return sent_on(visit.address())

    made.add_api_route("/theme.css", theme, methods=["GET"], response_class=Response)
    made.add_api_route("/{sid}/logo", logo, methods=["GET"], response_class=Response)
    made.add_api_route("/{sid}", again, methods=["GET"], response_class=Response)
    made.add_api_route("/{sid}", _posted(context, _pay), methods=["POST"], response_class=Response)
    made.add_api_route("/{sid}/cancel", _posted(context, _leave), methods=["POST"], response_class=Response)
    return made


async def theme(request: Request) -> Response:
    """A shop's colours, which its address says."""
    return Response(style_sheet(theme_of(request.query_params)), 200, FOR_EVER, "text/css")


async def show(context: PagesContext, request: Request) -> Response:
    """The page of the `sid` in the address."""
    visit = await visit_of(context, request, request.query_params["sid"], request.query_params)
    order = visit.order
    if order is None:
        return closed(visit, "unknown")
    stage = order.checkout.stage(visit.wall)
    if stage is not Stage.OPEN:
        return closed(visit, CLOSED_STAGES[stage])
    if order.merchant.deactivated_at is not None:
        return closed(visit, "closed_shop")
    product = first_choice(order, options_of(order, visit.texts, visit.figures))
    notice = "locked" if order.checkout.held_lock(visit.wall) else None
    return form_page(visit, order, first_entry(order.showing, product), {}, notice if product else "nothing")


def _posted(context: PagesContext, step: Step) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a form: read, known for ours, its order found."""

    async def endpoint(request: Request) -> Response:
        try:
            form = await read_form(request)
        except UnusableFormError:
            visit = await visit_of(context, request, request.path_params["sid"], {})
            return closed(visit, "unusable")
        visit = await visit_of(context, request, request.path_params["sid"], form)
        return closed(visit, "unknown") if visit.order is None else await step(visit, form)

    return endpoint


async def _pay(visit: Visit, form: Mapping[str, str]) -> Response:
    return await pay(visit, form)


async def _leave(visit: Visit, form: Mapping[str, str]) -> Response:
    """Leave without paying; an order that is paid stays so, and the shop is told that."""
    context, order = visit.context, visit.order
    try:
        require_own_form(context, visit.request, visit.sid, form)
    except ForeignFormError:
        return closed(visit, "foreign")
    if order is None:
        return closed(visit, "unknown")
    left = await _abandoned(visit, order)
    if left.checkout.purchase_id is not None:
        return paid(replace(visit, order=replace(order, view=left)))
    href = visit.way_back()
    if visit.wants_json:
        return told(visit, "cancelled", href=href or visit.address())
    return sent_on(href) if href else closed(visit, "left")


async def _abandoned(visit: Visit, order: Order) -> CheckoutView:
    async def abandoned(connection: Connection) -> CheckoutView:
        work = Work(connection, Unit(connection), visit.wall, Asker("payer", new_id()))
        view = await abandon_checkout(order.merchant.merchant_id, order.checkout.checkout_id, work)
        await work.unit.flush()
        return view

    return await visit.context.database.run(abandoned)
