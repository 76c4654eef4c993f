"""A merchant changes the order of a checkout that is not paid yet, while it holds the lock or with that waived."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.purchase.checkout import Checkout, CheckoutKind, later
from fordring.domain.purchase.totals import GivenOrder
from fordring.services.checkout_at_hand import AtHand, at_hand, require_usable
from fordring.services.views import CheckoutView
from fordring.storage.work import Work

ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCheckout:
    """The order as it is from now on, in our words and as it was `given`; of that, `kept` parts stay when unsaid.

    The amount must be the sum of the lines, where there are any, unless `part_of_lines` waives it.
    """

    merchant_id: UUID
    checkout_id: UUID
    order: GivenOrder
    currency: str
    given: Mapping[str, Any]
    kept: tuple[str, ...] = ()
    merchant_reference_2: str | None = None
    store_id: str | None = None
    payer_name: str = ""
    part_of_lines: bool = False
    without_lock: bool = False
    remove_lock: bool = True


async def update_checkout(command: UpdateCheckout, work: Work) -> CheckoutView:
    """Change it; old and new order stand in the event.

    Raises NotFoundError, CheckoutError of its stage or lock, InvalidCommandError, WrongCurrencyError.
    """
    hand = await at_hand(command.merchant_id, command.checkout_id, work)
    hand.checkout.require_changeable(work.wall, without_lock=command.without_lock)
    if command.order.merchant_reference != hand.checkout.order.merchant_reference:
        raise InvalidCommandError(FieldProblem("order.merchant_reference", "cannot be changed"))
    require_usable(command.order, command.currency, hand.merchant, hand.now, strict=not command.part_of_lines)
    changed = _changed(command, hand)
    return await hand.saved(changed.unlocked(hand.now, hand.request) if command.remove_lock else changed, work)


def _changed(command: UpdateCheckout, hand: AtHand) -> Checkout:
    before = hand.checkout
    previous: Mapping[str, Any] = before.content.get(ORDER, {})
    order = {**{name: previous[name] for name in command.kept if name in previous}, **command.given}
    facts: dict[str, Any] = {"previous_order": previous, "updated_order": order, "same": order == previous}
    changed = replace(
        before,
        order=command.order,
        currency=command.currency,
        merchant_reference_2=command.merchant_reference_2 or before.merchant_reference_2,
        store_id=command.store_id or before.store_id,
        payer_name=command.payer_name or before.payer_name,
        content={**before.content, ORDER: order},
        updated_at=later(before.updated_at, hand.now),
    )
    return changed.with_event(CheckoutKind.ORDER_UPDATED, hand.now, hand.request, **facts)
