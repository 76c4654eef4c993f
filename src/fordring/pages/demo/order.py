"""What lies in the basket becomes a checkout, as a shop's server would ask for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.purchase.offer import ProductTerms, Terms
from fordring.domain.purchase.purchase import Callback, Kind, Product
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.pages.demo.customers import CUSTOMERS, THEME
from fordring.pages.demo.goods import CURRENCY, GOODS, VAT_BP, Good
from fordring.services.checkout.create_checkout import CreateCheckout

EACH_MAX = 9
TOLD = frozenset({Kind.AUTHORIZED, Kind.PAID, Kind.VOIDED, Kind.DECLINED, Kind.REVERSED})
BUYERS: Mapping[str, Product] = {"consumer": Product.CONSUMER, "business": Product.BUSINESS}


@dataclass(frozen=True, slots=True)
class Basket:
    """What is bought and how it may be paid. `known`: the shop knows its customer."""

    bought: tuple[tuple[Good, int], ...]
    product: Product
    verify: bool
    known: bool

    @property
    def amount_minor(self) -> int:
        """The sum, VAT included."""
        return sum(good.price_minor * count for good, count in self.bought)


def basket_of(form: Mapping[str, str]) -> Basket:
    """The basket in a form. Raises ValueError for one that is empty, too full or not understood."""
    counted = [(good, int(form.get(f"count-{good.good_id}") or 0)) for good in GOODS]
    bought = tuple((good, count) for good, count in counted if count)
    if not bought or any(not 0 < count <= EACH_MAX for _, count in bought):
        raise ValueError("nothing in the basket, or too much of something")
    if (product := BUYERS.get(form.get("buyer", ""))) is None:
        raise ValueError("nobody buys it")
    return Basket(bought, product, form.get("verify") == "yes", form.get("known") == "yes")


def checkout_command(merchant_id: UUID, reference: str, basket: Basket, back: str, callback: str) -> CreateCheckout:
    """A checkout of the basket: the payer comes back to `back`, the shop's server hears of it at `callback`."""
    lines = tuple(
        GivenLine(good.name, good.price_minor * count, str(count), good.good_id, good.good_id, vat_bp=VAT_BP)
        for good, count in basket.bought
    )
    offered = ProductTerms(enabled=True, identity_required=basket.verify)
    others = ProductTerms(enabled=False)
    order = GivenOrder(basket.amount_minor, reference, lines=lines)
    return CreateCheckout(
        merchant_id=merchant_id,
        profile_id=None,
        order=order,
        currency=CURRENCY,
        terms=Terms({product: offered if product is basket.product else others for product in Product}),
        content={"order": _told(order, basket), "url": {"return_url": back, "callback_url": callback}},
        configuration={"theme": THEME},
        callback=Callback(callback, TOLD),
    )


def _told(order: GivenOrder, basket: Basket) -> dict[str, Any]:
    """The order as it is echoed."""
    items = [
        {
            "id": good.good_id,
            "line_id": good.good_id,
            "description": good.name,
            "quantity": count,
            "amount": good.price_minor * count,
            "vat": VAT_BP // 100,
        }
        for good, count in basket.bought
    ]
    facts = {"amount": order.amount_minor, "currency": CURRENCY, "merchant_reference": order.merchant_reference}
    told = {**facts, "items": items}
    return {**told, "billing_address": CUSTOMERS[basket.product]} if basket.known else told
