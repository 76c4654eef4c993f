"""Changing a session's order, under the lock or with that waived; and cancelling it."""

from typing import Any

import pytest

from faces.dintero.stage import ADDRESS, Shop, moment, payment, session

WAIVED = "?update_without_lock=true"


def _order(amount: int = 9_900, **more: Any) -> dict[str, Any]:
    order = session(amount=amount)["order"]
    del order["merchant_reference"]
    return {**order, **more}


async def _put(shop: Shop, sid: str, query: str = WAIVED, **body: Any) -> Any:
    return await shop.ask("PUT", f"/v1/sessions/{sid}{query}", json={"order": _order(), **body})


async def test_an_order_is_changed_and_both_stand_in_the_event(shop: Shop) -> None:
    body = session()
    body["order"] |= {"shipping_address": dict(ADDRESS), "store": {"id": "oslo"}, "vat_amount": 2_500}
    sid = await shop.open(body)
    changed = (await _put(shop, sid, order=_order(merchant_reference_2="second"))).json()
    assert changed == await shop.session(sid)
    assert (changed["order"]["amount"], changed["order"]["merchant_reference_2"]) == (9_900, "second")
    assert changed["order"]["merchant_reference"] == "order-1"
    assert changed["order"]["shipping_address"] == ADDRESS
    assert "vat_amount" not in changed["order"]
    event = changed["events"][-1]
    assert event["name"] == "UPDATE_SESSION"
    assert (event["details"]["previous_order"], event["details"]["updated_order"]) == (body["order"], changed["order"])
    assert moment(changed["updated_at"]) > moment(changed["created_at"])


async def test_the_changed_order_is_what_is_paid(shop: Shop) -> None:
    sid = await shop.open()
    await _put(shop, sid)
    await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment())
    transaction_id = (await shop.session(sid))["transaction_id"]
    assert (await shop.get(f"/v1/transactions/{transaction_id}")).json()["amount"] == 9_900


async def test_without_the_lock_it_is_refused_unless_that_is_waived(shop: Shop) -> None:
    sid = await shop.open()
    answer = await _put(shop, sid, "")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "SESSION_NOT_LOCKED")
    await shop.http.post(f"/v1/view/{sid}/session/lock")
    assert (await _put(shop, sid, "", remove_lock=False)).status_code == 200
    assert (await _put(shop, sid, "")).status_code == 200
    assert (await _put(shop, sid, "")).status_code == 400
    names = [event["name"] for event in (await shop.session(sid))["events"]]
    assert names == ["INITIATED", "PAY_LOCK_START", "UPDATE_SESSION", "UPDATE_SESSION", "PAY_LOCK_END"]


async def test_the_same_order_again_is_told_as_such(shop: Shop) -> None:
    sid = await shop.open()
    changed = (await _put(shop, sid, order=session()["order"])).json()
    assert changed["events"][-1]["details"]["updated_order_result"] == {"status": "NOT_MODIFIED"}


SHIPPING = {"id": "post", "line_id": "9", "amount": 100, "title": "Post", "operator": "post"}


@pytest.mark.parametrize(
    ("order", "path"),
    [
        (_order(amount=1, items=[{"amount": 2, "vat": 25}]), ["order", "amount"]),
        (_order(shipping_option=SHIPPING), ["order", "amount"]),
        (_order(merchant_reference="another"), ["order", "merchant_reference"]),
        (_order(currency="SEK"), ["order", "currency"]),
        (_order(items=[{"amount": 9_900, "vat": 25.001}]), ["order", "items", 0, "vat"]),
    ],
)
async def test_an_order_that_cannot_be_used_is_refused_by_field(
    shop: Shop, order: dict[str, Any], path: list[Any]
) -> None:
    answer = await _put(shop, await shop.open(), order=order)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, path)


async def test_a_part_of_the_items_may_be_asked_for_on_purpose(shop: Shop) -> None:
    order = _order(amount=100, items=[{"amount": 200, "vat": 25}], partial_payment=True)
    assert (await _put(shop, await shop.open(), order=order)).status_code == 200


async def test_a_flag_is_true_or_false(shop: Shop) -> None:
    answer = await _put(shop, await shop.open(), "?update_without_lock=maybe")
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, ["update_without_lock"])


async def test_what_is_over_is_not_changed(shop: Shop) -> None:
    paid, cancelled, expired = [await shop.open() for _ in range(3)]
    await shop.http.post(f"/v1/sessions/{paid}/pay", json=payment())
    await shop.post(f"/v1/sessions/{cancelled}/cancel")
    shop.wall.forward(hours=24)
    token = await shop.log_in()
    for sid, code in ((paid, "PAID"), (cancelled, "CANCELLED"), (expired, "EXPIRED")):
        answer = await _put(token, sid)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, f"SESSION_{code}")


async def test_an_unpaid_session_is_cancelled_once(shop: Shop) -> None:
    sid = await shop.open()
    cancelled = (await shop.post(f"/v1/sessions/{sid}/cancel")).json()
    assert cancelled == await shop.session(sid)
    assert cancelled["cancelled_by"] == shop.credentials.client_id
    assert cancelled["cancelled_at"] == "2026-11-16T09:00:00Z"
    assert cancelled["events"][-1]["name"] == "CANCELLED"
    again = await shop.post(f"/v1/sessions/{sid}/cancel")
    assert (again.status_code, again.json()["error"]["code"]) == (400, "SESSION_CANCELLED")
