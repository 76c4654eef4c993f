"""What is administered is what holds when sessions are made and paid: profiles, the account's default, the gateway."""

from typing import Any

from faces.dintero.stage import Shop, business, consumer, payment, session

PROFILES = "/v1/admin/session/profiles"
B2B = "kravia.invoice_b2b"


async def _configure(shop: Shop, path: str, body: dict[str, Any], method: str = "PUT") -> None:
    answer = await shop.ask(method, f"/v1/admin/{path}", json=body)
    assert answer.status_code == 200, answer.text


def _options(channel: str) -> list[dict[str, Any]]:
    return [{"type": B2B, "details": {"invoice_channel": channel}}]


def _offer(**options: Any) -> dict[str, Any]:
    return {"kravia": {"invoice_b2b": {"enabled": True, **options}}}


async def _support(shop: Shop, *channels: str) -> None:
    facts = {"url": "https://gateway.example.com", "merchant_id": shop.merchant.creditor_no}
    await _configure(shop, "gateways/kravia", {"kravia": {**facts, "supported_invoice_channels": list(channels)}})


def _by(profile_id: str) -> dict[str, Any]:
    """A session that leaves everything to a profile."""
    body = {**session(), "profile_id": profile_id}
    del body["configuration"]
    return body


async def _channel(shop: Shop, **said: Any) -> str:
    """Who delivers what is paid in one step."""
    paid = await shop.pay(business(**said))
    channel: str = paid["metadata"]["kravia:invoice_channel"]
    return channel


async def test_sessions_are_made_by_a_profile_until_it_is_deleted_and_then_live_on(shop: Shop) -> None:
    offer = {"kravia": {"invoice_b2c": {"enabled": True, "days_until_due": 30, "require_identity_verification": False}}}
    await _configure(shop, "session/profiles", {"profile_id": "web", "configuration": offer}, "POST")
    sid = await shop.open(_by("web"))
    assert (await shop.ask("DELETE", f"{PROFILES}/web")).status_code == 200
    for gone in ("web", "never"):
        refused = await shop.post("/v1/sessions-profile", json=_by(gone))
        assert (refused.status_code, refused.json()["error"]["errors"][0]["path"]) == (400, ["profile_id"])
    shown = await shop.session(sid)
    assert shown["metadata"]["session:profile_id"] == "web"
    assert shown["configuration"]["kravia"]["invoice_b2c"]["days_until_due"] == 30
    paid = await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment())
    assert paid.json()["success"] is True


async def test_another_accounts_profile_is_none(shop: Shop, neighbour: Shop) -> None:
    await _configure(neighbour, "session/profiles", {"profile_id": "theirs", "configuration": _offer()}, "POST")
    refused = await shop.post("/v1/sessions-profile", json=_by("theirs"))
    assert (refused.status_code, refused.json()["error"]["errors"][0]["path"]) == (400, ["profile_id"])


async def test_a_session_keeps_what_its_profile_said_when_it_was_made(shop: Shop) -> None:
    await _configure(shop, "session/profiles/default", {"configuration": _offer(days_until_due=30)})
    sid = await shop.open(_by("default"))
    await _configure(shop, "session/profiles/default", {"configuration": _offer(days_until_due=60)})
    shown = (await shop.session(sid))["configuration"]["kravia"]
    assert (shown["invoice_b2b"]["days_until_due"], shown["invoice_b2c"]["enabled"]) == (30, False)


async def test_the_channel_is_the_payments_then_the_profiles_then_the_accounts(shop: Shop) -> None:
    assert await _channel(shop) == "kravia"
    await _configure(shop, "checkout", {"configuration": {"payment_options": _options("merchant")}})
    assert await _channel(shop) == "merchant"
    await _configure(
        shop, "session/profiles/default", {"configuration": {**_offer(), "payment_options": _options("kravia")}}
    )
    assert await _channel(shop) == "kravia"
    await _configure(shop, "session/profiles/default", {"configuration": _offer(invoice_channel="merchant")})
    assert await _channel(shop) == "merchant"
    assert await _channel(shop, invoice_channel="kravia") == "kravia"


async def test_what_the_gateway_does_not_support_cannot_be_paid(shop: Shop) -> None:
    sid = await shop.open(session(invoice_channel="merchant"))
    await _support(shop, "kravia")
    offered = (await shop.session(sid))["configuration"]["kravia"]
    assert offered["invoice_b2c"]["payability"] == "disabled_by_gateway"
    assert offered["invoice_b2b_grouped"]["payability"] == "payable"
    assert (await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment())).status_code == 400
    refused = await shop.post("/v1/sessions/pay", json=consumer(invoice_channel="merchant"))
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "PAYMENT_PRODUCT_TYPE_NOT_AVAILABLE")
    await _support(shop, "kravia", "merchant")
    assert (await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment())).json()["success"] is True


async def test_what_a_profile_disables_cannot_be_paid(shop: Shop) -> None:
    await _configure(shop, "session/profiles/default", {"configuration": _offer()})
    refused = await shop.post("/v1/sessions/pay", json=consumer())
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "PAYMENT_PRODUCT_TYPE_NOT_AVAILABLE")
    assert (await shop.post("/v1/sessions/pay", json=business())).status_code == 200
