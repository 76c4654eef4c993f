"""The form is sent: everything that can come of it, each told in the payer's words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import structlog
from starlette.responses import Response

from fordring.domain.errors import DeactivatedMerchantError, DomainError, InvalidCommandError
from fordring.domain.purchase.checkout import (
    CheckoutCancelledError,
    CheckoutChangedError,
    CheckoutExpiredError,
    CheckoutLockedError,
    CheckoutPaidError,
    Stage,
)
from fordring.domain.purchase.offer import ProductNotOfferedError
from fordring.domain.purchase.purchase import Product
from fordring.pages.checkout.answers import (
    CLOSED_STAGES,
    STATUSES,
    closed,
    closed_stage,
    form_page,
    identified_first,
    paid,
    told,
)
from fordring.pages.checkout.entry import PREFIX, Entry, entry_of, problems_of
from fordring.pages.checkout.visit import Order, Visit, done, order_of
from fordring.services.checkout.pay_checkout import PayCheckout, pay_checkout

log = structlog.get_logger(__name__)

NEVER = datetime.min.replace(tzinfo=UTC)
REFUSED: dict[type[DomainError], str] = {
    CheckoutPaidError: "paid",
    CheckoutCancelledError: "cancelled",
    CheckoutExpiredError: "expired",
    CheckoutChangedError: "changed",
    CheckoutLockedError: "locked",
    DeactivatedMerchantError: "closed_shop",
}
"""What the payer is told of what the verb refuses."""

WITH_FORM = frozenset(["changed", "locked", "declined", "stale"])
"""Notices above the form, which keeps what was entered."""


async def pay(visit: Visit, order: Order, form: Mapping[str, str]) -> Response:
    """Pay the visit's order by what was entered, or say why not. An order that is paid leads on as if just paid."""
    stage = order.checkout.stage(visit.wall)
    if stage is not Stage.OPEN:
        return paid(visit) if stage is Stage.PAID else closed(visit, CLOSED_STAGES[stage])
    entry = entry_of(form, order.showing)
    problems = problems_of(entry, order.showing, visit.texts)
    if entry.product is None or problems:
        return _invalid(visit, order, entry, problems)
    return await _tried(visit, order, entry, _command(order, entry, entry.product, visit, form))


def stale(visit: Visit, order: Order, form: Mapping[str, str]) -> Response:
    """The form is not known for ours: it is shown again, ours, with what was entered."""
    over = closed_stage(visit, order)
    return over or _hindered(visit, order, entry_of(form, order.showing), "stale")


async def _tried(visit: Visit, order: Order, entry: Entry, command: PayCheckout) -> Response:
    try:
        payment = await done(visit, lambda work: pay_checkout(command, work))
    except ProductNotOfferedError:
        return _invalid(visit, order, entry, {"product": visit.texts.not_offered}, STATUSES["changed"])
    except InvalidCommandError as error:
        fields = [problem.field.removeprefix(PREFIX) for problem in error.problems]
        problems = {name: visit.texts.unusable[name] for name in fields if name in visit.texts.unusable}
        return _invalid(visit, order, entry, problems) if problems else closed(visit, "failed")
    except DomainError as error:
        return await _refused(visit, entry, error)
    here = replace(visit, order=replace(order, view=payment.view))
    if payment.identity_token is not None:
        return identified_first(here, payment.identity_token)
    if payment.hindrance is not None:
        return _hindered(here, order, entry, "declined")
    return paid(here)


def _command(order: Order, entry: Entry, product: Product, visit: Visit, form: Mapping[str, str]) -> PayCheckout:
    boxes = {box.box_id: box.box_id in entry.boxes for box in order.showing.boxes}
    return PayCheckout(
        merchant_id=order.merchant.merchant_id,
        checkout_id=order.checkout.checkout_id,
        product=product,
        billing=entry.billed,
        address=entry.address,
        seen=_seen(form.get("seen", "")),
        said=visit.context.shop.ticked(order.view, boxes),
    )


def _seen(text: str) -> datetime:
    """When the order that the payer saw had changed last; what says nothing has seen nothing."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return NEVER


async def _refused(visit: Visit, entry: Entry, error: DomainError) -> Response:
    """The order as it is now, since it is not what the page had."""
    order = await order_of(visit.context, visit.sid, visit.wall)
    here = replace(visit, order=order)
    kind = REFUSED.get(type(error))
    if kind is None or order is None:
        log.error("checkout_page_refused", sid=visit.sid, error=str(error))
        return closed(here, "failed")
    if kind == "paid":
        return paid(here)
    return _hindered(here, order, entry, kind) if kind in WITH_FORM else closed(here, kind)


def _hindered(visit: Visit, order: Order, entry: Entry, kind: str) -> Response:
    if not visit.wants_json:
        return form_page(visit, visit.order or order, entry, {}, kind, STATUSES[kind])
    return told(visit, "declined" if kind == "declined" else "invalid", kind, problems={})


def _invalid(
    visit: Visit, order: Order, entry: Entry, problems: Mapping[str, str], status: int = STATUSES["invalid"]
) -> Response:
    if visit.wants_json:
        return told(visit, "invalid", problems=problems, message=visit.texts.problems)
    return form_page(visit, order, entry, problems, None, status)
