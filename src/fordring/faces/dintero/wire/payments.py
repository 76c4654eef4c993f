"""The body of `POST /sessions/pay` (page "Kravia merchant initiated")."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fordring.faces.dintero.translate.vocabulary import RESERVED_PREFIXES
from fordring.faces.dintero.wire.configuration import Configuration, Days, Delivery
from fordring.faces.dintero.wire.loose import Echoed, Ignoring, Number, Short
from fordring.faces.dintero.wire.orders import Order


def _unreserved(metadata: dict[str, str | Number]) -> dict[str, str | Number]:
    taken = sorted(key for key in metadata if key.startswith(RESERVED_PREFIXES))
    if taken:
        raise ValueError(f"these keys begin with a reserved word: {', '.join(taken)}")
    return metadata


Metadata = Annotated[dict[str, str | Number], AfterValidator(_unreserved)]
"""The merchant's own facts; keys should begin with `ext_`."""


class Payment(Delivery):
    """How it is to be paid."""

    payment_product_type: Literal["kravia.invoice_b2b", "kravia.invoice_b2b_grouped", "kravia.invoice_b2c"]
    operation: Literal["invoice_payment", "invoice_purchase"]
    days_until_due: Days


class Customer(Echoed):
    """The merchant's customer."""

    customer_id: Short | None = None
    email: str | None = None
    phone_number: str | None = None


class URLs(Echoed):
    """Where the merchant wants to be called."""

    callback_url: str | None = None


class Session(Ignoring):
    """The session of a one-step payment: nobody visits it."""

    order: Order
    url: URLs | None = None
    customer: Customer | None = None
    expires_at: datetime | None = None
    configuration: Configuration | None = None
    metadata: Metadata = Field(default_factory=dict)


class PayBody(Ignoring):
    """A payment together with its session."""

    payment: Payment
    session: Session
