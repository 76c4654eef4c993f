"""Payments that cannot be: each is refused with the field's name, and leaves nothing behind."""

import json
from typing import Any

import pytest

from faces.dintero.stage import ADDRESS, COMPANY, Shop, business, consumer
from fordring.faces.dintero.wire.answers import PayErrorAnswer

ITEM = {"line_id": "1", "amount": 12_500}

REFUSED: list[tuple[str, Any, str]] = [
    ("session.order.amount", 0, "order.amount: must be 1 to 2147483647 minor units"),
    ("session.order.amount", -1, "order.amount: must be 1 to 2147483647 minor units"),
    ("session.order.amount", 2**31, "order.amount: must be 1 to 2147483647 minor units"),
    ("session.order.amount", 10**30, "order.amount: must be 1 to 2147483647 minor units"),
    ("session.order.amount", "100", "order.amount: Input should be a valid integer"),
    ("session.order.amount", 1.5, "order.amount: Input should be a valid integer"),
    ("session.order.currency", "XXX", "order.currency: XXX is not the merchant's currency (NOK)"),
    ("session.order.currency", "SEK", "order.currency: SEK is not the merchant's currency (NOK)"),
    ("session.order.merchant_reference", "", "order.merchant_reference: "),
    ("session.order.merchant_reference", "x" * 256, "order.merchant_reference: "),
    ("session.order.merchant_reference", "a\0b", "U+0000"),
    ("session.order.billing_address", None, "order.billing_address.first_name: is missing"),
    ("session.order.billing_address.country", "DK", "order.billing_address.country: must be one of NO, SE, FI"),
    ("session.order.billing_address.email", "nobody", "order.billing_address.email: is not an e-mail address"),
    ("session.order.billing_address.phone_number", "12", "order.billing_address.phone_number: must be 5 to 15 digits"),
    ("session.order.items.0.vat", 25.123, "order.items.0.vat: has more than two decimals"),
    ("session.order.items.0.vat", 125, "order.items.0.vat: must be 0 to 100 percent"),
    ("session.order.items.0.amount", 2**40, "order.items.0.amount: must be a 32-bit integer"),
    ("session.order.items.0.quantity", "two", "order.items.0.quantity: "),
    ("session.order.items", [ITEM] * 5_001, "order.items: "),
    (
        "session.order.shipping_option",
        {"id": "p", "line_id": "2", "amount": 2**40, "title": "Post", "operator": "Posten"},
        "order.shipping_option.amount: must be a 32-bit integer",
    ),
    ("session.metadata", {"kravia:invoice_number": "1"}, "session.metadata: "),
    ("session.metadata", {"ext_list": [1]}, "session.metadata.ext_list: "),
    ("session.expires_at", "2026-11-16T08:59:59Z", "session.expires_at: has passed"),
    ("session.url", {"callback_url": "http://example.com/cb"}, "session.url.callback_url: http is not allowed"),
    ("session.url", {"callback_url": "https://localhost/cb"}, "session.url.callback_url: leads to this machine"),
    ("payment.payment_product_type", "vipps", "payment.payment_product_type: "),
    ("payment.operation", "purchase", "payment.operation: "),
    ("payment.days_until_due", -1, "payment.days_until_due: "),
    ("payment.days_until_due", 366, "payment.days_until_due: "),
    ("payment.days_until_due", None, "payment.days_until_due: "),
    ("payment.invoice_channel", "pigeon", "payment.invoice_channel: "),
]


def changed(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The body with one field set."""
    *above, last = path.split(".")
    inner: Any = body
    for step in above:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    inner[last] = value
    return body


async def refusal(shop: Shop, body: Any, **more: Any) -> str:
    """The description of the first error of a refused payment."""
    answer = await shop.post("/v1/sessions/pay", content=json.dumps(body), **more)
    assert answer.status_code == 400, (answer.status_code, answer.text)
    told = PayErrorAnswer.model_validate_json(answer.content)
    assert not told.success
    return told.error.errors[0].description


async def nothing_was_made(shop: Shop) -> bool:
    return (await shop.get("/v1/transactions")).content == b"[]"


async def test_what_cannot_be_used_is_refused_by_its_name(shop: Shop) -> None:
    for path, value, expected in REFUSED:
        told = await refusal(shop, changed(consumer(), path, value))
        assert expected in told, f"{path}={value!r}"
    assert await nothing_was_made(shop)


async def test_each_missing_field_of_the_billing_address_is_named(shop: Shop) -> None:
    for address, body in ((ADDRESS, consumer), (COMPANY, business)):
        for name in address:
            made = body()
            del made["session"]["order"]["billing_address"][name]
            assert await refusal(shop, made) == f"order.billing_address.{name}: is missing"
    assert await nothing_was_made(shop)


async def test_all_missing_fields_are_named_at_once(shop: Shop) -> None:
    body = business()
    body["session"]["order"]["billing_address"] = {}
    answer = await shop.post("/v1/sessions/pay", json=body)
    assert {error["path"][-1] for error in answer.json()["error"]["errors"]} == set(COMPANY)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"payment": NaN}', b"\xff\xfe", b'"\\ud800"'])
async def test_what_is_no_json_object_is_refused(raw: bytes, shop: Shop) -> None:
    answer = await shop.post("/v1/sessions/pay", content=raw)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


async def test_an_infinite_number_in_an_echoed_field_is_refused(shop: Shop) -> None:
    raw = json.dumps(changed(consumer(), "session.order.items.0.unit_weight", float("nan")))
    assert "NaN" in raw
    answer = await shop.post("/v1/sessions/pay", content=raw)
    assert answer.status_code == 400
    raw = raw.replace("NaN", "1e999")
    answer = await shop.post("/v1/sessions/pay", content=raw)
    assert answer.status_code == 400
    assert await nothing_was_made(shop)


async def test_a_body_over_ten_megabytes_is_refused_unread(shop: Shop) -> None:
    answer = await shop.post("/v1/sessions/pay", content=b" " * (10 * 1_024 * 1_024 + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "PAYLOAD_TOO_LARGE"
    assert answer.json()["success"] is False


async def test_the_strict_toggle_refuses_an_amount_that_is_not_the_items_sum(shop: Shop) -> None:
    body = changed(consumer(), "session.order.amount", 12_000)
    strict = {"Dintero-Feature-Toggles": "something-else, strict-session-amounts"}
    assert await refusal(shop, body, headers=strict) == "order.amount: is 12000, but the items sum to 12500"
    assert (await shop.pay(body))["amount"] == 12_000


async def test_a_partial_payment_passes_the_strict_toggle(shop: Shop) -> None:
    body = changed(changed(consumer(), "session.order.amount", 12_000), "session.order.partial_payment", True)
    paid = await shop.pay(body, headers={"Dintero-Feature-Toggles": "strict-session-amounts"})
    assert paid["amount"] == 12_000


@pytest.mark.parametrize("toggle", ["strict-merchant-reference", "strict-success-merchant-reference"])
async def test_the_strict_toggles_refuse_a_reference_used_before(toggle: str, shop: Shop) -> None:
    strict = {"Dintero-Feature-Toggles": toggle}
    await shop.pay(consumer(), headers=strict)
    assert "order-1 was used before" in await refusal(shop, consumer(), headers=strict)
    await shop.pay(consumer("order-2"), headers=strict)
    await shop.pay(consumer())
    assert len((await shop.get("/v1/transactions")).json()) == 3


async def test_another_merchants_reference_is_no_duplicate(shop: Shop, neighbour: Shop) -> None:
    body = changed(consumer(), "session.order.currency", "SEK")
    await neighbour.pay(body)
    await shop.pay(consumer(), headers={"Dintero-Feature-Toggles": "strict-merchant-reference"})
