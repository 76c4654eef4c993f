"""Profiles, keys and an account's configuration in the words of this API, and back."""

from collections.abc import Mapping
from typing import Any

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.offer import Contract, contract_of, offer_of
from fordring.domain.purchase.purchase import Channel, Product
from fordring.faces.dintero.translate.clients import end_words
from fordring.faces.dintero.translate.configuration import configuration_words, fallback_of
from fordring.faces.dintero.translate.vocabulary import CHANNEL_WORDS, CHANNELS, PAYMENT_PRODUCT, PRODUCT_WORDS
from fordring.faces.dintero.wire.administration import CheckoutConfiguration, Gateway, ProfileBody
from fordring.faces.dintero.wire.configuration import Configuration, PaymentOption
from fordring.storage.house.api_keys import APIKey
from fordring.storage.profiles import Profile
from fordring.storage.signatures import Signature

READ_ONLY = frozenset(["created_at", "created_by", "updated_at", "deleted_at", "deleted_by"])
"""What a profile's answer says beside what was given; a body that repeats it is not believed."""


def profile_content(body: ProfileBody) -> dict[str, Any]:
    """What is kept of a profile beside its configuration, to be echoed."""
    given = body.model_dump(mode="json", exclude_unset=True, exclude={"profile_id", "configuration"})
    return {name: value for name, value in given.items() if name not in READ_ONLY}


def profile_words(profile: Profile, contract: Contract) -> dict[str, Any]:
    """A profile as it was given, and of each kind of invoice every option as it holds now."""
    offers = ((offer_of(product, profile.terms, contract), None) for product in Product)
    return {
        **profile.content,
        "profile_id": profile.profile_id,
        "configuration": configuration_words(profile.configuration, offers),
        "created_at": profile.created_at,
        "created_by": profile.created_by,
        "updated_at": profile.updated_at,
        **end_words(profile),
    }


def signature_words(signature: Signature) -> dict[str, Any]:
    """The secret that calls are signed with."""
    return {
        "id": signature.signature_id,
        "created_at": signature.created_at,
        "created_by": signature.created_by,
        "signature": {"type": "v0-hmac-sha256", "secret": signature.secret},
    }


def key_words(key: APIKey, secret: str | None = None) -> dict[str, Any]:
    """An API key, with what it is used by where that is told."""
    words: dict[str, Any] = {
        "id": key.api_key_id,
        "name": key.name,
        "created_at": key.created_at,
        "created_by": key.created_by,
        "updated_at": key.updated_at,
    }
    if key.expires_at is not None:
        words["expires_at"] = key.expires_at
    if secret is not None:
        words["api_key"] = secret
    return words | end_words(key)


def checkout_settings(given: CheckoutConfiguration, currency: str) -> dict[str, Any]:
    """What is kept: who delivers by product, by the options for the merchant's currency, and what was given."""
    meant: list[PaymentOption] = [each for each in given.payment_options if currency in (each.currencies or [currency])]
    channels = fallback_of(Configuration(payment_options=meant))
    return {"channels": channels, "given": given.model_dump(mode="json", exclude_unset=True)}


def checkout_words(merchant: Merchant) -> dict[str, Any]:
    """The account's configuration as it was given; where none was, what holds."""
    settings: Mapping[str, Any] = merchant.settings.get("checkout", {})
    return {"configuration": settings.get("given") or _standard(merchant)}


def gateway_settings(given: Gateway) -> dict[str, Any]:
    """What is kept: the address as it was given, and who may deliver, where it is said."""
    words = given.supported_invoice_channels
    channels = {} if words is None else {"channels": sorted({CHANNELS[word] for word in words})}
    return {"url": given.url, **channels}


def gateway_words(merchant: Merchant, base_url: str) -> dict[str, Any]:
    """The creditor that invoices are registered for, and who may deliver them."""
    gateway: Mapping[str, Any] = merchant.settings.get("gateway", {})
    allowed = contract_of(merchant.settings).channels
    return {
        PAYMENT_PRODUCT: {
            "url": gateway.get("url", base_url),
            "merchant_id": merchant.creditor_no,
            "supported_invoice_channels": [word for word, channel in CHANNELS.items() if channel in allowed],
        }
    }


def _standard(merchant: Merchant) -> dict[str, Any]:
    """The three kinds of invoice in the merchant's currency, and what is known of the merchant."""
    options: list[dict[str, Any]] = [
        {"type": word, "currencies": [merchant.currency], "details": _details(product)}
        for product, word in PRODUCT_WORDS.items()
    ]
    return {"payment_options": options, "merchant": {"name": merchant.name, "country": merchant.country}}


def _details(product: Product) -> dict[str, str]:
    return {} if product is Product.GROUPED else {"invoice_channel": CHANNEL_WORDS[Channel.OPERATOR]}
