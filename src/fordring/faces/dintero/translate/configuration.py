"""A `configuration` becomes terms in our words, and comes back with everything said: what was given, and the offers."""

from collections.abc import Iterable, Mapping
from typing import Any

from fordring.domain.calendar import Interval
from fordring.domain.purchase.offer import Offer, Payability, ProductTerms, Terms
from fordring.domain.purchase.purchase import Channel, Product
from fordring.faces.dintero.translate.vocabulary import (
    CHANNEL_WORDS,
    CHANNELS,
    FORMER_CHANNELS,
    GROUPED,
    PAYMENT_PRODUCT,
    PRODUCT_WORDS,
    PRODUCTS,
)
from fordring.faces.dintero.wire.configuration import Configuration, Delivery, GroupedOptions, ProductOptions


def terms_of(configuration: Configuration | None) -> Terms:
    """What a configuration says, silent where it is."""
    if configuration is None:
        return Terms()
    provider = configuration.kravia
    said = {product: getattr(provider, short_word(word), None) for word, product in PRODUCTS.items()}
    return Terms(
        {product: _product_terms(options) for product, options in said.items() if options is not None},
        fallback_of(configuration),
    )


def fallback_of(configuration: Configuration) -> dict[Product, Channel]:
    """Who delivers by `payment_options`, the first of a type counting."""
    found: dict[Product, Channel] = {}
    for option in configuration.payment_options:
        channel = delivery_channel(option.details)
        if channel is not None and option.type in PRODUCTS and option.type != GROUPED:
            found.setdefault(PRODUCTS[option.type], channel)
    return found


def delivery_channel(said: Delivery | GroupedOptions | None) -> Channel | None:
    """Who delivers, by either name of the field."""
    if said is None:
        return None
    if said.invoice_channel is not None:
        return CHANNELS[said.invoice_channel]
    former = said.invoice_delivery_method
    return None if former is None else FORMER_CHANNELS[former]


def given_configuration(configuration: Configuration | None) -> dict[str, Any]:
    """What is kept of a configuration to be echoed."""
    return {} if configuration is None else configuration.model_dump(exclude_unset=True)


def configuration_words(given: Mapping[str, Any], offers: Iterable[tuple[Offer, Payability | None]]) -> dict[str, Any]:
    """The configuration as answers show it: as given, and of each kind of invoice every option.

    `payability` is said of a session's order, not of a profile (None).
    """
    said: Mapping[str, Any] = given.get(PAYMENT_PRODUCT) or {}
    provider = {"type": "payment_type", **said}
    for offer, payable in offers:
        name = short_word(PRODUCT_WORDS[offer.product])
        provider[name] = {**(said.get(name) or {}), **_offer_words(offer)}
        if payable is not None:
            provider[name]["payability"] = payable.value
    return {**given, PAYMENT_PRODUCT: provider}


def _product_terms(options: ProductOptions | GroupedOptions) -> ProductTerms:
    schedule = options.invoice_schedule if isinstance(options, GroupedOptions) else None
    return ProductTerms(
        enabled=options.enabled,
        days_until_due=options.days_until_due,
        identity_required=options.require_identity_verification,
        channel=delivery_channel(options),
        interval=Interval(schedule.interval) if schedule and schedule.interval else None,
    )


def _offer_words(offer: Offer) -> dict[str, Any]:
    words: dict[str, Any] = {
        "type": "payment_product_type",
        "enabled": offer.enabled,
        "days_until_due": offer.days_until_due,
        "require_identity_verification": offer.identity_required,
    }
    if PRODUCT_WORDS[offer.product] == GROUPED:
        return {**words, "invoice_schedule": {"interval": offer.interval.value}}
    return {**words, "invoice_channel": CHANNEL_WORDS[offer.channel]}


def short_word(product_word: str) -> str:
    """`invoice_b2b` of `kravia.invoice_b2b`."""
    return product_word.partition(".")[2]
