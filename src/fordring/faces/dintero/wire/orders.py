"""The order of a request: items, shipping, addresses, store (API reference, Order). What is given is echoed."""

from typing import Annotated

from pydantic import Field

from fordring.faces.dintero.wire.loose import Echoed, Number, Short

LINES_MAX = 5_000


class OrderItem(Echoed):
    """A line of an order. `amount` is the line's total with VAT and discounts, `vat` a percentage such as 25."""

    id: str | int | None = None
    line_id: str | int | None = None
    description: str | None = None
    quantity: Number = 1
    amount: int
    vat_amount: int | None = None
    vat: Number | None = None


class ShippingOption(Echoed):
    """How the order is sent; it becomes an item of the transaction."""

    id: str | int
    line_id: str | int
    amount: int
    title: str
    operator: str | None = None
    description: str | None = None
    vat_amount: int | None = None
    vat: Number | None = None


class OrderAddress(Echoed):
    """An address as the payer has it. Which fields an invoice needs, the domain says."""

    first_name: str | None = None
    last_name: str | None = None
    business_name: str | None = None
    organization_number: Short | None = None
    organization_type: str | None = None
    customer_reference: str | None = None
    cost_center: str | None = None
    address_line: str | None = None
    address_line_2: str | None = None
    co_address: str | None = None
    postal_code: str | None = None
    postal_place: str | None = None
    country: str | None = None
    email: Short | None = None
    phone_number: Short | None = None
    comment: str | None = None


class Store(Echoed):
    """The shop it was bought in."""

    id: Short


class OrderParts(Echoed):
    """What is bought. `amount` and `vat_amount` are minor units; the VAT of the order is display only."""

    amount: int
    currency: str
    merchant_reference_2: Short | None = None
    event_reference: Short | None = None
    vat_amount: int | None = None
    partial_payment: bool = False
    items: Annotated[list[OrderItem], Field(default_factory=list, max_length=LINES_MAX)]
    shipping_option: ShippingOption | None = None
    billing_address: OrderAddress | None = None
    shipping_address: OrderAddress | None = None
    store: Store | None = None


class Order(OrderParts):
    """What is bought, and what the shop calls it."""

    merchant_reference: Annotated[str, Field(min_length=1, max_length=255)]


class ChangedOrder(OrderParts):
    """What is bought from now on. What the shop calls it cannot be changed, but may be said again."""

    merchant_reference: str | None = None
