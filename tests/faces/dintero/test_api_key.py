"""`x-api-key`: the same doors as a Bearer token, for its own account."""

import pytest

from faces.dintero.stage import Shop, consumer
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage.transaction import Database
from support import make


@pytest.fixture
async def key(database: Database, shop: Shop) -> str:
    """An API key of the shop's account."""
    command = CreateAPIKey(shop.merchant.account_id, "web shop")
    return (await database.run(lambda connection: create_api_key(command, make.work(connection))))[1]


async def test_an_api_key_opens_what_a_token_opens(shop: Shop, key: str) -> None:
    headers = {"x-api-key": key}
    paid = await shop.http.post("/v1/sessions/pay", headers=headers, json=consumer())
    assert paid.status_code == 200
    shown = await shop.http.get("/v1/transactions?limit=1", headers=headers)
    assert [one["id"] for one in shown.json()] == [paid.json()["id"]]
    path = paid.json()["metadata"]["kravia:invoice_url"].removeprefix("http://fordring.test")
    assert (await shop.http.get(path, headers=headers)).content.startswith(b"%PDF")


async def test_a_wrong_key_and_a_token_of_the_other_face_open_nothing(database: Database, shop: Shop) -> None:
    creditor = IssueToken("ledger program", frozenset({shop.merchant.merchant_id}))
    token = await database.run(lambda connection: issue_token(creditor, make.work(connection)))
    for key in ("wrong", "", shop.token, token):
        answer = await shop.http.get("/v1/transactions", headers={"x-api-key": key})
        assert (answer.status_code, "message" in answer.json()["error"]) == (401, True)


async def test_a_key_does_not_reach_another_account(shop: Shop, neighbour: Shop, key: str) -> None:
    path = f"/v1/accounts/{neighbour.merchant.account_id}/payments/transactions"
    assert (await shop.http.get(path, headers={"x-api-key": key})).status_code == 403
