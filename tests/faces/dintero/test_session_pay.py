"""Paying a session in its second step, by its payer without a token or by its merchant with one."""

import asyncio
import re
from typing import Any

import pytest

from faces.dintero.stage import COMPANY, Shop, consumer, moment, payment, session
from fordring.faces.dintero.wire.session_answers import PaymentResponse
from fordring.storage.transaction import Database


async def _pay(shop: Shop, sid: str, body: dict[str, Any] | None = None, **more: Any) -> Any:
    """The answer to a payer without a token."""
    return await shop.http.post(f"/v1/sessions/{sid}/pay", json=body or payment(), **more)


async def test_the_payer_pays_without_a_token_and_is_sent_back_to_the_shop(shop: Shop) -> None:
    sid = await shop.open()
    answer = await _pay(shop, sid)
    PaymentResponse.model_validate_json(answer.content)
    shown = await shop.session(sid)
    transaction_id = shown["transaction_id"]
    assert answer.json() == {
        "success": True,
        "actions": [{"source": "DINTERO", "code": "AUTHORIZED", "type": "success"}],
        "redirect_url": (
            f"https://shop.example.com/back?cart=7&merchant_reference=order-1&transaction_id={transaction_id}"
        ),
    }
    paid = (await shop.get(f"/v1/transactions/{transaction_id}")).json()
    assert (paid["status"], paid["session_id"], paid["amount"]) == ("AUTHORIZED", sid, 12_500)
    assert paid["billing_address"] == payment()["billing_address"]
    assert paid["events"][0]["created_by"] == "payer"


async def test_the_session_tells_the_whole_story(shop: Shop) -> None:
    sid = await shop.open()
    await _pay(shop, sid, payment("kravia.invoice_b2b", **COMPANY))
    shown = await shop.session(sid)
    events = shown["events"]
    names = ["INITIATED", "PAY_LOCK_START", "PAY_LOCK_META", "SET_BILLING_ADDRESS", "AUTHORIZED", "COMPLETED"]
    assert [event["name"] for event in events] == [*names, "PAY_LOCK_END"]
    assert [event["id"] for event in events] == [str(number) for number in range(1, 8)]
    assert events[3]["details"] == {"organization_number": "923609016"}
    assert events[4]["details"] == {"payment_product_type": "kravia.invoice_b2b", "amount": 12_500}
    assert shown["order"]["billing_address"]["business_name"] == "Nordmann AS"
    assert moment(shown["updated_at"]) > moment(shown["created_at"])


async def test_terms_of_the_session_are_those_of_the_invoice(shop: Shop) -> None:
    sid = await shop.open(session(days_until_due=30, invoice_channel="merchant"))
    await _pay(shop, sid)
    paid = (await shop.get(f"/v1/transactions/{(await shop.session(sid))['transaction_id']}")).json()
    assert paid["metadata"]["kravia:invoice_channel"] == "merchant"
    assert paid["events"][1]["metadata"]["kravia:invoice_due_date"] == "2026-12-16"
    assert [event["event"] for event in paid["events"]] == ["INITIALIZE", "AUTHORIZE"]


async def test_checkboxes_and_metadata_come_to_the_transaction(shop: Shop) -> None:
    body = session()
    body["checkboxes"] = [{"id": "terms", "label": "I agree", "checked": True}]
    body["metadata"] = {"ext_cart": "7"}
    sid = await shop.open(body)
    await _pay(shop, sid)
    paid = (await shop.get(f"/v1/transactions/{(await shop.session(sid))['transaction_id']}")).json()
    assert paid["checkboxes"] == body["checkboxes"]
    assert (paid["metadata"]["ext_cart"], paid["metadata"]["session:profile_id"]) == ("7", "default")


async def test_many_at_once_make_one_purchase(shop: Shop, database: Database) -> None:
    sid = await shop.open()
    answers = await asyncio.gather(*(_pay(shop, sid) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 19
    codes = {answer.json()["error"]["code"] for answer in answers if answer.status_code == 400}
    assert codes == {"SESSION_PAID"}
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM purchase") == 1


async def test_at_the_newer_base_a_token_is_needed(shop: Shop, neighbour: Shop) -> None:
    sid = await shop.open()
    path = f"/v1/accounts/{shop.merchant.account_id}/payments/sessions/{sid}/pay"
    assert (await shop.http.post(path, json=payment())).status_code == 401
    assert (await neighbour.post(path, json=payment())).status_code == 403
    assert (await shop.post(path, json=payment())).json()["success"]
    paid = (await shop.get(f"/v1/transactions/{(await shop.session(sid))['transaction_id']}")).json()
    assert paid["events"][0]["created_by"] == shop.credentials.client_id


async def test_a_token_of_another_account_finds_no_session(shop: Shop, neighbour: Shop) -> None:
    answer = await neighbour.post(f"/v1/sessions/{await shop.open()}/pay", json=payment())
    assert answer.status_code == 404


async def test_what_changed_since_it_was_seen_is_not_paid(shop: Shop) -> None:
    sid = await shop.open()
    seen = (await shop.session(sid))["updated_at"]
    changed = {"order": session(amount=13_000)["order"]}
    assert (await shop.ask("PUT", f"/v1/sessions/{sid}?update_without_lock=true", json=changed)).status_code == 200
    for header in (seen, "yesterday"):
        answer = await _pay(shop, sid, headers={"If-Unmodified-Since": header})
        assert (answer.status_code, answer.json()["error"]["code"]) == (412, "SESSION_CHANGED")
        assert (answer.json()["success"], answer.json()["session_id"]) == (False, sid)
    now = (await shop.session(sid))["updated_at"]
    assert (await _pay(shop, sid, headers={"If-Unmodified-Since": now})).status_code == 200


async def test_a_locked_session_is_not_paid_until_the_lock_is_gone(shop: Shop) -> None:
    sid = await shop.open()
    assert (await shop.http.post(f"/v1/view/{sid}/session/lock")).status_code == 200
    answer = await _pay(shop, sid)
    assert (answer.status_code, answer.json()["error"]["code"]) == (412, "SESSION_LOCKED")
    shop.wall.forward(minutes=5)
    assert (await _pay(shop, sid)).status_code == 200


async def test_a_declined_payer_can_try_again(shop: Shop) -> None:
    sid = await shop.open()
    answer = await _pay(shop, sid, payment(email="ola+declined@example.com"))
    assert answer.status_code == 200
    PaymentResponse.model_validate_json(answer.content)
    assert answer.json() == {
        "success": False,
        "actions": [{"source": "DINTERO", "code": "Rejected", "type": "error"}],
        "error": "Rejected",
        "error_details": [{"code": "rejected", "category": "permanent"}],
    }
    shown = await shop.session(sid)
    assert "transaction_id" not in shown
    failed = [event for event in shown["events"] if event["name"] == "PAY_FAILED"]
    facts = {"error": "Rejected", "payment_product_type": "kravia.invoice_b2c", "amount": 12_500}
    assert [event["details"] for event in failed] == [facts]
    assert (await _pay(shop, sid)).json()["success"]


async def test_who_must_be_identified_is_sent_to_do_so_and_nothing_is_paid(shop: Shop) -> None:
    sid = await shop.open(session(require_identity_verification=True))
    answer = await _pay(shop, sid)
    assert answer.status_code == 200
    PaymentResponse.model_validate_json(answer.content)
    told = answer.json()
    assert (told["success"], told["error"]) == (False, "IdentityVerificationRequired")
    operation = told["error_details"][0]["authentication_operations"][0]
    assert re.fullmatch(r"http://fordring\.test/identity/[\w-]{43}", told["redirect_url"])
    assert operation == {
        "rel": "complete-identity-verification",
        "href": told["redirect_url"],
        "method": "GET",
        "content_type": "text/html",
    }
    assert (await _pay(shop, sid)).json()["redirect_url"] != told["redirect_url"]
    assert "transaction_id" not in await shop.session(sid)


async def test_an_expired_session_is_not_paid(shop: Shop) -> None:
    sid = await shop.open()
    shop.wall.forward(hours=24)
    answer = await _pay(shop, sid)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "SESSION_EXPIRED")


async def test_a_cancelled_session_is_not_paid(shop: Shop) -> None:
    sid = await shop.open()
    await shop.post(f"/v1/sessions/{sid}/cancel")
    answer = await _pay(shop, sid)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "SESSION_CANCELLED")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (payment(postal_code=""), ["billing_address", "postal_code"]),
        (payment("kravia.invoice_b2b"), ["billing_address", "business_name"]),
        (payment(country="DK"), ["billing_address", "country"]),
        ({"payment_product_type": "kravia.invoice_b2c"}, ["billing_address"]),
        ({**payment(), "payment_product_type": "vipps"}, ["payment_product_type"]),
    ],
)
async def test_a_body_that_cannot_be_used_is_refused_by_field(
    shop: Shop, body: dict[str, Any], path: list[str]
) -> None:
    answer = await _pay(shop, await shop.open(), body)
    assert answer.status_code == 400
    assert path in [detail["path"] for detail in answer.json()["error"]["errors"]]


async def test_what_the_session_does_not_offer_cannot_be_paid_by(shop: Shop, database: Database) -> None:
    sid = await shop.open(session(enabled=False))
    answer = await _pay(shop, sid)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "PAYMENT_PRODUCT_TYPE_NOT_AVAILABLE")
    limits = {"order_limits": {"NO": {"consumer": {"most_minor": 12_499}, "business": {"least_minor": 1}}}}
    async with database.transaction() as connection:
        await connection.execute("UPDATE merchant SET settings = settings || $1", limits)
    sid = await shop.open()
    offered = (await shop.session(sid))["configuration"]["kravia"]
    assert offered["invoice_b2c"]["payability"] == "disabled_by_order_amount"
    assert offered["invoice_b2b"]["payability"] == "payable"
    assert (await _pay(shop, sid)).status_code == 400
    one_step = await shop.post("/v1/sessions/pay", json=consumer())
    assert (one_step.status_code, one_step.json()["error"]["code"]) == (400, "PAYMENT_PRODUCT_TYPE_NOT_AVAILABLE")
    assert (await _pay(shop, sid, payment("kravia.invoice_b2b", **COMPANY))).status_code == 200


async def test_a_reference_that_any_session_has_can_be_refused_in_one_step(shop: Shop) -> None:
    await shop.open(session("twice"))
    strict = {"Dintero-Feature-Toggles": "strict-merchant-reference"}
    answer = await shop.post("/v1/sessions/pay", json=consumer("twice"), headers=strict)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "DUPLICATE_MERCHANT_REFERENCE")
    lenient = {"Dintero-Feature-Toggles": "strict-success-merchant-reference"}
    assert (await shop.post("/v1/sessions/pay", json=consumer("twice"), headers=lenient)).status_code == 200


async def test_a_repeated_payment_under_its_key_is_answered_as_the_first_time(shop: Shop) -> None:
    sid = await shop.open()
    key = {"Idempotency-Key": "once"}
    first, second = await _pay(shop, sid, headers=key), await _pay(shop, sid, headers=key)
    assert (first.content, first.status_code) == (second.content, 200)
