"""What a checkout offers of each kind of invoice: by its own terms, else its profile's, else the merchant's contract.

A place that says nothing of something is silent (None) and leaves it to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from fordring.domain.calendar import Interval
from fordring.domain.errors import CheckoutError
from fordring.domain.purchase.purchase import Channel, Product

DAYS_UNTIL_DUE = 14
DAYS_MAX = 365


class Payability(StrEnum):
    """Whether an order can be paid by a product, or what forbids it."""

    PAYABLE = "payable"
    DISABLED_BY_GATEWAY = "disabled_by_gateway"
    DISABLED_BY_ORDER_AMOUNT = "disabled_by_order_amount"


class ProductNotOfferedError(CheckoutError):
    """The checkout or its profile does not offer the product, or not for this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTerms:
    """What one place says of one product. `days_until_due` is 0 to 365, `interval` is of grouped invoices only."""

    enabled: bool | None = None
    days_until_due: int | None = None
    identity_required: bool | None = None
    channel: Channel | None = None
    interval: Interval | None = None

    def over(self, base: "ProductTerms") -> "ProductTerms":
        """These terms, those of `base` where these are silent."""
        names = (each.name for each in fields(self))
        return ProductTerms(
            **{name: getattr(base, name) if getattr(self, name) is None else getattr(self, name) for name in names}
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What a checkout or a profile says. `fallback` channels count after every product's own channel."""

    products: Mapping[Product, ProductTerms] = field(default_factory=dict)
    fallback: Mapping[Product, Channel] = field(default_factory=dict)

    def of(self, product: Product) -> ProductTerms:
        """What is said of a product."""
        return self.products.get(product, ProductTerms())

    def over(self, base: "Terms") -> "Terms":
        """A checkout's terms over its profile's."""
        products = {product: self.of(product).over(base.of(product)) for product in Product}
        return Terms(products, {**base.fallback, **self.fallback})


DEFAULT_PROFILE = Terms({product: ProductTerms(enabled=True) for product in Product})
"""What the profile `default` of a new merchant says."""


@dataclass(frozen=True, slots=True)
class AmountLimits:
    """The smallest and the largest order in minor units, both inclusive; None is no limit."""

    least_minor: int | None = None
    most_minor: int | None = None

    def hold(self, amount_minor: int) -> bool:
        """Whether an order of this amount is within them."""
        too_small = self.least_minor is not None and amount_minor < self.least_minor
        return not too_small and (self.most_minor is None or amount_minor <= self.most_minor)


@dataclass(frozen=True, slots=True)
class Contract:
    """What the merchant's contract allows and prefers.

    `channels` are who may deliver (nobody: no invoices at all), `fallback` who does where nothing else is said,
    `limits` the order amounts by the country of the payer and by product.
    """

    channels: frozenset[Channel] = frozenset(Channel)
    fallback: Mapping[Product, Channel] = field(default_factory=dict)
    limits: Mapping[tuple[str, Product], AmountLimits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """One product as it is offered, nothing left unsaid."""

    product: Product
    enabled: bool
    days_until_due: int
    identity_required: bool
    channel: Channel
    interval: Interval


def contract_of(settings: Mapping[str, Any]) -> Contract:
    """The contract in a merchant's settings, as they are stored.

    `gateway.channels` lists who may deliver; `checkout.channels` names a channel by product; `order_limits` has for a
    country (`NO`) and a product `{"least_minor": …, "most_minor": …}`. What is absent limits nothing.
    """
    gateway: Mapping[str, Any] = settings.get("gateway", {})
    checkout: Mapping[str, Any] = settings.get("checkout", {})
    countries: Mapping[str, Mapping[str, Any]] = settings.get("order_limits", {})
    return Contract(
        channels=frozenset(Channel(word) for word in gateway.get("channels", Channel)),
        fallback={Product(product): Channel(word) for product, word in checkout.get("channels", {}).items()},
        limits={
            (country, Product(product)): AmountLimits(limits.get("least_minor"), limits.get("most_minor"))
            for country, products in countries.items()
            for product, limits in products.items()
        },
    )


def offer_of(product: Product, terms: Terms, contract: Contract) -> Offer:
    """How `terms` (a checkout's over its profile's) offer a product: not at all unless they enable it.

    Who delivers: the product's own channel, then the fallback of the checkout or profile, then the contract's, then
    the operator (page "Invoice delivery", Precedence). Grouped invoices are never delivered by the merchant.
    """
    said = terms.of(product)
    channel = said.channel or terms.fallback.get(product) or contract.fallback.get(product) or Channel.OPERATOR
    if product is Product.GROUPED:
        channel = Channel.OPERATOR
    return Offer(
        product=product,
        enabled=bool(said.enabled),
        days_until_due=DAYS_UNTIL_DUE if said.days_until_due is None else said.days_until_due,
        identity_required=said.identity_required is not False,
        channel=channel,
        interval=said.interval or Interval.MONTHLY,
    )


def payability(offer: Offer, amount_minor: int, country: str, contract: Contract) -> Payability:
    """Whether an order of a payer in `country` can be paid by what is offered."""
    if offer.channel not in contract.channels:
        return Payability.DISABLED_BY_GATEWAY
    if not contract.limits.get((country, offer.product), AmountLimits()).hold(amount_minor):
        return Payability.DISABLED_BY_ORDER_AMOUNT
    return Payability.PAYABLE


def require_offered(offer: Offer, amount_minor: int, country: str, contract: Contract) -> None:
    """Raise ProductNotOfferedError unless an order may be paid by what is offered."""
    if not offer.enabled:
        raise ProductNotOfferedError(f"{offer.product} invoices are not enabled for this checkout")
    found = payability(offer, amount_minor, country, contract)
    if found is Payability.DISABLED_BY_GATEWAY:
        raise ProductNotOfferedError(
            f"the merchant's contract has no {offer.product} invoices delivered by {offer.channel}"
        )
    if found is Payability.DISABLED_BY_ORDER_AMOUNT:
        raise ProductNotOfferedError(
            f"{amount_minor} is outside the order amounts for {offer.product} invoices in {country}"
        )


def overlaid(base: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
    """A checkout's given configuration over its profile's: objects field by field, everything else whole."""
    merged = dict(base)
    for name, value in top.items():
        beneath = merged.get(name)
        if isinstance(value, Mapping) and isinstance(beneath, Mapping):
            merged[name] = overlaid(beneath, value)
        else:
            merged[name] = value
    return merged
