"""One-step payments that go well: what is echoed, who delivers, what happens twice."""

from typing import Any

import pytest

from faces.dintero.stage import Shop, business, consumer
from fordring.faces.dintero.wire.answers import PaidTransaction
from fordring.storage.transaction import Database

CHANNELS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("nothing said", {}, {}, "kravia"),
    ("payment", {"invoice_channel": "merchant"}, {}, "merchant"),
    ("former name", {"invoice_delivery_method": "merchant"}, {}, "merchant"),
    ("former name of ours", {"invoice_delivery_method": "provider"}, {}, "kravia"),
    ("session", {}, {"kravia": {"invoice_b2b": {"invoice_channel": "merchant"}}}, "merchant"),
    ("other product", {}, {"kravia": {"invoice_b2c": {"invoice_channel": "merchant"}}}, "kravia"),
    (
        "payment over session",
        {"invoice_channel": "kravia"},
        {"kravia": {"invoice_b2b": {"invoice_channel": "merchant"}}},
        "kravia",
    ),
    (
        "payment options",
        {},
        {"payment_options": [{"type": "kravia.invoice_b2b", "details": {"invoice_channel": "merchant"}}]},
        "merchant",
    ),
]


async def test_who_delivers_is_said_by_payment_then_session_then_default(shop: Shop) -> None:
    for what, payment, configuration, channel in CHANNELS:
        body = business(**payment)
        body["session"]["configuration"] = configuration
        paid = await shop.pay(body)
        assert paid["metadata"]["kravia:invoice_channel"] == channel, what
        assert paid["events"][-1]["event"] == ("INITIATE_CAPTURE" if channel == "kravia" else "AUTHORIZE"), what


async def test_the_profile_says_who_delivers_when_the_payment_does_not(shop: Shop, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE profile SET terms = jsonb_set(terms, '{channels}', $2) WHERE merchant_id = $1",
            shop.merchant.merchant_id,
            {"business": "merchant"},
        )
    assert (await shop.pay(business()))["metadata"]["kravia:invoice_channel"] == "merchant"
    assert (await shop.pay(consumer()))["metadata"]["kravia:invoice_channel"] == "kravia"
    said = business(invoice_channel="kravia")
    assert (await shop.pay(said))["metadata"]["kravia:invoice_channel"] == "kravia"


async def test_both_names_of_the_operation_are_taken(shop: Shop) -> None:
    for operation in ("invoice_payment", "invoice_purchase"):
        assert (await shop.pay(consumer(operation=operation)))["status"] == "AUTHORIZED"


async def test_zero_days_are_due_on_the_day_of_issue(shop: Shop) -> None:
    authorized = (await shop.pay(consumer(days_until_due=0)))["events"][1]
    assert authorized["metadata"]["kravia:invoice_due_date"] == authorized["metadata"]["kravia:invoice_date"]


async def test_both_bases_answer_alike(shop: Shop) -> None:
    answer = await shop.post("/v1/accounts/T11112222/payments/sessions/pay", json=consumer())
    assert answer.status_code == 200
    PaidTransaction.model_validate_json(answer.content)


async def test_unknown_fields_are_ignored_and_those_of_items_echoed(shop: Shop) -> None:
    body = consumer()
    body["session"]["order"]["items"][0] |= {"groups": [{"id": "g"}], "quantity": 1.5, "line_id": 7}
    body["session"]["unheard"] = {"of": 1}
    body["unheard"] = [1]
    paid = await shop.pay(body)
    assert paid["items"][0] == body["session"]["order"]["items"][0]
    assert "unheard" not in paid
    PaidTransaction.model_validate(paid)


async def test_nordic_letters_and_ten_thousand_characters_come_back_as_they_were(shop: Shop) -> None:
    body = consumer("ordre-æøå-ß-שלום")
    body["session"]["order"]["items"][0]["description"] = "Blåbærsyltetøy #\\" * 625
    paid = await shop.pay(body)
    assert paid["merchant_reference"] == "ordre-æøå-ß-שלום"
    assert paid["items"][0]["description"] == "Blåbærsyltetøy #\\" * 625


async def test_the_same_key_pays_once(shop: Shop) -> None:
    key = {"Idempotency-Key": "once"}
    first = await shop.pay(consumer(), headers=key)
    again = await shop.pay(consumer(), headers=key)
    assert again == first
    other = await shop.post("/v1/sessions/pay", json=consumer("order-2"), headers=key)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "IDEMPOTENCY_CONFLICT")
    assert other.json()["success"] is False
    assert len((await shop.get("/v1/transactions")).json()) == 1


async def test_a_key_that_is_too_long_is_refused(shop: Shop) -> None:
    answer = await shop.post("/v1/sessions/pay", json=consumer(), headers={"Idempotency-Key": "k" * 256})
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["error"]["message"]


@pytest.mark.parametrize("postal_code", ["0151", "ABC"])
async def test_a_doubt_about_the_order_is_seen_in_the_metadata(postal_code: str, shop: Shop) -> None:
    body = consumer()
    body["session"]["order"]["billing_address"]["postal_code"] = postal_code
    metadata = (await shop.pay(body))["metadata"]
    assert ("fordring:warnings" in metadata) is (postal_code == "ABC")


async def test_a_doubt_about_the_shipping_is_told_by_its_name(shop: Shop) -> None:
    body = consumer(amount=12_600)
    body["session"]["order"]["items"][0]["amount"] = 12_500
    body["session"]["order"]["shipping_option"] = {
        "id": "post", "line_id": "2", "amount": 100, "vat": 17, "title": "Post", "operator": "Posten"
    }  # fmt: skip
    metadata = (await shop.pay(body))["metadata"]
    assert metadata["fordring:warnings"].startswith("order.shipping_option.vat: 1700 basis points")


async def test_every_answer_names_its_request(shop: Shop) -> None:
    answer = await shop.post("/v1/sessions/pay", json=consumer())
    assert answer.headers["request-id"] == answer.json()["events"][1]["request_id"]
    refused = await shop.post("/v1/sessions/pay", json={})
    assert refused.headers["request-id"]
