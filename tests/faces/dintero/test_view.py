"""What anyone may do who knows a session's id."""

from typing import Any

import pytest

from faces.dintero.stage import ADDRESS, BASE, Shop, payment, session
from fordring.faces.dintero.wire.session_answers import LockedSession, Operations, PageSession

NOBODYS = "T11112222.1111111111111111111111"


async def test_the_address_of_a_session_leads_to_its_page_and_the_visit_is_told(shop: Shop) -> None:
    sid = await shop.open()
    answer = await shop.http.get(f"/v1/view/{sid}?language=no&ui=inline", headers={"User-Agent": "browser"})
    assert (answer.status_code, answer.headers["location"]) == (302, f"{BASE}/?language=no&ui=inline&sid={sid}")
    event = (await shop.session(sid))["events"][-1]
    assert (event["name"], event["request_headers"]["user-agent"]) == ("VISITED", "browser")


async def test_the_page_sees_what_it_shows_and_nothing_of_the_merchants_own(shop: Shop) -> None:
    body = session()
    body["metadata"] = {"ext_secret": "s3cret"}
    body["customer"] = {"customer_id": "s3cret", "email": "ola@example.com", "tokens": {"x": "s3cret"}}
    body["url"]["callback_url"] = "https://shop.example.com/s3cret"
    body["order"] |= {
        "billing_address": dict(ADDRESS),
        "store": {"id": "s3cret"},
        "payout_destination_id": "s3cret",
        "merchant_reference_2": "s3cret",
    }
    body["order"]["items"][0] |= {"splits": [{"payout_destination_id": "s3cret", "amount": 1}]}
    body["configuration"] |= {"payout": {"id": "s3cret"}, "theme": {"primary": "red"}}
    sid = await shop.open(body, headers={"Dintero-System-Name": "s3cret"})
    answer = await shop.http.get(f"/v1/view/{sid}/session")
    PageSession.model_validate_json(answer.content)
    assert "s3cret" not in answer.text
    shown = answer.json()
    assert shown["customer"] == {"email": "ola@example.com"}
    assert shown["url"] == {"return_url": body["url"]["return_url"]}
    assert shown["order"]["items"][0]["description"] == "Bicycle bell"
    assert shown["configuration"]["kravia"]["invoice_b2c"]["payability"] == "payable"
    assert shown["configuration"]["theme"] == {"primary": "red"}
    assert [operation["rel"] for operation in shown["operations"]] == ["pay", "lock", "abandon"]


async def test_a_lock_is_taken_by_one_and_shown(shop: Shop) -> None:
    sid = await shop.open()
    answer = await shop.http.post(f"/v1/view/{sid}/session/lock")
    LockedSession.model_validate_json(answer.content)
    assert (await shop.http.get(f"/v1/view/{sid}/session")).json()["pay_lock"] == answer.json()["pay_lock"]
    second = await shop.http.post(f"/v1/view/{sid}/session/lock")
    assert (second.status_code, second.json()["error"]["code"]) == (412, "SESSION_LOCKED")
    shop.wall.forward(minutes=5)
    assert "pay_lock" not in (await shop.http.get(f"/v1/view/{sid}/session")).json()
    assert (await shop.http.post(f"/v1/view/{sid}/session/lock")).status_code == 200


async def test_a_cancelled_session_is_not_locked(shop: Shop) -> None:
    sid = await shop.open()
    await shop.post(f"/v1/sessions/{sid}/cancel")
    answer = await shop.http.post(f"/v1/view/{sid}/session/lock")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "SESSION_CANCELLED")


async def test_a_kind_of_invoice_that_is_offered_tells_how_it_is_paid(shop: Shop) -> None:
    sid = await shop.open()
    answer = await shop.http.post(f"/v1/view/{sid}/payments/kravia.invoice_b2b")
    Operations.model_validate_json(answer.content)
    pay = answer.json()["operations"][0]
    assert (pay["rel"], pay["href"]) == ("pay", f"{BASE}/v1/sessions/{sid}/pay")
    off = await shop.open(session(enabled=False))
    for unoffered in (f"{off}/payments/kravia.invoice_b2b", f"{sid}/payments/vipps"):
        assert (await shop.http.post(f"/v1/view/{unoffered}")).status_code == 404


async def test_who_leaves_goes_back_to_the_shop_and_may_come_again(shop: Shop) -> None:
    sid = await shop.open()
    answer = await shop.http.post(f"/v1/view/{sid}/session/abandon")
    assert (answer.status_code, answer.headers["location"]) == (
        302,
        "https://shop.example.com/back?cart=7&merchant_reference=order-1&error=cancelled",
    )
    await shop.http.post(f"/v1/view/{sid}/session/abandon")
    shown = await shop.session(sid)
    assert [(event["name"], event.get("details")) for event in shown["events"][1:]] == [
        ("CANCELLED", {"error": "cancelled"})
    ]
    assert "cancelled_at" not in shown
    assert (await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment())).json()["success"]
    paid = await shop.http.post(f"/v1/view/{sid}/session/abandon")
    assert "error=" not in paid.headers["location"]
    assert "transaction_id=" in paid.headers["location"]


async def test_an_address_in_any_script_is_one_that_a_browser_can_go_to(shop: Shop) -> None:
    body = session()
    body["url"]["return_url"] = "https://smørbrød.example/取り?a=%20b"
    location = (await shop.http.post(f"/v1/view/{await shop.open(body)}/session/abandon")).headers["location"]
    assert location.startswith("https://sm%C3%B8rbr%C3%B8d.example/%E5%8F%96%E3%82%8A?a=%20b&merchant_reference=")


async def test_an_app_is_told_the_session_too_and_fragments_stay_behind(shop: Shop) -> None:
    body = session("a b&c")
    body["url"]["return_url"] = "myshop://back#/done"
    body["configuration"]["channel"] = "in_app"
    sid = await shop.open(body)
    location = (await shop.http.post(f"/v1/view/{sid}/session/abandon")).headers["location"]
    assert location == (
        f"myshop://back?merchant_reference=a%20b%26c&error=cancelled&session_id={sid}"
        "&payment_return_url=myshop%3A%2F%2Fback%23%2Fdone#/done"
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/session"),
        ("POST", "/session/lock"),
        ("POST", "/payments/kravia.invoice_b2b"),
        ("POST", "/session/abandon"),
    ],
)
@pytest.mark.parametrize("sid", [NOBODYS, "P00000000.1111111111111111111111", "junk"])
async def test_an_unknown_session_is_not_found(shop: Shop, method: str, path: str, sid: str) -> None:
    answer: Any = await shop.http.request(method, f"/v1/view/{sid}{path}")
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "no such session")
