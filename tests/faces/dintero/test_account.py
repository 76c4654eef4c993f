"""An account's configuration and its gateway: what holds for all its checkouts."""

from typing import Any

import pytest

from faces.dintero.stage import Shop
from fordring.domain.purchase.offer import contract_of
from fordring.domain.purchase.purchase import Channel, Product
from fordring.faces.dintero.wire import administration as wire
from fordring.storage import merchants
from fordring.storage.transaction import Database

CHECKOUT = "/v1/admin/checkout"
GATEWAY = "/v1/admin/gateways/kravia"


def option(product: str, channel: str | None = None, *currencies: str) -> dict[str, Any]:
    """A payment option."""
    details = {} if channel is None else {"details": {"invoice_channel": channel}}
    return {"type": f"kravia.{product}", **({"currencies": list(currencies)} if currencies else {}), **details}


async def fallback(shop: Shop, database: Database) -> dict[Product, Channel]:
    """Who delivers where nothing else is said."""
    async with database.reading() as connection:
        merchant = await merchants.get(connection, shop.merchant.merchant_id)
    return dict(contract_of(merchant.settings).fallback)


async def test_before_anything_is_given_what_holds_is_told(shop: Shop) -> None:
    told = (await shop.get(CHECKOUT)).json()
    wire.Checkout.model_validate(told)
    options = {each["type"]: each for each in told["configuration"]["payment_options"]}
    assert set(options) == {"kravia.invoice_b2b", "kravia.invoice_b2b_grouped", "kravia.invoice_b2c"}
    assert options["kravia.invoice_b2b"] == option("invoice_b2b", "kravia", "NOK")
    assert told["configuration"]["merchant"] == {"name": "Fjord Sykkel AS", "country": "NO"}


async def test_a_configuration_comes_back_as_it_was_given(shop: Shop) -> None:
    given = {
        "configuration": {
            "payment_options": [
                option("invoice_b2b", "merchant", "NOK", "SEK"),
                {"type": "vipps", "currencies": ["NOK"], "details": {"domain_names": ["shop.example.com"]}},
            ],
            "merchant": {"name": "Fjord", "logo_url": "https://shop.example.com/l.svg", "ext": {"y": [1.5]}},
            "of_tomorrow": {"kept": True},
        }
    }
    assert (await shop.ask("PUT", CHECKOUT, json=given)).json() == given
    assert (await shop.get(CHECKOUT)).json() == given
    assert (await shop.ask("PUT", CHECKOUT, json=(await shop.get(CHECKOUT)).json())).json() == given


CHANNELS: tuple[tuple[list[dict[str, Any]], dict[Product, Channel]], ...] = (
    ([], {}),
    ([option("invoice_b2b", "merchant")], {Product.BUSINESS: Channel.MERCHANT}),
    ([option("invoice_b2c", "kravia", "NOK")], {Product.CONSUMER: Channel.OPERATOR}),
    ([option("invoice_b2b", "merchant", "SEK")], {}),
    ([option("invoice_b2b", "kravia", "SEK"), option("invoice_b2b", "merchant")], {Product.BUSINESS: Channel.MERCHANT}),
    ([option("invoice_b2b", "merchant"), option("invoice_b2b", "kravia")], {Product.BUSINESS: Channel.MERCHANT}),
    ([option("invoice_b2b_grouped", "merchant")], {}),
    ([option("invoice_b2b")], {}),
    (
        [{"type": "kravia.invoice_b2b", "details": {"invoice_delivery_method": "merchant"}}],
        {Product.BUSINESS: Channel.MERCHANT},
    ),
)


@pytest.mark.parametrize(("options", "expected"), CHANNELS)
async def test_the_options_for_the_accounts_currency_say_who_delivers(
    shop: Shop, database: Database, options: list[dict[str, Any]], expected: dict[Product, Channel]
) -> None:
    answer = await shop.ask("PUT", CHECKOUT, json={"configuration": {"payment_options": options}})
    assert answer.status_code == 200, answer.text
    assert await fallback(shop, database) == expected


async def test_a_new_configuration_replaces_the_old_one_and_leaves_the_gateway(shop: Shop, database: Database) -> None:
    await shop.ask("PUT", GATEWAY, json=gateway(shop, ["merchant"]))
    for options in ([option("invoice_b2b", "merchant")], []):
        await shop.ask("PUT", CHECKOUT, json={"configuration": {"payment_options": options}})
    assert await fallback(shop, database) == {}
    assert (await shop.get(GATEWAY)).json()["kravia"]["supported_invoice_channels"] == ["merchant"]


def gateway(shop: Shop, channels: Any = None, **more: Any) -> dict[str, Any]:
    """A body for the gateway that is right about its creditor."""
    facts = {"url": "https://gateway.example.com", "merchant_id": shop.merchant.creditor_no, **more}
    return {"kravia": facts if channels is None else {**facts, "supported_invoice_channels": channels}}


async def test_at_first_everybody_may_deliver(shop: Shop) -> None:
    told = (await shop.get(GATEWAY)).json()
    wire.GatewayAnswer.model_validate(told)
    assert told["kravia"]["merchant_id"] == shop.merchant.creditor_no
    assert told["kravia"]["supported_invoice_channels"] == ["kravia", "merchant"]


@pytest.mark.parametrize("channels", [["kravia"], ["merchant"], ["kravia", "merchant"], []])
async def test_what_the_gateway_supports_is_what_may_be_delivered_by(
    shop: Shop, database: Database, channels: list[str]
) -> None:
    body = gateway(shop, channels)
    assert (await shop.ask("PUT", GATEWAY, json=body)).json() == (await shop.get(GATEWAY)).json() == body
    async with database.reading() as connection:
        merchant = await merchants.get(connection, shop.merchant.merchant_id)
    words = {"kravia": Channel.OPERATOR, "merchant": Channel.MERCHANT}
    assert contract_of(merchant.settings).channels == {words[word] for word in channels}


async def test_a_gateway_that_does_not_say_supports_all(shop: Shop) -> None:
    await shop.ask("PUT", GATEWAY, json=gateway(shop, ["merchant"]))
    told = (await shop.ask("PUT", GATEWAY, json=gateway(shop))).json()
    assert told["kravia"]["supported_invoice_channels"] == ["kravia", "merchant"]


GATEWAYS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"merchant_id": 4711}, "kravia.merchant_id"),
    ({"merchant_id": "10001"}, "kravia.merchant_id"),
    ({"merchant_id": 0}, "kravia.merchant_id"),
    ({"merchant_id": 2**63}, "kravia.merchant_id"),
    ({"url": "ftp://x.example"}, "kravia.url"),
    ({"url": None}, "kravia.url"),
    ({"supported_invoice_channels": ["letter"]}, "kravia.supported_invoice_channels.0"),
    ({"supported_invoice_channels": "kravia"}, "kravia.supported_invoice_channels"),
)


@pytest.mark.parametrize(("wrong", "field"), GATEWAYS)
async def test_a_gateway_that_cannot_be_used_is_refused_by_its_field(
    shop: Shop, wrong: dict[str, Any], field: str
) -> None:
    answer = await shop.ask("PUT", GATEWAY, json=gateway(shop, **wrong))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER")
    assert ".".join(map(str, answer.json()["error"]["errors"][0]["path"])) == field


async def test_another_accounts_creditor_is_not_ones_own(shop: Shop, neighbour: Shop) -> None:
    answer = await shop.ask("PUT", GATEWAY, json=gateway(neighbour))
    assert answer.status_code == 400


CONFIGURATIONS: tuple[tuple[Any, str], ...] = (
    ({}, "configuration"),
    ({"payment_options": []}, "configuration"),
    ({"configuration": {}}, "configuration.payment_options"),
    ({"configuration": {"payment_options": [{}]}}, "configuration.payment_options.0.type"),
    (
        {"configuration": {"payment_options": [option("invoice_b2b", "letter")]}},
        "configuration.payment_options.0.details.invoice_channel",
    ),
    (
        {"configuration": {"payment_options": [option("invoice_b2b", None, "kroner")]}},
        "configuration.payment_options.0.currencies.0",
    ),
    (
        {"configuration": {"payment_options": [], "merchant": {"logo_url": "data:,"}}},
        "configuration.merchant.logo_url",
    ),
    ([], ""),
)


@pytest.mark.parametrize(("given", "field"), CONFIGURATIONS)
async def test_a_configuration_that_cannot_be_used_is_refused_by_its_field(shop: Shop, given: Any, field: str) -> None:
    before = (await shop.get(CHECKOUT)).json()
    answer = await shop.ask("PUT", CHECKOUT, json=given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER")
    assert ".".join(map(str, answer.json()["error"]["errors"][0]["path"])) == field
    assert (await shop.get(CHECKOUT)).json() == before
