"""Tokens and scopes: who is let in, to what."""

from typing import Any

import httpx2
import pytest

from faces.dintero.stage import BASE, Shop, app_of, client_of, consumer, context_of
from fordring.faces.common.tokens import Tokens
from fordring.services.onboarding.open_signing_key import open_signing_key
from fordring.storage.transaction import Database
from support import make

AUDIENCES = """
https://api.dintero.com/v1/accounts/T11112222             200
https://checkout.dintero.com/v1/accounts/T11112222        200
https://T11112222@api.dintero.com/v1/accounts/T11112222   200
http://fordring.test/v1/accounts/T11112222                200
http://fordring.test/v1/accounts/T11112222/               200
https://T99998888@api.dintero.com/v1/accounts/T11112222   400
https://api.dintero.com/v1/accounts/T99998888             400
https://elsewhere.example.com/v1/accounts/T11112222       400
https://api.dintero.com/v1/accounts/                      400
http://[                                                  400
nonsense                                                  400
"""


@pytest.mark.parametrize("line", AUDIENCES.strip().splitlines())
async def test_the_audience_names_the_account_here_or_at_the_public_hosts(line: str, shop: Shop) -> None:
    audience, status = line.split()
    answer = await shop.ask_for_token(json={"grant_type": "client_credentials", "audience": audience})
    assert answer.status_code == int(status)


async def test_wrong_credentials_are_not_let_in(shop: Shop, neighbour: Shop) -> None:
    mine = shop.credentials
    for credentials, status in (
        ((mine.client_id, "wrong"), 401),
        (("nobody", mine.client_secret), 401),
        (("no\0body", mine.client_secret), 401),
        ((mine.client_id, ""), 401),
        ((neighbour.credentials.client_id, neighbour.credentials.client_secret), 403),
        (None, 401),
    ):
        answer = await shop.ask_for_token(auth=credentials)
        assert answer.status_code == status, credentials
        assert answer.json()["error"]["message"]


async def test_after_ten_failures_a_client_id_is_shut_for_the_rest_of_a_minute(shop: Shop) -> None:
    for client_id in (shop.credentials.client_id, "nobody", "no\0body"):
        for _ in range(10):
            assert (await shop.ask_for_token(auth=(client_id, "wrong"))).status_code == 401
            shop.wall.forward(seconds=1)
        shut = await shop.ask_for_token(auth=(client_id, shop.credentials.client_secret))
        assert (shut.status_code, shut.headers["retry-after"]) == (429, "50")
        assert shut.json()["error"]["code"] == "TOO_MANY_REQUESTS"
        assert shop.credentials.client_secret not in shut.text
    shop.wall.forward(seconds=29)
    assert (await shop.ask_for_token()).status_code == 429
    shop.wall.forward(seconds=1)
    assert (await shop.ask_for_token()).status_code == 200


async def test_failures_are_counted_by_all_processes_together(shop: Shop, database: Database) -> None:
    other = app_of(await context_of(database, shop.wall))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=other), base_url=BASE) as http:
        elsewhere = Shop(shop.merchant, shop.credentials, http, shop.wall)
        for place in (shop, elsewhere) * 5:
            assert (await place.ask_for_token(auth=(shop.credentials.client_id, "wrong"))).status_code == 401
        assert [(await place.ask_for_token()).status_code for place in (shop, elsewhere)] == [429, 429]


async def test_good_log_ins_and_other_clients_failures_shut_nobody_out(shop: Shop, neighbour: Shop) -> None:
    for _ in range(12):
        assert (await shop.ask_for_token()).status_code == 200
        await neighbour.ask_for_token(auth=(neighbour.credentials.client_id, "wrong"))
    assert (await shop.ask_for_token()).status_code == 200


async def test_failures_that_are_past_their_minute_are_forgotten(shop: Shop, database: Database) -> None:
    for number in range(3):
        await shop.ask_for_token(auth=(f"nobody {number}", "wrong"))
    shop.wall.forward(minutes=1)
    await shop.ask_for_token(auth=("nobody 4", "wrong"))
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM house.failed_login") == 1


async def test_a_client_without_a_grant_gets_no_token(shop: Shop, database: Database) -> None:
    credentials = await client_of(database, shop.merchant.account_id, frozenset())
    answer = await Shop(shop.merchant, credentials, shop.http, shop.wall).ask_for_token()
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "INSUFFICIENT_ACCESS")


async def test_another_accounts_address_gives_no_token(shop: Shop, neighbour: Shop) -> None:
    assert (await shop.ask_for_token(neighbour.merchant.account_id)).status_code == 403
    assert (await shop.ask_for_token("T00000000")).status_code == 403


async def test_both_fields_of_a_token_request_are_needed(shop: Shop) -> None:
    bodies: tuple[Any, ...] = ({"grant_type": "client_credentials"}, {"audience": BASE}, [], "x")
    for body in bodies:
        assert (await shop.ask_for_token(json=body)).status_code == 400
    other = {"grant_type": "refresh_token", "audience": f"{BASE}/v1/accounts/T11112222"}
    assert (await shop.ask_for_token(json=other)).status_code == 400


async def test_a_token_is_good_until_it_expires(shop: Shop) -> None:
    answer = (await shop.ask_for_token()).json()
    shop.token = answer["access_token"]
    shop.wall.forward(seconds=answer["expires_in"] - 1)
    assert (await shop.get("/v1/transactions")).status_code == 200
    shop.wall.forward(seconds=1)
    expired = await shop.get("/v1/transactions")
    assert (expired.status_code, expired.json()["error"]["message"]) == (401, "the token has expired")


async def test_tokens_that_are_not_ours_are_not_let_in(shop: Shop, database: Database) -> None:
    key = await database.run(lambda connection: open_signing_key(make.work(connection)))
    elsewhere = Tokens(key, "https://elsewhere.example.com")
    mine = Tokens(key, BASE).read(shop.token, shop.wall.now).bearer
    for authorization in (
        "",
        "Bearer",
        "Bearer nonsense",
        f"Basic {shop.token}",
        f"Bearer {shop.token[:-2]}xx",
        f"Bearer {elsewhere.issue(mine, 1, BASE, shop.wall.now)}",
    ):
        answer = await shop.http.get("/v1/transactions", headers={"Authorization": authorization})
        assert answer.status_code == 401, authorization
        assert answer.json()["error"]["code"] == "ACCESS_FORBIDDEN"


SCOPES = """
                              admin:checkout  write:checkout  read:checkout  read:billing
POST sessions/pay             200             200             403            403
GET transactions              200             403             200            403
GET transactions/ID           200             403             200            403
PUT transactions/ID           200             200             403            403
POST transactions/ID/capture  200             200             403            403
POST transactions/ID/void     200             200             403            403
POST transactions/ID/refund   400             400             403            403
"""


async def test_each_operation_needs_one_of_its_scopes(shop: Shop, database: Database) -> None:
    heading, *rows = SCOPES.strip("\n").splitlines()
    scopes = heading.split()
    for row in rows:
        method, path, *statuses = row.split()
        for scope, status in zip(scopes, statuses, strict=True):
            transaction = (await shop.pay())["id"]
            credentials = await client_of(database, shop.merchant.account_id, frozenset([scope]))
            limited = await Shop(shop.merchant, credentials, shop.http, shop.wall).log_in()
            bodies: dict[str, Any] = {
                "POST sessions/pay": consumer(),
                "PUT transactions/ID": {"merchant_reference_2": "x"},
            }
            body = bodies.get(f"{method} {path}")
            more = {"json": body} if body else {}
            answer = await limited.ask(method, f"/v1/{path.replace('ID', transaction)}", **more)
            assert answer.status_code == int(status), (row, scope, answer.text)


async def test_another_accounts_base_is_forbidden(shop: Shop) -> None:
    answer = await shop.get("/v1/accounts/T99998888/payments/transactions")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "INSUFFICIENT_ACCESS")
