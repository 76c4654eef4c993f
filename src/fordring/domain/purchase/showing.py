"""What a shop wants on the page where its order is paid, beside the order: words, looks, choices. In our words.

Texts are as the shop gave them; whoever shows them makes them safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fordring.domain.parties import COUNTRIES, Billing
from fordring.domain.purchase.purchase import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The looks of the page: colours as `#rrggbb`, radii in pixels; empty and None are the page's own."""

    primary: str = ""
    backdrop: str = ""
    card_radius: int | None = None
    button_radius: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box to be ticked: the payer agrees to what `label` says, which `link` tells more of."""

    box_id: str
    label: str
    checked: bool = False
    required: bool = False
    link: str = ""
    link_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipping:
    """How the order is sent, which is the last of its lines."""

    title: str
    operator: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What the page begins with and shows besides.

    `billing` is what the form is filled with, `countries` where a payer may live, the preferred one first; `discounts`
    are told under the line with that place from 0, `codes` under all of them. `of_business` None: nothing was said.
    """

    billing: Billing = field(default_factory=Billing)
    countries: tuple[str, ...] = COUNTRIES
    of_business: bool | None = None
    product: Product | None = None
    theme: Theme = field(default_factory=Theme)
    boxes: tuple[Box, ...] = ()
    terms_link: str = ""
    language: str = ""
    shipping: Shipping | None = None
    discounts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
