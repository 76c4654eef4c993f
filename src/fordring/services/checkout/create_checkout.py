"""A merchant opens a checkout for an order: what it offers is settled now, whatever becomes of its profile later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.purchase.checkout import LIFETIME, Checkout, CheckoutEvent, CheckoutKind
from fordring.domain.purchase.offer import Terms, overlaid
from fordring.domain.purchase.purchase import Callback
from fordring.domain.purchase.totals import GivenOrder
from fordring.services.checkout_at_hand import request_of, require_usable
from fordring.services.views import CheckoutView
from fordring.storage import checkouts, merchants, profiles
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCheckout:
    """An order that is to be paid. `content` is echoed by the face, `configuration` too, over its profile's.

    `profile_id` None means that `terms` stand alone; `payer_name` is searched by.
    """

    merchant_id: UUID
    profile_id: str | None
    order: GivenOrder
    currency: str
    terms: Terms
    content: Mapping[str, Any]
    configuration: Mapping[str, Any] = field(default_factory=dict)
    merchant_reference_2: str | None = None
    customer_id: str | None = None
    store_id: str | None = None
    payer_name: str = ""
    callback: Callback | None = None
    expires_at: datetime | None = None
    system_headers: Mapping[str, str] = field(default_factory=dict)
    strict_amounts: bool = False


async def create_checkout(command: CreateCheckout, work: Work) -> CheckoutView:
    """Open it. Raises InvalidCommandError (also for a profile that is not the merchant's), WrongCurrencyError."""
    merchant = await merchants.get(work.connection, command.merchant_id)
    merchant.require_active()
    now = merchant.now(work.wall)
    terms, configuration = await _over_profile(command, work)
    require_usable(command.order, command.currency, merchant, now, strict=command.strict_amounts)
    checkout = Checkout(
        merchant_id=command.merchant_id,
        checkout_id=new_id(),
        profile_id=command.profile_id,
        order=command.order,
        currency=command.currency,
        terms=terms,
        created_at=now,
        updated_at=now,
        expires_at=command.expires_at or work.wall + LIFETIME,
        events=(CheckoutEvent(CheckoutKind.INITIATED, now, request_of(work)),),
        merchant_reference_2=command.merchant_reference_2,
        customer_id=command.customer_id,
        store_id=command.store_id,
        payer_name=command.payer_name,
        callback=command.callback,
        content={**command.content, "configuration": configuration},
        system_headers=command.system_headers,
    )
    checkouts.add(work.unit, checkout)
    await work.unit.flush()
    return CheckoutView(merchant, checkout)


async def _over_profile(command: CreateCheckout, work: Work) -> tuple[Terms, Mapping[str, Any]]:
    if command.profile_id is None:
        return command.terms, command.configuration
    try:
        profile = await profiles.get(work.connection, command.merchant_id, command.profile_id)
    except NotFoundError:
        raise InvalidCommandError(FieldProblem("profile_id", "is not a profile of the account")) from None
    return command.terms.over(profile.terms), overlaid(profile.configuration, command.configuration)
