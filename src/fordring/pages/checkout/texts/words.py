"""What the checkout page says. Places to be filled stand in braces; a name with `of` is one text for each of a kind."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that the payer is told instead of, or above, the form."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTexts:
    """One kind of invoice: its name, whom it is for, and when it is paid (`due`)."""

    name: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one language. `name` is the language's own."""

    name: str
    skip: str
    title: str
    lead: str
    test: str
    summary: str
    line: str
    quantity: str
    amount: str
    more_lines: str
    discount: str
    codes: str
    shipping: str
    vat: str
    total: str
    how: str
    products: Mapping[str, ProductTexts]
    due_today: str
    grouped_until: str
    sent_by_operator: str
    sent_by_merchant: str
    grouped_sent: str
    identity: str
    amount_outside: str
    who: str
    contact: str
    fields: Mapping[str, str]
    optional: str
    hints: Mapping[str, str]
    countries: Mapping[str, str]
    terms: str
    shop_terms: str
    required_box: str
    opens_new: str
    pay: str
    cancel: str
    back: str
    look_again: str
    problems: str
    missing: Mapping[str, str]
    unusable: Mapping[str, str]
    too_long: str
    must_tick: str
    choose_product: str
    not_offered: str
    find: str
    company: Mapping[str, str]
    language: str
    notices: Mapping[str, Notice]
