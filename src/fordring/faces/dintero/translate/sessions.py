"""Bodies of sessions become commands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.callback_url import callback_of
from fordring.faces.dintero.translate.configuration import given_configuration, terms_of
from fordring.faces.dintero.translate.orders import given_order, is_partial, payer_name
from fordring.faces.dintero.translate.payments import STRICT_AMOUNTS, Asked, aware, expiry_problems
from fordring.faces.dintero.translate.vocabulary import SALES_CHANNEL
from fordring.faces.dintero.wire.sessions import ProfileSessionBody, SessionBody, UpdateSessionBody
from fordring.services.checkout.create_checkout import CreateCheckout
from fordring.services.checkout.update_checkout import UpdateCheckout

ORDER_AT = ("order",)
CALLBACK_AT = ("url", "callback_url")
KEPT = (
    *("merchant_reference", "merchant_reference_2", "event_reference", "billing_address", "shipping_address"),
    *("store", "payout_destination_id"),
)
"""Parts of an order that stay when an update does not name them; amounts, items and shipping are what it says."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update's request says beside its body."""

    merchant_id: UUID
    checkout_id: UUID
    merchant_reference: str
    without_lock: bool


def create_command(body: ProfileSessionBody | SessionBody, asked: Asked) -> CreateCheckout:
    """The command for a body. Raises BadRequestError."""
    order = body.order
    given, doubts = given_order(order, order.merchant_reference, ORDER_AT)
    problems = [*doubts, *expiry_problems(body.expires_at, ("expires_at",), asked.wall)]
    if problems:
        raise BadRequestError(*problems)
    called = body.url.callback_url
    return CreateCheckout(
        merchant_id=asked.merchant_id,
        profile_id=body.profile_id if isinstance(body, ProfileSessionBody) else None,
        order=given,
        currency=order.currency,
        terms=terms_of(body.configuration),
        content=_content(body),
        configuration=given_configuration(body.configuration),
        merchant_reference_2=order.merchant_reference_2,
        customer_id=body.customer.customer_id if body.customer else None,
        store_id=order.store.id if order.store else None,
        payer_name=payer_name(order),
        callback=callback_of(called, CALLBACK_AT, insecure=asked.insecure_callbacks) if called else None,
        expires_at=aware(body.expires_at) if body.expires_at else None,
        system_headers=asked.system_headers,
        strict_amounts=STRICT_AMOUNTS in asked.toggles and not is_partial(order, given),
    )


def update_command(body: UpdateSessionBody, update: Update) -> UpdateCheckout:
    """The command for a body. Raises BadRequestError."""
    order = body.order
    given, problems = given_order(order, order.merchant_reference or update.merchant_reference, ORDER_AT)
    if problems:
        raise BadRequestError(*problems)
    return UpdateCheckout(
        merchant_id=update.merchant_id,
        checkout_id=update.checkout_id,
        order=given,
        currency=order.currency,
        given={name: value for name, value in order.model_dump(exclude_unset=True).items() if value is not None},
        kept=KEPT,
        merchant_reference_2=order.merchant_reference_2,
        store_id=order.store.id if order.store else None,
        payer_name=payer_name(order),
        part_of_lines=is_partial(order, given),
        without_lock=update.without_lock,
        remove_lock=body.remove_lock,
    )


def _content(body: ProfileSessionBody | SessionBody) -> dict[str, Any]:
    """What answers echo; the configuration joins it when its profile's is known."""
    configured = body.configuration
    content: dict[str, Any] = {
        "order": body.order.model_dump(exclude_unset=True),
        "url": body.url.model_dump(exclude_unset=True),
        "channel": (configured.channel if configured else None) or SALES_CHANNEL,
        "profile_id": body.profile_id if isinstance(body, ProfileSessionBody) else None,
    }
    if body.customer:
        content["customer"] = body.customer.model_dump(exclude_unset=True)
    if body.checkboxes:
        content["checkboxes"] = [box.model_dump(exclude_unset=True) for box in body.checkboxes]
    if body.metadata:
        content["metadata"] = body.metadata
    return content
