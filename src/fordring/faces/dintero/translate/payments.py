"""A body of `sessions/pay` becomes the command that pays by invoice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.purchase.offer import ProductTerms, Terms
from fordring.domain.purchase.purchase import Callback, Channel, Product
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.callback_url import callback_of
from fordring.faces.dintero.translate.configuration import delivery_channel, given_configuration, terms_of
from fordring.faces.dintero.translate.fields import Path, Problem
from fordring.faces.dintero.translate.orders import billing_of, given_order, is_partial
from fordring.faces.dintero.translate.vocabulary import PRODUCTS, SALES_CHANNEL
from fordring.faces.dintero.wire.configuration import Configuration
from fordring.faces.dintero.wire.payments import PayBody, Payment, Session
from fordring.services.checkout.pay_by_invoice import PayByInvoice

STRICT_AMOUNTS = "strict-session-amounts"
UNIQUE = {"strict-merchant-reference": "any", "strict-success-merchant-reference": "success"}
ORDER_AT = ("session", "order")
CALLBACK_AT = ("session", "url", "callback_url")
LIFETIME_MAX = timedelta(days=3_652)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a payment's request says beside its body: who, with which toggles and headers, and when (wall clock)."""

    merchant_id: UUID
    toggles: frozenset[str]
    system_headers: Mapping[str, str]
    wall: datetime
    insecure_callbacks: bool


def pay_command(body: PayBody, asked: Asked) -> PayByInvoice:
    """The command for a body. Raises BadRequestError, InvalidCommandError."""
    payment, session = body.payment, body.session
    order = session.order
    product = PRODUCTS[payment.payment_product_type]
    given, doubts = given_order(order, order.merchant_reference, ORDER_AT)
    problems = list(doubts)
    problems += expiry_problems(session.expires_at, ("session", "expires_at"), asked.wall)
    if product is Product.GROUPED and delivery_channel(payment) is Channel.MERCHANT:
        problems.append(Problem(("payment", "invoice_channel"), "is never merchant for grouped invoices"))
    if problems:
        raise BadRequestError(*problems)
    return PayByInvoice(
        merchant_id=asked.merchant_id,
        product=product,
        order=given,
        currency=order.currency,
        billing=billing_of(order.billing_address),
        days_until_due=payment.days_until_due,
        terms=_terms(payment, session.configuration),
        merchant_reference_2=order.merchant_reference_2,
        callback=_callback(session, asked),
        customer_id=session.customer.customer_id if session.customer else None,
        store_id=order.store.id if order.store else None,
        expires_at=aware(session.expires_at) if session.expires_at else None,
        content=_content(session),
        system_headers=asked.system_headers,
        strict_amounts=STRICT_AMOUNTS in asked.toggles and not is_partial(order, given),
        unique=next((unique for toggle, unique in UNIQUE.items() if toggle in asked.toggles), None),
    )


def _terms(payment: Payment, configuration: Configuration | None) -> Terms:
    """What the payment says, over what the session's configuration does."""
    said = ProductTerms(days_until_due=payment.days_until_due, channel=delivery_channel(payment))
    return Terms({PRODUCTS[payment.payment_product_type]: said}).over(terms_of(configuration))


def _callback(session: Session, asked: Asked) -> Callback | None:
    if session.url is None or not session.url.callback_url:
        return None
    return callback_of(session.url.callback_url, CALLBACK_AT, insecure=asked.insecure_callbacks)


def _content(session: Session) -> dict[str, Any]:
    """What answers echo. The order's amount, currency and references stand on the purchase itself."""
    configured = session.configuration
    content: dict[str, Any] = {
        "order": session.order.model_dump(exclude_unset=True),
        "channel": (configured.channel if configured else None) or SALES_CHANNEL,
    }
    if configured:
        content["configuration"] = given_configuration(configured)
    if session.customer:
        content["customer"] = session.customer.model_dump(exclude_unset=True)
    if session.url:
        content["url"] = session.url.model_dump(exclude_unset=True)
    if session.metadata:
        content["metadata"] = session.metadata
    return content


def expiry_problems(expires_at: datetime | None, at: Path, wall: datetime) -> list[Problem]:
    """Why a session cannot expire then; it stands `at` a path in the body."""
    if expires_at is None:
        return []
    if aware(expires_at) <= wall:
        return [Problem(at, "has passed")]
    return [Problem(at, "is more than ten years away")] if aware(expires_at) > wall + LIFETIME_MAX else []


def aware(moment: datetime) -> datetime:
    """A time without a zone is UTC (API reference)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
