"""Grouped invoices at the merchant's face: what a transaction says before and after its billing."""

from typing import Any

import pytest

from faces.dintero.stage import COMPANY, Shop, business, moment, payment, session
from fordring.faces.dintero.wire.answers import PaidTransaction, Transaction
from fordring.storage.transaction import Database
from support.groups import billed, invoices, noon
from support.lives import received

GROUPED = "kravia.invoice_b2b_grouped"


def grouped(reference: str = "order-1", amount: int = 12_500, **payment: Any) -> dict[str, Any]:
    """A company's order for its monthly invoice."""
    return business(reference, amount, payment_product_type=GROUPED, **payment)


def words(transaction: dict[str, Any]) -> list[str]:
    """The events, in order."""
    return [event["event"] for event in transaction["events"]]


async def test_a_grouped_purchase_is_authorised_without_an_invoice(shop: Shop) -> None:
    told = await shop.pay(grouped())
    PaidTransaction.model_validate(told)
    assert (told["status"], told["payment_product_type"], told["success"]) == ("AUTHORIZED", GROUPED, True)
    assert words(told) == ["INITIALIZE", "AUTHORIZE"]
    assert told["metadata"]["kravia:invoice_channel"] == "kravia"
    assert not {"kravia:invoice_number", "kravia:invoice_url"} & told["metadata"].keys()
    assert told["events"][1]["calculated_vat_amount"] == 2_500
    assert "metadata" not in told["events"][1]
    assert told["customer"]["email"] == "ola@example.com"
    shown = (await shop.get(f"/v1/transactions/{told['id']}")).json()
    assert shown == {name: value for name, value in told.items() if name not in {"success", "actions"}}


async def test_after_billing_each_transaction_shows_the_common_invoice(shop: Shop, database: Database) -> None:
    shop.wall.now = noon("2026-01-05")
    await shop.log_in()
    first, second = [await shop.pay(grouped(f"order-{n}", 1_000 * n)) for n in (1, 2)]
    await billed(database, shop.merchant, "2026-02-02")
    shop.wall.now = noon("2026-02-02")
    await shop.log_in()
    listed = (await shop.get(f"/v1/transactions?payment_product_type={GROUPED}")).json()
    assert [each["id"] for each in listed] == [second["id"], first["id"]]
    for told, amount in zip(listed, (2_000, 1_000), strict=True):
        Transaction.model_validate(told)
        assert (told["status"], told["amount"]) == ("AUTHORIZED", amount)
        assert words(told) == ["INITIALIZE", "AUTHORIZE", "INITIATE_CAPTURE"]
        assert told["metadata"]["kravia:invoice_number"] == "A1B2C-000001"
        facts = told["events"][2]["metadata"]
        assert (facts["kravia:invoice_date"], facts["kravia:invoice_due_date"]) == ("2026-02-02", "2026-02-16")
        assert "metadata" not in told["events"][1]
        assert told["events"][2]["amount"] == amount
        assert (await shop.http.get(told["metadata"]["kravia:invoice_url"])).status_code == 401
        assert (
            await shop.get(told["metadata"]["kravia:invoice_url"].removeprefix("http://fordring.test"))
        ).status_code == 200
        assert moment(told["updated_at"]) == noon("2026-02-02")


async def test_money_captures_the_oldest_first_and_answers_to_its_start_of_collection(
    shop: Shop, database: Database
) -> None:
    shop.wall.now = noon("2026-01-05")
    await shop.log_in()
    ids = [(await shop.pay(grouped(f"order-{n}", 1_000)))["id"] for n in (1, 2)]
    await billed(database, shop.merchant, "2026-02-02")
    (claim,) = await invoices(database, shop.merchant)
    await received(database, claim, 1_400)
    first, second = [(await shop.get(f"/v1/transactions/{each}")).json() for each in ids]
    assert (first["status"], second["status"]) == ("CAPTURED", "PARTIALLY_CAPTURED")
    for told, amount, vat in ((first, 1_000, 200), (second, 400, 80)):
        started, captured = told["events"][-2:]
        assert (captured["event"], captured["amount"], captured["calculated_vat_amount"]) == ("CAPTURE", amount, vat)
        assert captured["correlation_request_id"] == started["request_id"]
    assert first["events"][-1]["request_id"] != second["events"][-1]["request_id"]


@pytest.mark.parametrize(("billed_before", "invoiced"), [(False, 0), (True, 2)])
async def test_a_void_leaves_out_or_credits(
    shop: Shop, database: Database, invoiced: int, *, billed_before: bool
) -> None:
    shop.wall.now = noon("2026-01-05")
    await shop.log_in()
    told = await shop.pay(grouped())
    if billed_before:
        await billed(database, shop.merchant, "2026-02-02")
    answer = await shop.post(f"/v1/transactions/{told['id']}/void")
    assert (answer.status_code, answer.json()["status"]) == (200, "AUTHORIZATION_VOIDED")
    assert words(answer.json())[-1] == "VOID"
    await billed(database, shop.merchant, "2026-02-02")
    assert len(await invoices(database, shop.merchant)) == invoiced
    assert (await shop.post(f"/v1/transactions/{told['id']}/void")).status_code == 400


async def test_a_capture_before_billing_is_answered_and_changes_nothing_but_a_part_is_refused(shop: Shop) -> None:
    told = await shop.pay(grouped())
    whole = await shop.post(f"/v1/transactions/{told['id']}/capture", json={"amount": 12_500})
    assert (whole.status_code, words(whole.json())) == (200, ["INITIALIZE", "AUTHORIZE"])
    part = await shop.post(f"/v1/transactions/{told['id']}/capture", json={"amount": 100})
    assert (part.status_code, part.json()["error"]["code"]) == (400, "PARTIAL_CAPTURE_NOT_SUPPORTED")
    named = await shop.ask("PUT", f"/v1/transactions/{told['id']}", json={"merchant_reference_2": "shop-7"})
    assert (named.status_code, named.json()["merchant_reference_2"]) == (200, "shop-7")


@pytest.mark.parametrize(
    ("session", "profile", "bill_on"),
    [
        ("quarterly", None, "2026-04-01"),
        ("monthly", "quarterly", "2026-02-02"),
        (None, "quarterly", "2026-04-01"),
        (None, None, "2026-02-02"),
    ],
)
async def test_the_interval_is_the_sessions_then_the_profiles_then_monthly(
    shop: Shop, database: Database, session: str | None, profile: str | None, bill_on: str
) -> None:
    shop.wall.now = noon("2026-01-05")
    await shop.log_in()
    if profile:
        async with database.transaction() as connection:
            path = "UPDATE profile SET terms = jsonb_set(terms, '{products,grouped,interval}', to_jsonb($1::text))"
            await connection.execute(path, profile)
    body = grouped()
    if session:
        schedule = {"invoice_schedule": {"interval": session}}
        body["session"]["configuration"] = {"kravia": {"invoice_b2b_grouped": schedule}}
    await shop.pay(body)
    async with database.reading() as connection:
        assert str(await connection.fetchval("SELECT bill_on FROM billing_group")) == bill_on


@pytest.mark.parametrize("field", ["business_name", "organization_number"])
async def test_a_grouped_purchase_needs_what_a_companys_does(shop: Shop, field: str) -> None:
    body = grouped()
    body["session"]["order"]["billing_address"] = {name: value for name, value in COMPANY.items() if name != field}
    answer = await shop.post("/v1/sessions/pay", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["description"] == f"order.billing_address.{field}: is missing"


async def test_the_merchant_never_delivers_a_grouped_invoice(shop: Shop) -> None:
    answer = await shop.post("/v1/sessions/pay", json=grouped(invoice_channel="merchant"))
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["path"] == ["payment", "invoice_channel"]


async def test_a_session_is_paid_in_its_second_step_for_the_invoice_of_its_own_interval(
    shop: Shop, database: Database
) -> None:
    shop.wall.now = noon("2026-01-05")
    await shop.log_in()
    opened = session()
    options: dict[str, Any] = {"enabled": True, "require_identity_verification": False, "days_until_due": 30}
    options["invoice_schedule"] = {"interval": "quarterly"}
    opened["configuration"]["kravia"]["invoice_b2b_grouped"] = options
    sid = await shop.open(opened)
    answer = await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment(GROUPED, **COMPANY))
    assert answer.json()["success"] is True, answer.text
    transaction_id = (await shop.session(sid))["transaction_id"]
    waiting = (await shop.get(f"/v1/transactions/{transaction_id}?includes=session")).json()
    assert words(waiting) == ["INITIALIZE", "AUTHORIZE"]
    assert await billed(database, shop.merchant, "2026-03-31") == 0
    assert await billed(database, shop.merchant, "2026-04-01") == 1
    facts = (await shop.get(f"/v1/transactions/{transaction_id}")).json()["events"][2]["metadata"]
    assert (facts["kravia:invoice_date"], facts["kravia:invoice_due_date"]) == ("2026-04-01", "2026-05-01")


async def test_a_cancelled_session_leaves_its_purchase_out_of_the_invoice(shop: Shop, database: Database) -> None:
    shop.wall.now = noon("2026-01-05")
    await shop.log_in()
    told = await shop.pay(grouped())
    answer = await shop.post(f"/v1/sessions/{told['session_id']}/cancel")
    assert answer.status_code == 200, answer.text
    await billed(database, shop.merchant, "2026-02-02")
    assert await invoices(database, shop.merchant) == []
