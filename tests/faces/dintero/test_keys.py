"""API keys and the signature's secret: told when they are made, ended when they are replaced."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from faces.dintero.stage import Shop, consumer, moment, shop_of
from fordring.faces.dintero.wire import administration as wire
from fordring.storage import merchants
from fordring.storage.transaction import Database

KEYS = "/v1/admin/api-keys"
SIGNATURE = "/v1/admin/signature"


async def opens(shop: Shop, key: str) -> int:
    """The status of a request with this key."""
    return (await shop.http.get("/v1/transactions", headers={"x-api-key": key})).status_code


async def made(shop: Shop, **more: Any) -> dict[str, Any]:
    """A key that was made well."""
    answer = await shop.post(KEYS, json={"name": "web shop", **more})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_key_is_told_once_and_kept_as_a_hash(shop: Shop, database: Database) -> None:
    told = await made(shop)
    wire.APIKeyWithSecret.model_validate_json(shop.http.build_request("POST", "/", json=told).content)
    assert (told["name"], told["created_by"]) == ("web shop", shop.credentials.client_id)
    assert await opens(shop, told["api_key"]) == 200
    listed = await shop.get(KEYS)
    assert listed.json() == [{name: value for name, value in told.items() if name != "api_key"}]
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT * FROM house.api_key")
    assert told["api_key"] not in str(rows)


async def test_what_a_key_does_is_done_in_its_name(shop: Shop) -> None:
    key = await made(shop)
    paid = await shop.http.post("/v1/sessions/pay", headers={"x-api-key": key["api_key"]}, json=consumer())
    assert paid.json()["events"][0]["created_by"] == key["id"]


async def test_a_key_makes_and_ends_other_keys(shop: Shop) -> None:
    first = await made(shop)
    headers = {"x-api-key": first["api_key"]}
    second = (await shop.http.post(KEYS, headers=headers, json={"name": "second"})).json()
    assert second["created_by"] == first["id"]
    assert (await shop.http.delete(f"{KEYS}/{first['id']}", headers=headers)).status_code == 200
    assert [await opens(shop, each["api_key"]) for each in (first, second)] == [401, 200]


async def test_a_key_holds_no_more_than_whoever_made_it(shop: Shop, database: Database) -> None:
    hooks = "/v1/accounts/T11112222/hooks/subscriptions"
    both = await shop_of(shop, database, "admin:checkout", "admin:hooks")
    for owner, status in ((shop, 403), (both, 200)):
        key = await made(owner)
        assert (await shop.http.get(hooks, headers={"x-api-key": key["api_key"]})).status_code == status
    refused = await shop.post(f"{KEYS}/{key['id']}/rotate-api-key")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "INSUFFICIENT_ACCESS")
    assert await opens(shop, key["api_key"]) == 200


async def test_a_rotated_key_ends_and_the_new_one_begins(shop: Shop) -> None:
    first = await made(shop)
    rotated = (await shop.post(f"{KEYS}/{first['id']}/rotate-api-key")).json()
    assert (rotated["id"], rotated["name"]) == (first["id"], "web shop")
    assert [await opens(shop, each["api_key"]) for each in (first, rotated)] == [401, 200]


async def test_a_deleted_key_ends_and_is_listed_only_when_asked_for(shop: Shop) -> None:
    key = await made(shop)
    deleted = (await shop.ask("DELETE", f"{KEYS}/{key['id']}")).json()
    assert (deleted["deleted_by"], "api_key" in deleted) == (shop.credentials.client_id, False)
    assert await opens(shop, key["api_key"]) == 401
    assert (await shop.get(KEYS)).json() == (await shop.get(f"{KEYS}?include_deleted=false")).json() == []
    assert (await shop.get(f"{KEYS}?include_deleted=true")).json() == [deleted]
    for method, path in (("DELETE", f"{KEYS}/{key['id']}"), ("POST", f"{KEYS}/{key['id']}/rotate-api-key")):
        assert (await shop.ask(method, path)).status_code == 404


async def test_a_key_may_have_an_end(shop: Shop) -> None:
    key = await made(shop, expires_at="2026-11-17T09:00:00")
    assert moment(key["expires_at"]) == datetime(2026, 11, 17, 9, tzinfo=UTC)
    shop.wall.forward(hours=24, seconds=-1)
    assert await opens(shop, key["api_key"]) == 200
    shop.wall.forward(seconds=1)
    assert await opens(shop, key["api_key"]) == 401


async def test_the_list_is_newest_first_a_page_at_a_time(shop: Shop) -> None:
    ids = [(await made(shop, name=f"{number}"))["id"] for number in range(3)]
    assert [each["id"] for each in (await shop.get(f"{KEYS}?limit=2")).json()] == ids[:0:-1]
    assert [each["id"] for each in (await shop.get(f"{KEYS}?starting_after={ids[1]}")).json()] == ids[:1]


async def test_a_repeated_request_makes_one_key_and_does_not_tell_it_again(shop: Shop) -> None:
    answers = [await shop.post(KEYS, json={"name": "k"}, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    first, again = (answer.json() for answer in answers)
    assert again == {name: value for name, value in first.items() if name != "api_key"}
    assert len((await shop.get(KEYS)).json()) == 1


BODIES: tuple[tuple[Any, str], ...] = (
    ({}, "name"),
    ({"name": ""}, "name"),
    ({"name": "x" * 256}, "name"),
    ({"name": ["x"]}, "name"),
    ({"name": "x", "expires_at": "tomorrow"}, "expires_at"),
    ({"name": "x", "expires_at": "2026-11-16T09:00:00Z"}, "expires_at"),
    ({"name": "x", "expires_at": "0001-01-01T00:00:00+14:00"}, "expires_at"),
    ([], ""),
)


@pytest.mark.parametrize(("given", "field"), BODIES)
async def test_a_body_that_cannot_be_used_is_refused_by_its_field(shop: Shop, given: Any, field: str) -> None:
    answer = await shop.post(KEYS, json=given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER")
    assert ".".join(map(str, answer.json()["error"]["errors"][0]["path"])) == field


async def test_a_list_that_cannot_be_made_is_refused(shop: Shop, neighbour: Shop) -> None:
    theirs = (await made(neighbour))["id"]
    for query, status in (
        ("include_deleted=maybe", 400),
        ("limit=0", 400),
        (f"starting_after={theirs}", 404),
        ("starting_after=nonsense", 404),
    ):
        assert (await shop.get(f"{KEYS}?{query}")).status_code == status


async def test_another_accounts_keys_are_not_there(shop: Shop, neighbour: Shop) -> None:
    theirs = await made(neighbour)
    for identifier in (theirs["id"], str(uuid4()), "nonsense", "%00"):
        assert (await shop.ask("DELETE", f"{KEYS}/{identifier}")).status_code == 404
        assert (await shop.post(f"{KEYS}/{identifier}/rotate-api-key")).status_code == 404
    assert await opens(neighbour, theirs["api_key"]) == 200
    assert (await shop.get(KEYS)).json() == []


async def test_a_sandbox_merchant_has_a_secret_from_the_beginning(shop: Shop) -> None:
    told = (await shop.get(SIGNATURE)).json()
    wire.Signature.model_validate_json(shop.http.build_request("POST", "/", json=told).content)
    assert told["signature"] == {"type": "v0-hmac-sha256", "secret": shop.merchant.signature_secret}


async def test_a_live_merchant_has_none_until_it_asks_for_one(shop: Shop, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute("UPDATE merchant SET signature_secret = '', signature_id = NULL")
    missing = await shop.get(SIGNATURE)
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "NOT FOUND")
    created = (await shop.post(SIGNATURE)).json()
    assert (await shop.get(SIGNATURE)).json() == created


async def test_a_new_secret_replaces_the_old_one(shop: Shop, database: Database) -> None:
    first = (await shop.get(SIGNATURE)).json()
    second = (await shop.post(SIGNATURE)).json()
    assert (second["created_by"], second["id"] != first["id"]) == (shop.credentials.client_id, True)
    assert second["signature"]["secret"] != first["signature"]["secret"]
    assert len(second["signature"]["secret"]) == 64
    async with database.reading() as connection:
        merchant = await merchants.get(connection, shop.merchant.merchant_id)
    assert merchant.signature_secret == second["signature"]["secret"]


async def test_only_the_account_itself_gets_a_new_secret(shop: Shop, neighbour: Shop) -> None:
    before = (await neighbour.get(SIGNATURE)).json()
    await shop.post(SIGNATURE)
    assert (await neighbour.get(SIGNATURE)).json() == before
