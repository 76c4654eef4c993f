"""Sessions: created by a profile or without, looked at, listed."""

from typing import Any
from uuid import UUID

import pytest

from faces.dintero.stage import BASE, Shop, consumer, session
from fordring.faces.dintero.wire.session_answers import CreatedSession, Session


async def test_a_session_is_created_and_shown_with_everything_said(shop: Shop) -> None:
    body = session()
    body["metadata"] = {"ext_cart": "7", "ext_weight": 1.5}
    body["checkboxes"] = [{"id": "terms", "label": "I agree", "required": True}]
    body["configuration"]["theme"] = {"primary": "#004cff"}
    answer = await shop.post("/v1/sessions-profile?include_session=true", json=body)
    created = answer.json()
    CreatedSession.model_validate_json(answer.content)
    assert created["url"] == f"{BASE}/v1/view/{created['id']}"
    shown = await shop.session(created["id"])
    assert shown == created["session"]
    assert shown["order"] == body["order"]
    assert shown["url"] == body["url"]
    assert shown["checkboxes"] == body["checkboxes"]
    assert shown["metadata"] == {**body["metadata"], "session:profile_id": "default"}
    assert [event["name"] for event in shown["events"]] == ["INITIATED"]
    assert UUID(shown["events"][0]["request_id"]) == UUID(answer.headers["request-id"])
    configuration = shown["configuration"]
    assert configuration["theme"] == {"primary": "#004cff"}
    assert configuration["merchant"]["id"] == shop.merchant.account_id
    assert configuration["kravia"]["invoice_b2b"] == {
        "type": "payment_product_type",
        "enabled": True,
        "days_until_due": 14,
        "require_identity_verification": False,
        "invoice_channel": "kravia",
        "payability": "payable",
    }


async def test_the_shapes_are_the_documented_ones(shop: Shop) -> None:
    answer = await shop.get(f"/v1/sessions/{await shop.open()}")
    Session.model_validate_json(answer.content)


async def test_without_a_session_asked_for_only_id_and_address_are_told(shop: Shop) -> None:
    answer = await shop.post("/v1/sessions-profile", json=session())
    assert set(answer.json()) == {"id", "url"}


async def test_a_session_without_profile_offers_only_what_it_says(shop: Shop) -> None:
    body = session()
    del body["configuration"]["kravia"]["invoice_b2b"]
    shown = await shop.session(await shop.open(body, "sessions"))
    offered = shown["configuration"]["kravia"]
    assert (offered["invoice_b2b"]["enabled"], offered["invoice_b2c"]["enabled"]) == (False, True)
    assert "session:profile_id" not in shown["metadata"]


async def test_grouped_invoices_say_their_interval_and_are_never_delivered_by_the_merchant(shop: Shop) -> None:
    body = session()
    grouped = {"enabled": True, "days_until_due": 30, "invoice_schedule": {"interval": "quarterly"}}
    body["configuration"] = {
        "kravia": {"invoice_b2b_grouped": grouped},
        "payment_options": [{"type": "kravia.invoice_b2b_grouped", "details": {"invoice_channel": "merchant"}}],
    }
    offered = (await shop.session(await shop.open(body)))["configuration"]["kravia"]["invoice_b2b_grouped"]
    assert offered == {
        **grouped,
        "type": "payment_product_type",
        "require_identity_verification": True,
        "payability": "payable",
    }


async def test_a_silent_session_offers_what_its_profile_does(shop: Shop) -> None:
    body = session()
    del body["configuration"]
    offered = (await shop.session(await shop.open(body)))["configuration"]["kravia"]
    assert offered["invoice_b2c"]["enabled"]
    assert offered["invoice_b2c"]["require_identity_verification"]


async def test_an_expired_session_says_when(shop: Shop) -> None:
    body = {**session(), "expires_at": "2026-11-17T12:00:00+01:00"}
    assert (await shop.session(await shop.open(body)))["expires_at"] == "2026-11-17T11:00:00Z"


def _without(*path: str) -> dict[str, Any]:
    body: dict[str, Any] = session()
    inner = body
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return body


def _with(value: Any, *path: str) -> dict[str, Any]:
    body: dict[str, Any] = session()
    inner = body
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
    inner[path[-1]] = value
    return body


REFUSED = [
    (_without("url"), "url"),
    (_without("url", "return_url"), "url.return_url"),
    (_with("shop.example.com", "url", "return_url"), "url.return_url"),
    (_with("javascript://%0aalert(1)", "url", "return_url"), "url.return_url"),
    (_with("https://a b", "url", "return_url"), "url.return_url"),
    (_with("https://localhost/x", "url", "callback_url"), "url.callback_url"),
    (_without("order"), "order"),
    (_without("order", "merchant_reference"), "order.merchant_reference"),
    (_with(0, "order", "amount"), "order.amount"),
    (_with("SEK", "order", "currency"), "order.currency"),
    (_with("nobodys", "profile_id"), "profile_id"),
    (_with("2026-11-16T08:00:00Z", "expires_at"), "expires_at"),
    (_with("9999-12-31T23:59:59-12:00", "expires_at"), "expires_at"),
    (_with({"event_x": "1"}, "metadata"), "metadata"),
    (_with({"ext_x": []}, "metadata"), "metadata.ext_x"),
    (_with([{"id": "x"}], "checkboxes"), "checkboxes.0.label"),
    (_with(400, "configuration", "kravia", "invoice_b2b", "days_until_due"), "days_until_due"),
]


@pytest.mark.parametrize(("body", "field"), REFUSED, ids=[field for _, field in REFUSED])
async def test_a_body_that_cannot_be_used_is_refused_by_field(shop: Shop, body: dict[str, Any], field: str) -> None:
    answer = await shop.post("/v1/sessions-profile", json=body)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "INVALID_REQUEST_PARAMETER"
    assert any(field in detail["description"] for detail in error["errors"]), error


async def test_a_session_without_profile_needs_a_configuration(shop: Shop) -> None:
    answer = await shop.post("/v1/sessions", json=_without("configuration"))
    assert answer.json()["error"]["errors"][0]["path"] == ["configuration"]


async def test_amounts_must_agree_only_where_the_shop_asks_for_that(shop: Shop) -> None:
    body = _with(12_000, "order", "amount")
    await shop.open(body)
    strict = {"Dintero-Feature-Toggles": "strict-session-amounts"}
    answer = await shop.post("/v1/sessions-profile", json=body, headers=strict)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, ["order", "amount"])


async def test_sessions_of_others_are_not_there(shop: Shop, neighbour: Shop) -> None:
    sid = await shop.open()
    for method, path, more in (
        ("GET", "", {}),
        ("PUT", "", {"json": {"order": session()["order"]}}),
        ("POST", "/cancel", {}),
    ):
        answer = await neighbour.ask(method, f"/v1/sessions/{sid}{path}", **more)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT FOUND")


async def test_the_newer_base_answers_the_same(shop: Shop) -> None:
    base = f"/v1/accounts/{shop.merchant.account_id}/payments"
    created = await shop.post(f"{base}/sessions-profile", json=session())
    shown = await shop.get(f"{base}/sessions/{created.json()['id']}")
    assert shown.json() == await shop.session(created.json()["id"])


async def test_a_payment_in_one_step_is_a_session_too(shop: Shop) -> None:
    paid = await shop.pay(consumer("one-step"))
    shown = await shop.session(paid["session_id"])
    Session.model_validate(shown, strict=False)
    assert shown["transaction_id"] == paid["id"]
    assert shown["order"]["merchant_reference"] == "one-step"
    assert [event["name"] for event in shown["events"]] == ["INITIATED", "AUTHORIZED", "COMPLETED"]
    assert shown["events"][1]["details"] == {"payment_product_type": "kravia.invoice_b2c", "amount": 12_500}
    listed = (await shop.get("/v1/sessions", params={"transaction_id": paid["id"]})).json()
    assert listed == [shown]
