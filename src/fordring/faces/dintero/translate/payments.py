"""A body of `sessions/pay` becomes the command that pays by invoice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Callback, Channel, Product
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.callback_url import callback_of
from fordring.faces.dintero.translate.configuration import delivery_channel, terms_of
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.vocabulary import PRODUCTS, SALES_CHANNEL
from fordring.faces.dintero.wire.configuration import Configuration
from fordring.faces.dintero.wire.loose import Number
from fordring.faces.dintero.wire.orders import Order, OrderAddress, OrderItem, ShippingOption
from fordring.faces.dintero.wire.payments import PayBody, Payment, Session
from fordring.services.checkout.pay_by_invoice import PayByInvoice

STRICT_AMOUNTS = "strict-session-amounts"
UNIQUE = {"strict-merchant-reference": "any", "strict-success-merchant-reference": "success"}
BILLING_FIELDS = tuple(Billing.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a payment's request says beside its body: who, with which toggles and headers, and when (wall clock)."""

    merchant_id: UUID
    toggles: frozenset[str]
    system_headers: Mapping[str, str]
    wall: datetime
    insecure_callbacks: bool


def shipping_place(body: PayBody) -> int | None:
    """The place of the shipping option among the command's lines, or None."""
    order = body.session.order
    return len(order.items) if order.shipping_option else None


def pay_command(body: PayBody, asked: Asked) -> PayByInvoice:
    """The command for a body. Raises BadRequestError, InvalidCommandError."""
    payment, session = body.payment, body.session
    order = session.order
    product = PRODUCTS[payment.payment_product_type]
    given, problems = _given_order(order)
    if session.expires_at is not None and _aware(session.expires_at) <= asked.wall:
        problems.append(Problem(("session", "expires_at"), "has passed"))
    if product is Product.GROUPED and delivery_channel(payment) is Channel.MERCHANT:
        problems.append(Problem(("payment", "invoice_channel"), "is never merchant for grouped invoices"))
    if problems:
        raise BadRequestError(*problems)
    return PayByInvoice(
        merchant_id=asked.merchant_id,
        product=product,
        order=given,
        currency=order.currency,
        billing=_billing(order.billing_address),
        days_until_due=payment.days_until_due,
        channel=_channel(payment, session.configuration),
        interval=terms_of(session.configuration).of(product).interval,
        merchant_reference_2=order.merchant_reference_2,
        callback=_callback(session, asked),
        customer_id=session.customer.customer_id if session.customer else None,
        store_id=order.store.id if order.store else None,
        expires_at=_aware(session.expires_at) if session.expires_at else None,
        content=_content(session),
        system_headers=asked.system_headers,
        strict_amounts=STRICT_AMOUNTS in asked.toggles and not _is_partial(order, given),
        unique=next((unique for toggle, unique in UNIQUE.items() if toggle in asked.toggles), None),
    )


def _given_order(order: Order) -> tuple[GivenOrder, list[Problem]]:
    problems: list[Problem] = []
    lines: list[GivenLine] = []
    for step, item in _places(order):
        path = ("session", "order", *step)
        vat_bp = None if item.vat is None else _basis_points(item.vat)
        if item.vat is not None and vat_bp is None:
            problems.append(Problem((*path, "vat"), "has more than two decimals"))
        lines.append(_given_line(item, vat_bp))
    return GivenOrder(order.amount, order.merchant_reference, order.vat_amount, tuple(lines)), problems


def _places(order: Order) -> Iterator[tuple[tuple[str | int, ...], OrderItem | ShippingOption]]:
    for place, item in enumerate(order.items):
        yield ("items", place), item
    if order.shipping_option:
        yield ("shipping_option",), order.shipping_option


def _given_line(item: OrderItem | ShippingOption, vat_bp: int | None) -> GivenLine:
    item_id = "" if item.id is None else str(item.id)
    title = item.title if isinstance(item, ShippingOption) else ""
    return GivenLine(
        description=item.description or title or item_id,
        amount_minor=item.amount,
        quantity=_decimal_text(item.quantity) if isinstance(item, OrderItem) else "1",
        line_id="" if item.line_id is None else str(item.line_id),
        item_id=item_id,
        vat_minor=item.vat_amount,
        vat_bp=vat_bp,
    )


def _decimal_text(number: Number) -> str:
    """A JSON number as decimal text without an exponent."""
    return f"{Decimal(repr(number)):f}"


def _basis_points(percent: Number) -> int | None:
    """A percentage as basis points; None when it has more than two decimals. 25 is 2500, 11.11 is 1111."""
    points = Decimal(repr(percent)) * 100
    return int(points) if points == points.to_integral_value() else None


def _is_partial(order: Order, given: GivenOrder) -> bool:
    """Whether the order asks for a part of its items' sum on purpose, which no toggle refuses."""
    return order.partial_payment and order.amount <= sum(line.amount_minor for line in given.lines)


def _billing(address: OrderAddress | None) -> Billing:
    if address is None:
        return Billing()
    given = ((name, getattr(address, name)) for name in BILLING_FIELDS)
    return Billing(**{name: value for name, value in given if value})


def _channel(payment: Payment, configuration: Configuration | None) -> Channel | None:
    """Who delivers, by payment, then by the session's configuration; None leaves it to the profile."""
    product = PRODUCTS[payment.payment_product_type]
    terms = terms_of(configuration)
    return delivery_channel(payment) or terms.of(product).channel or terms.fallback.get(product)


def _callback(session: Session, asked: Asked) -> Callback | None:
    if session.url is None or not session.url.callback_url:
        return None
    return callback_of(session.url.callback_url, insecure=asked.insecure_callbacks)


def _content(session: Session) -> dict[str, Any]:
    """What answers echo. The order's amount, currency and references stand on the purchase itself."""
    configured = session.configuration
    content: dict[str, Any] = {
        "order": session.order.model_dump(exclude_unset=True),
        "channel": (configured.channel if configured else None) or SALES_CHANNEL,
    }
    if session.customer:
        content["customer"] = session.customer.model_dump(exclude_unset=True)
    if session.url:
        content["url"] = session.url.model_dump(exclude_unset=True)
    if session.metadata:
        content["metadata"] = session.metadata
    return content


def _aware(moment: datetime) -> datetime:
    """A time without a zone is UTC (API reference)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
