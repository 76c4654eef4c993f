"""The sandbox's clock over HTTP: moved by whoever may act for the merchant, refused with the field's name."""

from datetime import timedelta
from typing import Any

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from fordring.storage import merchants
from support import make

ADVANCE = "/sandbox/clock/advance"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_merchant_moves_its_clock_and_is_told_what_happened(desk: Desk, merchant: Merchant) -> None:
    view = await desk.house.pay(merchant)
    headers = bearer(await desk.merchant_token(merchant))
    answer = await desk.http.post(ADVANCE, json={"days": 20, "freeze": True}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["request-id"]
    told = answer.json()
    assert told["clock"]["account_id"] == "T11112222"
    assert (told["clock"]["now"][:10], told["clock"]["frozen"]) == ("2026-12-06", True)
    [happened] = told["happened"]
    assert (happened["what"], happened["subject"]["claim"]) == ("claim.delivered", view.claim.claim_no)
    shown = await desk.http.get("/sandbox/clock", headers=headers)
    assert shown.json() == told["clock"]


async def test_a_moment_may_be_named_instead_of_days(desk: Desk, merchant: Merchant) -> None:
    headers = bearer(await desk.merchant_token(merchant))
    answer = await desk.http.post(ADVANCE, json={"to": "2026-12-01T08:00:00Z"}, headers=headers)
    assert answer.json()["clock"]["now"].startswith("2026-12-01T08:00:0")


@pytest.mark.parametrize("how", ["Authorization", "x-api-key"])
async def test_the_creditors_token_and_the_merchants_key_open_it_too(desk: Desk, merchant: Merchant, how: str) -> None:
    for token in (await desk.opaque_token(merchant), await desk.api_key(merchant)):
        headers = bearer(token) if how == "Authorization" else {"x-api-key": token}
        assert (await desk.http.post(ADVANCE, json={"days": 0}, headers=headers)).status_code == 200


async def test_of_several_merchants_one_is_named(desk: Desk, merchant: Merchant) -> None:
    other = await make.merchant(desk.house.database, "SE", "T99998888", number_prefix="B2C3D")
    headers = bearer(await desk.opaque_token(merchant, other))
    unnamed = await desk.http.post(ADVANCE, json={"days": 0}, headers=headers)
    assert (unnamed.status_code, unnamed.json()["error"]["fields"][0]["field"]) == (400, "account_id")
    named = await desk.http.post(f"{ADVANCE}?account_id=T99998888", json={"days": 0}, headers=headers)
    assert named.json()["clock"]["account_id"] == "T99998888"
    operator = bearer(await desk.opaque_token(operator=True))
    assert (await desk.http.get("/sandbox/clock?account_id=T11112222", headers=operator)).status_code == 200


async def test_another_merchants_clock_and_a_live_one_are_not_there(desk: Desk, merchant: Merchant) -> None:
    await make.merchant(desk.house.database, "SE", "T99998888", number_prefix="B2C3D")
    live = await make.merchant(desk.house.database, "NO", "P11112222", number_prefix="C2C3D")
    ours = bearer(await desk.merchant_token(merchant))
    for query in ("?account_id=T99998888", "?account_id=T00000000"):
        assert (await desk.http.post(ADVANCE + query, json={"days": 1}, headers=ours)).status_code == 404
    theirs = bearer(await desk.merchant_token(live))
    assert (await desk.http.post(ADVANCE, json={"days": 1}, headers=theirs)).status_code == 404
    assert (await desk.http.get("/sandbox/clock", headers=theirs)).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Bearer a.b.c"}])
async def test_without_a_good_token_nobody_is_let_in(desk: Desk, merchant: Merchant, headers: dict[str, str]) -> None:
    assert merchant.sandbox
    answer = await desk.http.post(ADVANCE, json={"days": 1}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_authenticated")


async def test_an_expired_token_and_one_that_only_reads_move_nothing(desk: Desk, merchant: Merchant) -> None:
    reading = bearer(await desk.merchant_token(merchant, "read:checkout"))
    assert (await desk.http.post(ADVANCE, json={"days": 1}, headers=reading)).status_code == 403
    assert (await desk.http.get("/sandbox/clock", headers=reading)).status_code == 200
    old = bearer(await desk.merchant_token(merchant))
    desk.house.wall.now += timedelta(hours=2)
    assert (await desk.http.post(ADVANCE, json={"days": 1}, headers=old)).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "days"),
        ({"days": "40"}, "days"),
        ({"days": 1.5}, "days"),
        ({"days": True}, "days"),
        ({"days": -1}, "days"),
        ({"days": 10**30}, "days"),
        ({"to": "tomorrow"}, "to"),
        ({"to": "2026-12-01T08:00:00"}, "to"),
        ({"to": "2020-01-01T00:00:00Z"}, "to"),
        ({"days": 1, "to": "2026-12-01T08:00:00Z"}, "to"),
        ({"freeze": "yes"}, "freeze"),
        ({"day": 1}, "day"),
        ([], "body"),
    ],
)
async def test_a_body_that_cannot_be_used_names_its_field(
    desk: Desk, merchant: Merchant, body: Any, field: str
) -> None:
    answer = await desk.http.post(ADVANCE, json=body, headers=bearer(await desk.merchant_token(merchant)))
    assert answer.status_code == 400, answer.text
    assert [problem["field"] for problem in answer.json()["error"]["fields"]] == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 5_000])
async def test_a_body_that_is_no_json_is_refused(desk: Desk, merchant: Merchant, body: bytes) -> None:
    answer = await desk.http.post(ADVANCE, content=body, headers=bearer(await desk.merchant_token(merchant)))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")


async def test_a_clock_that_is_being_moved_is_busy(desk: Desk, merchant: Merchant) -> None:
    async with desk.house.database.reading() as connection:
        await merchants.lock_clock(connection, merchant.merchant_id)
        answer = await desk.http.post(ADVANCE, json={"days": 1}, headers=bearer(await desk.merchant_token(merchant)))
        await merchants.unlock_clock(connection, merchant.merchant_id)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "busy")
