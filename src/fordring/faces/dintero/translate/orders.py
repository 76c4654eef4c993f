"""The order of a request becomes an order of our words: its lines (shipping is the last), its payer."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fordring.domain.parties import Billing
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.faces.dintero.translate.fields import Path, Places, Problem
from fordring.faces.dintero.wire.loose import Number
from fordring.faces.dintero.wire.orders import OrderAddress, OrderItem, OrderParts, ShippingOption

BILLING_FIELDS = tuple(Billing.__dataclass_fields__)


def places_of(order: OrderParts, at: Path, billing_at: Path | None = None) -> Places:
    """Where the fields of a command made from this order stand in its body."""
    shipping_at = len(order.items) if order.shipping_option else None
    return Places(at, billing_at or (*at, "billing_address"), shipping_at)


def given_order(order: OrderParts, merchant_reference: str, at: Path) -> tuple[GivenOrder, Sequence[Problem]]:
    """The order, and what of it says nothing; it stands `at` a path in the body."""
    problems: list[Problem] = []
    lines: list[GivenLine] = []
    for step, item in _places(order):
        vat_bp = None if item.vat is None else _basis_points(item.vat)
        if item.vat is not None and vat_bp is None:
            problems.append(Problem((*at, *step, "vat"), "has more than two decimals"))
        lines.append(_given_line(item, vat_bp))
    return GivenOrder(order.amount, merchant_reference, order.vat_amount, tuple(lines)), problems


def is_partial(order: OrderParts, given: GivenOrder) -> bool:
    """Whether the order asks for a part of its items' sum on purpose, which no toggle refuses."""
    return order.partial_payment and order.amount <= sum(line.amount_minor for line in given.lines)


def billing_of(address: OrderAddress | None) -> Billing:
    """Who is billed, as far as it is said."""
    if address is None:
        return Billing()
    given = ((name, getattr(address, name)) for name in BILLING_FIELDS)
    return Billing(**{name: value for name, value in given if value})


def payer_name(order: OrderParts) -> str:
    """First and last name of whoever the order is for, to be searched by."""
    addresses = (order.billing_address, order.shipping_address)
    return next((name for address in addresses if (name := billing_of(address).person)), "")


def _places(order: OrderParts) -> Iterator[tuple[Path, OrderItem | ShippingOption]]:
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
