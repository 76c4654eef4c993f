"""`/embedResult/`: what stands in a shop's frame when everything is over. Shops compose its address without encoding.

Whether the order is paid the house knows itself; of its address only the session, the language and that there was an
error are looked at, and none of it is shown.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from fordring.domain.purchase.checkout import Stage
from fordring.pages.checkout.visit import Visit, visit_of
from fordring.pages.context import PagesContext
from fordring.pages.embed.result_texts import TEXTS
from fordring.pages.render import page

CANCELLED = "cancelled"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Without `X-Frame-Options` and `frame-ancestors`: any shop may frame it."""


def router(context: PagesContext) -> APIRouter:
    """The route `/embedResult/`."""
    made = APIRouter()

    async def result(request: Request) -> HTMLResponse:
        query = request.query_params
        visit = await visit_of(context, request, query.get("sid", ""), query)
        title, text = TEXTS[visit.language][_ending(visit, query.get("error", ""))]
        return page("embed_result.html", 200, HEADERS, visit=visit, title=title, text=text)

    made.add_api_route("/embedResult/", result, methods=["GET"], response_class=HTMLResponse)
    return made


def _ending(visit: Visit, error: str) -> str:
    if visit.order is not None and visit.order.checkout.stage(visit.wall) is Stage.PAID:
        return "paid"
    if error == CANCELLED:
        return "cancelled"
    return "failed" if error else "unknown"
