"""A configuration in their words and ours: what it says, and that everything unknown comes back."""

from typing import Any

import pytest
from pydantic import ValidationError

from fordring.domain.purchase.offer import Contract, Payability, ProductTerms, offer_of
from fordring.domain.purchase.purchase import Channel, Product
from fordring.faces.dintero.translate.configuration import (
    configuration_words,
    given_configuration,
    terms_of,
)
from fordring.faces.dintero.wire.configuration import Configuration

GIVEN: dict[str, Any] = {
    "auto_capture": False,
    "theme": {"primary": "#004cff"},
    "vipps": {"type": "payment_type", "enabled": False},
    "kravia": {
        "type": "payment_type",
        "invoice_b2b": {
            "type": "payment_product_type",
            "enabled": True,
            "days_until_due": 30,
            "require_identity_verification": False,
            "invoice_channel": "merchant",
            "new_option": [1, 2],
        },
    },
    "payment_options": [
        {"type": "vipps", "details": {"x": 1}},
        {"type": "kravia.invoice_b2c", "details": {"invoice_delivery_method": "merchant"}},
    ],
}


def _configuration(given: dict[str, Any]) -> Configuration:
    return Configuration.model_validate(given, strict=True)


def test_a_configuration_says_its_terms_and_is_silent_of_the_rest() -> None:
    terms = terms_of(_configuration(GIVEN))
    assert terms.of(Product.BUSINESS) == ProductTerms(
        enabled=True, days_until_due=30, identity_required=False, channel=Channel.MERCHANT
    )
    assert terms.of(Product.CONSUMER) == ProductTerms()
    assert terms.fallback == {Product.CONSUMER: Channel.MERCHANT}


def test_everything_given_is_echoed_and_everything_else_is_said() -> None:
    terms = terms_of(_configuration(GIVEN))
    offers = [(offer_of(product, terms, Contract()), Payability.PAYABLE) for product in Product]
    words = configuration_words(given_configuration(_configuration(GIVEN)), offers)
    assert {name: value for name, value in words.items() if name != "kravia"} == {
        name: value for name, value in GIVEN.items() if name != "kravia"
    }
    assert words["kravia"]["invoice_b2b"] == {**GIVEN["kravia"]["invoice_b2b"], "payability": "payable"}
    assert words["kravia"]["invoice_b2c"] == {
        "type": "payment_product_type",
        "enabled": False,
        "days_until_due": 14,
        "require_identity_verification": True,
        "invoice_channel": "merchant",
        "payability": "payable",
    }


def test_a_profile_says_nothing_of_payability() -> None:
    words = configuration_words({}, [(offer_of(Product.BUSINESS, terms_of(None), Contract()), None)])
    assert "payability" not in words["kravia"]["invoice_b2b"]


@pytest.mark.parametrize(
    ("product", "options"),
    [
        ("invoice_b2b", {"days_until_due": 366}),
        ("invoice_b2b", {"days_until_due": -1}),
        ("invoice_b2b", {"enabled": "yes"}),
        ("invoice_b2b", {"invoice_channel": "post"}),
        ("invoice_b2b_grouped", {"invoice_schedule": {"interval": "weekly"}}),
        ("invoice_b2b_grouped", {"invoice_channel": "merchant"}),
        ("invoice_b2c", {"require_identity_verification": 1}),
    ],
)
def test_options_that_mean_nothing_are_refused_by_name(product: str, options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=next(iter(options))):
        _configuration({"kravia": {product: options}})
