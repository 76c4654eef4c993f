"""Terms as they are kept with a profile or a checkout: `{"products": {<product>: {…}}, "channels": {<product>: …}}`."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from fordring.domain.calendar import Interval
from fordring.domain.purchase.offer import ProductTerms, Terms
from fordring.domain.purchase.purchase import Channel, Product
from fordring.storage.unit import Row

NAMES = tuple(each.name for each in fields(ProductTerms))


def terms_row(terms: Terms) -> Row:
    """Terms as they are stored; silence is not."""
    return {
        "products": {product: _said(said) for product, said in terms.products.items()},
        "channels": dict(terms.fallback),
    }


def terms_of(row: Mapping[str, Any]) -> Terms:
    """Stored terms."""
    products = {Product(product): _product_terms(said) for product, said in row.get("products", {}).items()}
    fallback = {Product(product): Channel(word) for product, word in row.get("channels", {}).items()}
    return Terms(products, fallback)


def _said(terms: ProductTerms) -> Row:
    return {name: value for name in NAMES if (value := getattr(terms, name)) is not None}


def _product_terms(said: Mapping[str, Any]) -> ProductTerms:
    channel, interval = said.get("channel"), said.get("interval")
    return ProductTerms(
        enabled=said.get("enabled"),
        days_until_due=said.get("days_until_due"),
        identity_required=said.get("identity_required"),
        channel=Channel(channel) if channel else None,
        interval=Interval(interval) if interval else None,
    )
