"""The list of sessions: every filter, its order, and what is refused of a query."""

from typing import Any

import pytest

from faces.dintero.stage import ADDRESS, Shop, consumer, session


async def _three(shop: Shop) -> list[str]:
    """Three sessions an hour apart, oldest first; the second is for Kari, the third was bought in a store."""
    ids = [await shop.open(session("first"))]
    shop.wall.forward(hours=1)
    second = session("second")
    second["order"] |= {
        "merchant_reference_2": "2-OF-2",
        "billing_address": {**ADDRESS, "first_name": "Kari", "last_name": "Normann"},
    }
    ids.append(await shop.open(second))
    shop.wall.forward(hours=1)
    third = session("third")
    third["order"]["store"] = {"id": "oslo"}
    ids.append(await shop.open(third))
    return ids


async def _listed(shop: Shop, params: dict[str, Any] | list[tuple[str, str]]) -> list[str]:
    answer = await shop.get("/v1/sessions", params=params)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()]


async def test_the_newest_come_first_and_a_page_begins_behind_the_last(shop: Shop) -> None:
    first, second, third = await _three(shop)
    assert await _listed(shop, {}) == [third, second, first]
    assert await _listed(shop, {"limit": "2"}) == [third, second]
    assert await _listed(shop, {"limit": "2", "starting_after": second}) == [first]


async def test_every_filter_narrows(shop: Shop) -> None:
    first, second, third = await _three(shop)
    assert await _listed(shop, [("id", first), ("id", third)]) == [third, first]
    assert await _listed(shop, {"store_id": "oslo"}) == [third]
    assert await _listed(shop, {"search": "SECOND"}) == [second]
    assert await _listed(shop, {"search": "2-of"}) == [second]
    assert await _listed(shop, {"search": "kari norm"}) == [second]
    assert await _listed(shop, {"created_at.gte": "2026-11-16T10:00:00Z"}) == [third, second]
    assert await _listed(shop, {"created_at.lte": "2026-11-16T10:00:00Z"}) == [second, first]
    paid = await shop.pay(consumer("paid"))
    assert await _listed(shop, {"transaction_id": paid["id"]}) == [paid["session_id"]]


async def test_another_accounts_ids_fit_nothing(shop: Shop, neighbour: Shop) -> None:
    sid = await shop.open()
    assert await _listed(neighbour, {"id": sid}) == []
    assert (await neighbour.get("/v1/sessions", params={"starting_after": sid})).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "ten"),
        ("id", "x"),
        ("transaction_id", "x"),
        ("created_at.gte", "yesterday"),
        ("created_at.lte", "2026-13-01"),
        ("search", "a\0b"),
        ("store_id", "x" * 256),
    ],
)
async def test_garbage_is_refused_by_the_parameters_name(shop: Shop, name: str, value: str) -> None:
    answer = await shop.get("/v1/sessions", params={name: value})
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, [name])
