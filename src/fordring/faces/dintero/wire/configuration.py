"""The `configuration` of a session, a profile or a checkout: what is looked at in it; all of it is echoed."""

from typing import Annotated, Literal

from pydantic import Field

from fordring.domain.purchase.offer import DAYS_MAX
from fordring.faces.dintero.wire.loose import Echoed

Days = Annotated[int, Field(ge=0, le=DAYS_MAX)]
ChannelWord = Literal["kravia", "merchant"]
FormerChannelWord = Literal["provider", "merchant"]


class InvoiceSchedule(Echoed):
    """How long purchases are gathered for one invoice."""

    interval: Literal["monthly", "quarterly"] | None = None


class Delivery(Echoed):
    """Who delivers. `invoice_delivery_method` is the former name of `invoice_channel`."""

    invoice_channel: ChannelWord | None = None
    invoice_delivery_method: FormerChannelWord | None = None


class ProductOptions(Delivery):
    """What a configuration says about one kind of invoice."""

    enabled: bool | None = None
    days_until_due: Days | None = None
    require_identity_verification: bool | None = None


class GroupedOptions(Echoed):
    """What a configuration says about grouped invoices, which are never delivered by the merchant."""

    enabled: bool | None = None
    days_until_due: Days | None = None
    require_identity_verification: bool | None = None
    invoice_schedule: InvoiceSchedule | None = None
    invoice_channel: Literal["kravia"] | None = None
    invoice_delivery_method: Literal["provider"] | None = None


class ProviderConfiguration(Echoed):
    """What a configuration says about invoices."""

    invoice_b2b: ProductOptions | None = None
    invoice_b2b_grouped: GroupedOptions | None = None
    invoice_b2c: ProductOptions | None = None


class PaymentOption(Echoed):
    """A payment type of a configuration with its details."""

    type: str
    details: Delivery | None = None


class Configuration(Echoed):
    """A configuration. What other payment types want is kept as it came."""

    auto_capture: bool | None = None
    channel: Literal["ecommerce", "in_app", "in_store"] | None = None
    kravia: ProviderConfiguration | None = None
    payment_options: Annotated[list[PaymentOption], Field(default_factory=list)]
