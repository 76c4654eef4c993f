"""Requests as real shops and SDKs send them: their headers, their bodies, their oddities."""

from typing import Any

import httpx2

from faces.dintero.stage import Shop, business, consumer, session

WOO_HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "dintero-system-name": "woocommerce",
    "dintero-system-version": "9.4.0",
    "dintero-system-plugin-name": "Dintero.Checkout.WooCommerce.V2",
    "dintero-system-plugin-version": "1.14.2",
}
WOO_CALLBACK = (
    "https://shop.example.com/?wc-api=cb&delay_callback=120&report_error=true&sid_parameter_name=sid"
    "&report_event=CAPTURE&report_event=REFUND&report_event=VOID"
)


async def paid(shop: Shop, **payment: Any) -> str:
    return str((await shop.pay(business(**payment)))["id"])


async def test_the_woo_plugin_gets_its_token_on_the_checkout_host_for_the_api_host(shop: Shop) -> None:
    answer = await shop.ask_for_token(
        json={"grant_type": "client_credentials", "audience": "https://api.dintero.com/v1/accounts/T11112222"},
        headers={k: v for k, v in WOO_HEADERS.items() if k != "content-type"},
    )
    assert answer.status_code == 200
    assert answer.json()["expires_in"] > 600


async def test_the_woo_plugins_headers_are_kept_and_its_callback_taken(shop: Shop) -> None:
    body = consumer()
    body["session"]["url"] = {"return_url": "https://shop.example.com/?gateway=dintero", "callback_url": WOO_CALLBACK}
    made = await shop.pay(body, headers=WOO_HEADERS)
    kept = made["initiating_system_request_headers"]
    assert {name: kept[name] for name in WOO_HEADERS if name != "content-type"} == {
        name: value for name, value in WOO_HEADERS.items() if name != "content-type"
    }
    assert made["events"][1]["request_headers"] == kept
    assert made["url"] == body["session"]["url"]


async def test_the_woo_plugin_captures_voids_and_looks_with_includes(shop: Shop) -> None:
    transaction = await paid(shop)
    captured = await shop.post(
        f"/v1/transactions/{transaction}/capture",
        json={"capture_reference": "17", "amount": 12_500, "items": [{"line_id": "1", "amount": 12_500, "vat": 25}]},
        headers=WOO_HEADERS,
    )
    assert (captured.status_code, captured.json()["status"]) == (200, "AUTHORIZED")
    shown = await shop.get(f"/v1/transactions/{transaction}?includes=card.payment_token", headers=WOO_HEADERS)
    assert shown.status_code == 200
    renamed = await shop.ask("PUT", f"/v1/transactions/{transaction}", json={"merchant_reference_2": "17"})
    assert renamed.json()["merchant_reference_2"] == "17"
    voided = await shop.post(f"/v1/transactions/{transaction}/void", json={"id": transaction}, headers=WOO_HEADERS)
    assert (voided.status_code, voided.json()["status"]) == (200, "AUTHORIZATION_VOIDED")


VOIDS: dict[str, dict[str, Any]] = {
    "Python SDK": {"content": b"", "headers": {"Content-Type": "application/json", "Content-Length": "0"}},
    "Node SDK": {},
    "Woo": {"json": {"id": "any"}},
    "empty object": {"json": {}},
}


async def test_the_woo_plugin_opens_a_session_changes_it_unlocked_and_asks_the_profile_what_is_enabled(
    shop: Shop,
) -> None:
    url = {"return_url": "https://shop.example.com/?gateway=dintero", "callback_url": WOO_CALLBACK}
    body = {**session(), "url": url, "profile_id": "default"}
    made = await shop.post("/v1/sessions-profile", json=body, headers=WOO_HEADERS)
    assert (made.status_code, set(made.json())) == (200, {"id", "url"})
    at = f"/v1/sessions/{made.json()['id']}"
    order = {"amount": 9_000, "currency": "NOK", "items": [{"line_id": "1", "amount": 9_000, "vat": 25, "quantity": 1}]}
    changed = await shop.ask(
        "PUT", f"{at}?update_without_lock=true", json={"order": order, "remove_lock": True}, headers=WOO_HEADERS
    )
    assert (changed.status_code, changed.json()["order"]["amount"]) == (200, 9_000)
    shown = (await shop.get(at, headers=WOO_HEADERS)).json()
    assert (shown["order"]["merchant_reference"], shown["url"]["callback_url"]) == ("order-1", WOO_CALLBACK)
    assert shown["events"][-1]["name"] == "UPDATE_SESSION"
    profile = await shop.get("/v1/admin/session/profiles/default", headers=WOO_HEADERS)
    offered = profile.json()["configuration"]["kravia"]
    assert {name: options["enabled"] for name, options in offered.items() if name != "type"} == {
        "invoice_b2b": True,
        "invoice_b2b_grouped": True,
        "invoice_b2c": True,
    }


async def test_every_clients_void_is_understood(shop: Shop) -> None:
    for client, request in VOIDS.items():
        answer = await shop.post(f"/v1/transactions/{await paid(shop)}/void", **request)
        assert (answer.status_code, answer.json()["status"]) == (200, "AUTHORIZATION_VOIDED"), client


async def test_a_get_with_a_content_type_and_no_body_is_answered(shop: Shop) -> None:
    transaction = await paid(shop)
    json_typed = {"Content-Type": "application/json"}
    assert (await shop.get(f"/v1/transactions/{transaction}", headers=json_typed)).status_code == 200
    assert (await shop.get("/v1/transactions", headers=json_typed)).status_code == 200


async def test_the_node_sdks_repeated_parameters_and_encoded_times_are_understood(shop: Shop) -> None:
    transaction = await paid(shop)
    query = "status=AUTHORIZED&status=CAPTURED&created_at.gte=2026-01-01T00%3A00%3A00Z"
    listed = await shop.get(f"/v1/transactions?{query}")
    assert [each["id"] for each in listed.json()] == [transaction]


async def test_the_magento_plugin_finds_code_and_descriptions(shop: Shop) -> None:
    body = business()
    del body["session"]["order"]["billing_address"]["postal_code"]
    error = (await shop.post("/v1/sessions/pay", json=body)).json()["error"]
    assert error["code"] == "INVALID_REQUEST_PARAMETER"
    assert [each["description"] for each in error["errors"]] == ["order.billing_address.postal_code: is missing"]


async def test_whatever_is_refused_has_code_message_and_errors(shop: Shop) -> None:
    refused: list[httpx2.Response] = [
        await shop.http.get("/v1/transactions"),
        await shop.get("/v1/transactions/x"),
        await shop.get("/v1/transactions?limit=0"),
        await shop.get("/v1/unheard-of"),
        await shop.ask("DELETE", "/v1/transactions"),
        await shop.post("/v1/sessions/pay", content=b"{"),
        await shop.ask_for_token(auth=("a", "b")),
        await shop.post(f"/v1/transactions/{await paid(shop)}/refund"),
    ]
    assert [answer.status_code for answer in refused] == [401, 404, 400, 404, 405, 400, 401, 400]
    for answer in refused:
        error = answer.json()["error"]
        assert error["code"]
        assert error["message"]
        assert all(each["description"] for each in error["errors"])
        assert error["errors"]
