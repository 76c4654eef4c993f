"""Answers of the checkout page: HTML for a browser, the same told as JSON for the page's own script."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json
from starlette.responses import RedirectResponse, Response

from fordring.domain.purchase.checkout import Stage
from fordring.pages.checkout.company import NUMBER, Lookup
from fordring.pages.checkout.entry import Entry
from fordring.pages.checkout.page import form_facts, shared_facts
from fordring.pages.checkout.texts.words import Notice
from fordring.pages.checkout.visit import Order, Visit, origin_of
from fordring.pages.render import page

BASIC_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Without `X-Frame-Options`, `frame-ancestors` and an opener policy: any shop may frame the page, or open it."""

JSON_HEADERS = {**BASIC_HEADERS, "Content-Type": "application/json"}

STATUSES = {
    "unknown": 404,
    "expired": 410,
    "cancelled": 410,
    "paid": 200,
    "left": 200,
    "nothing": 200,
    "closed_shop": 409,
    "changed": 409,
    "locked": 409,
    "declined": 422,
    "invalid": 422,
    "stale": 403,
    "busy": 429,
    "unusable": 400,
    "foreign": 403,
    "failed": 500,
}
"""The status of each notice; `invalid` is a form with problems."""

WORDED_ALIKE = {"foreign": "unusable"}
CLOSED_STAGES = {Stage.EXPIRED: "expired", Stage.PAID: "paid", Stage.CANCELLED: "cancelled"}
"""The notice of an order that is not open any more."""


def headers_of(visit: Visit) -> dict[str, str]:
    """Headers of a page: nothing of others is loaded, nothing inline is run; forms lead here and to the shop.

    A browser holds `form-action` against where it is sent on to as well.
    """
    way_back = visit.way_back()
    forms = f"'self' {origin_of(way_back) if way_back else ''}".strip()
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"base-uri 'none'; form-action {forms}"
    )
    return {**BASIC_HEADERS, "Content-Security-Policy": policy}


def form_page(
    visit: Visit,
    order: Order,
    entry: Entry,
    problems: Mapping[str, str],
    notice: str | None = None,
    status: int = 200,
    company: str = "",
) -> Response:
    """The page on which the order is paid; above the form what must be known first. `company`: what a register told."""
    facts = {**shared_facts(visit), **form_facts(visit, order, entry, problems), "company": company}
    return page("checkout.html", status, headers_of(visit), notice=_notice(visit, notice), kind=notice, **facts)


def found(visit: Visit, order: Order, lookup: Lookup) -> Response:
    """The form again with what the company register told. As JSON, the fields that were filled."""
    problems = {NUMBER: lookup.problem} if lookup.problem else {}
    if not visit.wants_json:
        return form_page(visit, order, lookup.entry, problems, status=422 if problems else 200, company=lookup.message)
    facts = {"filled": lookup.filled, "message": lookup.message, "problems": problems}
    return Response(to_json({"outcome": "invalid" if problems else "found", **facts}), 200, JSON_HEADERS)


def notice_page(visit: Visit, kind: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page that tells one thing, with the way back to the shop where there is one."""
    facts = shared_facts(visit)
    if kind == "paid":
        facts["way_back"] = visit.way_back(None)
    told = {**headers_of(visit), **(headers or {})}
    return page("checkout_notice.html", STATUSES[kind], told, notice=_notice(visit, kind), kind=kind, **facts)


def told(visit: Visit, outcome: str, kind: str | None = None, **facts: Any) -> Response:
    """The same for the page's script; `kind` is the notice in which it is worded."""
    if kind is not None:
        facts["message"] = " ".join(_words(visit, kind))
    status = STATUSES[kind or outcome] if outcome not in {"paid", "identity", "cancelled"} else 200
    return Response(to_json({"outcome": outcome, **facts}), status, JSON_HEADERS)


def closed(visit: Visit, kind: str, headers: Mapping[str, str] | None = None) -> Response:
    """There is nothing to be paid here, or not any more."""
    if not visit.wants_json:
        return notice_page(visit, kind, headers)
    if kind == "paid":
        return paid(visit)
    answer = told(visit, "closed", kind, href=visit.way_back() or visit.address())
    answer.headers.update(headers or {})
    return answer


def closed_stage(visit: Visit, order: Order) -> Response | None:
    """The answer for an order that is not open any more."""
    stage = order.checkout.stage(visit.wall)
    return None if stage is Stage.OPEN else closed(visit, CLOSED_STAGES[stage])


def paid(visit: Visit) -> Response:
    """The order is paid: on to the shop, or to a page that says so where the shop has none."""
    href, order = visit.way_back(None), visit.order
    if visit.wants_json and order is not None:
        return told(
            visit,
            "paid",
            href=href or visit.address(),
            transaction_id=visit.context.shop.purchase_id(order.view),
            merchant_reference=order.checkout.order.merchant_reference,
        )
    return sent_on(href or visit.address())


def identified_first(visit: Visit, token: str) -> Response:
    """On to the page where the payer is identified, which pays what was entered here; it is never framed."""
    address = f"{visit.context.public_url}/identity/{token}"
    return told(visit, "identity", href=address) if visit.wants_json else sent_on(address)


def sent_on(address: str) -> Response:
    """Go there, by a fresh GET."""
    return RedirectResponse(address, 303, BASIC_HEADERS)


def _notice(visit: Visit, kind: str | None) -> Notice | None:
    return None if kind is None else Notice(**dict(zip(("title", "text"), _words(visit, kind), strict=True)))


def _words(visit: Visit, kind: str) -> tuple[str, str]:
    notice = visit.texts.notices[WORDED_ALIKE.get(kind, kind)]
    merchant = visit.order.merchant.name if visit.order else ""
    return notice.title.format(merchant=merchant), notice.text.format(merchant=merchant)
