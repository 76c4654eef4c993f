"""The addresses of the checkout page: looking, paying, leaving; and its theme and logo."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.purchase.checkout import CheckoutKind
from fordring.formats.documents.model import logo_kind
from fordring.pages.checkout.answers import BASIC_HEADERS, closed, closed_stage, form_page, found, paid, sent_on, told
from fordring.pages.checkout.colours import style_sheet, theme_of
from fordring.pages.checkout.company import look_up
from fordring.pages.checkout.entry import entry_of, first_entry
from fordring.pages.checkout.options import first_choice, options_of
from fordring.pages.checkout.paying import pay, stale
from fordring.pages.checkout.visit import Order, Visit, done, kept, order_of, visit_of
from fordring.pages.context import PagesContext
from fordring.pages.forms import UnusableFormError, is_own_form, read_form
from fordring.services.branding import brand_of
from fordring.services.checkout.abandon_checkout import abandon_checkout
from fordring.services.checkout.visit_checkout import visit_checkout
from fordring.services.views import CheckoutView

Step = Callable[[Visit, Order, Mapping[str, str]], Awaitable[Response]]
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
        sid, given = request.path_params["sid"], request.query_params
        return sent_on(Visit(context, request, context.wall(), sid, None, kept(given)).address())

    made.add_api_route("/theme.css", theme, methods=["GET"], response_class=Response)
    made.add_api_route("/{sid}/logo", logo, methods=["GET"], response_class=Response)
    made.add_api_route("/{sid}", again, methods=["GET"], response_class=Response)
    made.add_api_route("/{sid}", _posted(context, pay), methods=["POST"], response_class=Response)
    made.add_api_route("/{sid}/company", _posted(context, _find), methods=["POST"], response_class=Response)
    made.add_api_route("/{sid}/cancel", _posted(context, _leave), methods=["POST"], response_class=Response)
    return made


async def theme(request: Request) -> Response:
    """A shop's colours, which its address says."""
    return Response(style_sheet(theme_of(request.query_params)), 200, FOR_EVER, "text/css")


async def show(context: PagesContext, request: Request) -> Response:
    """The page of the `sid` in the address."""
    sid = request.query_params["sid"]
    if (held := _held_up(context, request, sid, request.query_params)) is not None:
        return held
    visit = await visit_of(context, request, sid, request.query_params)
    order = visit.order
    if order is None:
        return closed(visit, "unknown")
    if (over := closed_stage(visit, order)) is not None:
        return over
    if order.merchant.deactivated_at is not None:
        return closed(visit, "closed_shop")
    await _note_visit(visit, order)
    product = first_choice(order, options_of(order, visit.texts, visit.figures))
    notice = "locked" if order.checkout.held_lock(visit.wall) else None
    return form_page(visit, order, first_entry(order.showing, product), {}, notice if product else "nothing")


def _held_up(context: PagesContext, request: Request, sid: str, given: Mapping[str, str]) -> Response | None:
    """The answer to whoever comes too often; nothing is looked up for it."""
    wall = context.wall()
    seconds = context.seconds_to_wait(request.client.host if request.client else None, sid, wall)
    if not seconds:
        return None
    return closed(Visit(context, request, wall, sid, None, kept(given)), "busy", {"Retry-After": str(seconds)})


def _posted(context: PagesContext, step: Step) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a form: read, its order found, known for ours."""

    async def endpoint(request: Request) -> Response:
        sid = request.path_params["sid"]
        if (held := _held_up(context, request, sid, request.query_params)) is not None:
            return held
        try:
            form = await read_form(request)
        except UnusableFormError:
            return closed(await visit_of(context, request, sid, {}), "unusable")
        visit = await visit_of(context, request, sid, form)
        if visit.order is None:
            return closed(visit, "unknown")
        if not is_own_form(context, request, sid, form):
            return stale(visit, visit.order, form) if step is pay else closed(visit, "foreign")
        return await step(visit, visit.order, form)

    return endpoint


async def _find(visit: Visit, order: Order, form: Mapping[str, str]) -> Response:
    """Fill in the payer's company by its number. Nothing is kept of it."""
    over = closed_stage(visit, order)
    return over or found(visit, order, await look_up(visit, order, entry_of(form, order.showing)))


async def _leave(visit: Visit, order: Order, _form: Mapping[str, str]) -> Response:
    """Leave without paying; an order that is paid stays so, and the shop is told that."""
    left = await _abandoned(visit, order)
    if left.checkout.purchase_id is not None:
        return paid(replace(visit, order=replace(order, view=left)))
    href = visit.way_back()
    if visit.wants_json:
        return told(visit, "cancelled", href=href or visit.address())
    return sent_on(href) if href else closed(visit, "left")


async def _abandoned(visit: Visit, order: Order) -> CheckoutView:
    merchant_id, checkout_id = order.merchant.merchant_id, order.checkout.checkout_id
    return await done(visit, lambda work: abandon_checkout(merchant_id, checkout_id, work))


async def _note_visit(visit: Visit, order: Order) -> None:
    """Who comes by the session's own address is noted there; who comes straight here, the first time."""
    if not any(event.kind is CheckoutKind.VISITED for event in order.checkout.events):
        merchant_id, checkout_id = order.merchant.merchant_id, order.checkout.checkout_id
        await done(visit, lambda work: visit_checkout(merchant_id, checkout_id, work))
