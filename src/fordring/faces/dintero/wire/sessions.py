"""Bodies of sessions: creating one, changing its order, paying it (API reference, Session)."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fordring.faces.dintero.wire.configuration import Configuration
from fordring.faces.dintero.wire.loose import Echoed, Ignoring, Short
from fordring.faces.dintero.wire.orders import ChangedOrder, Order, OrderAddress
from fordring.faces.dintero.wire.payments import Customer, Metadata

ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://[^\s\x00-\x1f\x7f]+", re.IGNORECASE | re.ASCII)
SCRIPTS = frozenset(["javascript", "data", "vbscript"])


def _leads_somewhere(address: str) -> str:
    found = ADDRESS.fullmatch(address)
    if found is None or found["scheme"].lower() in SCRIPTS:
        raise ValueError("is not an absolute address that can be visited")
    return address


Address = Annotated[str, Field(max_length=2_048), AfterValidator(_leads_somewhere)]
"""Where a browser, or an app, is sent."""


class SessionURLs(Echoed):
    """Where the payer returns to, and where the merchant wants to be called."""

    return_url: Address
    callback_url: str | None = None
    merchant_terms_url: Address | None = None


class CheckboxLink(Echoed):
    """What a checkbox leads to."""

    url: Address
    text: str


class Checkbox(Echoed):
    """A box that the payer is shown; copied to the transaction."""

    id: Short
    label: str
    checked: bool | None = None
    required: bool | None = None
    link: CheckboxLink | None = None


class SessionFacts(Ignoring):
    """What every new session has."""

    url: SessionURLs
    order: Order
    customer: Customer | None = None
    expires_at: datetime | None = None
    checkboxes: list[Checkbox] = Field(default_factory=list)
    metadata: Metadata = Field(default_factory=dict)


class ProfileSessionBody(SessionFacts):
    """A session by a profile; what its configuration says counts before the profile's."""

    profile_id: Short = "default"
    configuration: Configuration | None = None


class SessionBody(SessionFacts):
    """A session without a profile: its configuration says everything."""

    configuration: Configuration


class UpdateSessionBody(Ignoring):
    """The order from now on. The lock is released unless `remove_lock` is false."""

    order: ChangedOrder
    remove_lock: bool = True


class PaySessionBody(Ignoring):
    """How a session is paid, and who is billed."""

    payment_product_type: Literal["kravia.invoice_b2b", "kravia.invoice_b2b_grouped", "kravia.invoice_b2c"]
    billing_address: OrderAddress
    remember_me: bool | None = None
