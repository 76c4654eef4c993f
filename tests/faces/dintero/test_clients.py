"""Client management: an account's clients, what each may do, and that none gets more than whoever gave it."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from faces.dintero.stage import BASE, Shop, shop_of
from fordring.faces.dintero.routes.clients import ROUTES
from fordring.faces.dintero.wire import clients as wire
from fordring.services.access.create_client import ClientCredentials
from fordring.storage.transaction import Database

AUTH = "/v1/accounts/T11112222/auth"
AUDIENCE = "https://api.dintero.com/v1/accounts/T11112222"
EVERYTHING = ("admin:accounts", "admin:checkout", "admin:hooks")


@pytest.fixture
async def owner(shop: Shop, database: Database) -> Shop:
    """A client that manages the account's clients."""
    return await shop_of(shop, database, *EVERYTHING)


async def _made(owner: Shop, *scopes: str, **body: Any) -> dict[str, Any]:
    """A client made over the API, and granted scopes."""
    answer = await owner.post(f"{AUTH}/clients", json=body)
    assert answer.status_code == 200, answer.text
    client: dict[str, Any] = answer.json()
    if scopes:
        granted = await owner.post(f"{AUTH}/client-grants", json=_grant(client["id"], *scopes))
        assert granted.status_code == 200, granted.text
    return client


def _grant(client: str, *scopes: str, **more: Any) -> dict[str, Any]:
    return {"client_id": client, "audience": AUDIENCE, "scope": list(scopes), "type": "client_credentials"} | more


async def _token(owner: Shop, client_id: str, secret: str) -> httpx2.Response:
    return await owner.ask_for_token(auth=(client_id, secret))


async def _asks(shop: Shop, token: str, path: str = "/v1/transactions") -> int:
    return (await shop.http.get(path, headers={"Authorization": f"Bearer {token}"})).status_code


async def test_a_client_is_made_granted_and_used(owner: Shop) -> None:
    made = await _made(owner, name="shop", description="for the web shop", client_id="ecom-123")
    wire.ClientWithSecret.model_validate_json(owner.http.build_request("POST", "/", json=made).content)
    assert (made["client_id"], made["name"]) == ("ecom-123", "shop")
    assert made["created_by"] == owner.credentials.client_id
    assert (await _token(owner, "ecom-123", made["client_secret"])).status_code == 403
    granted = await owner.post(f"{AUTH}/client-grants", json=_grant(made["id"], "checkout:admin"))
    assert granted.json()["scope"] == ["admin:checkout"]
    assert granted.json()["client_id"] == made["id"]
    token = await _token(owner, "ecom-123", made["client_secret"])
    assert await _asks(owner, token.json()["access_token"]) == 200


async def test_the_secret_is_told_once(owner: Shop) -> None:
    made = await _made(owner)
    secret = made["client_secret"]
    for path in ("/clients", f"/clients/{made['id']}"):
        assert secret not in (await owner.get(AUTH + path)).text
    assert (await owner.get(f"{AUTH}/clients/{made['id']}")).json() == {
        name: value for name, value in made.items() if name != "client_secret"
    }


async def test_a_repeated_request_makes_one_client_and_tells_no_secret_again(owner: Shop, database: Database) -> None:
    body, headers = {"name": "once"}, {"Idempotency-Key": "k1"}
    first = (await owner.post(f"{AUTH}/clients", json=body, headers=headers)).json()
    again = (await owner.post(f"{AUTH}/clients", json=body, headers=headers)).json()
    secret = first.pop("client_secret")
    assert again == first
    rotated = (await owner.post(f"{AUTH}/clients/{first['id']}/rotate-secret", headers=headers | {})).status_code
    assert rotated == 409
    async with database.reading() as connection:
        kept = await connection.fetch("SELECT answer FROM idempotency")
    assert kept
    assert all(secret.encode() not in row["answer"] for row in kept)


async def test_lists_show_the_accounts_own(owner: Shop, neighbour: Shop) -> None:
    made = await _made(owner, "read:checkout")
    listed = (await owner.get(f"{AUTH}/clients")).json()
    assert [each["id"] for each in listed][-1] == made["id"]
    assert neighbour.credentials.client_id not in {each["client_id"] for each in listed}
    grants = (await owner.get(f"{AUTH}/client-grants?client_id={made['id']}")).json()
    assert [each["scope"] for each in grants] == [["read:checkout"]]
    assert (await owner.get(f"{AUTH}/client-grants?client_id={uuid4()}")).json() == []
    (mine,) = (await owner.get(f"{AUTH}/client-grants?audience={BASE}/v1/accounts/T11112222")).json()[-1:]
    assert set(mine["scope"]) == set(EVERYTHING)


async def _delete(owner: Shop, client: dict[str, Any], _token: str) -> None:
    deleted = await owner.ask("DELETE", f"{AUTH}/clients/{client['id']}")
    assert deleted.json()["deleted_by"] == owner.credentials.client_id
    assert (await owner.get(f"{AUTH}/clients/{client['id']}")).status_code == 404


async def _rotate(owner: Shop, client: dict[str, Any], _token_text: str) -> None:
    rotated = (await owner.post(f"{AUTH}/clients/{client['id']}/rotate-secret")).json()
    assert rotated["client_secret"] != client["client_secret"]
    assert (await _token(owner, client["client_id"], client["client_secret"])).status_code == 401
    assert (await _token(owner, client["client_id"], rotated["client_secret"])).status_code == 200


async def _withdraw(owner: Shop, client: dict[str, Any], _token_text: str) -> None:
    (grant,) = (await owner.get(f"{AUTH}/client-grants?client_id={client['id']}")).json()
    withdrawn = await owner.ask("DELETE", f"{AUTH}/client-grants/{grant['id']}")
    assert withdrawn.json()["deleted_by"] == owner.credentials.client_id
    assert (await owner.ask("DELETE", f"{AUTH}/client-grants/{grant['id']}")).status_code == 404
    assert (await _token(owner, client["client_id"], client["client_secret"])).status_code == 403


async def _revoke(owner: Shop, client: dict[str, Any], token: str) -> None:
    assert client
    for _ in range(2):
        answer = await owner.post(f"{AUTH}/revoke", json={"token": token})
        assert (answer.status_code, answer.json()) == (200, {})


@pytest.mark.parametrize("take_back", [_delete, _rotate, _withdraw, _revoke])
async def test_what_is_taken_back_stops_at_once(
    owner: Shop, take_back: Callable[[Shop, dict[str, Any], str], Awaitable[None]]
) -> None:
    client = await _made(owner, "admin:checkout")
    token = (await _token(owner, client["client_id"], client["client_secret"])).json()["access_token"]
    assert await _asks(owner, token) == 200
    await take_back(owner, client, token)
    assert await _asks(owner, token) == 401
    assert (await owner.get(f"{AUTH}/clients")).status_code == 200


async def test_a_deleted_client_cannot_log_in_and_its_id_is_not_given_again(owner: Shop) -> None:
    client = await _made(owner, "admin:checkout", client_id="ecom-1")
    await _delete(owner, client, "")
    assert (await _token(owner, "ecom-1", client["client_secret"])).status_code == 401
    again = await owner.post(f"{AUTH}/clients", json={"client_id": "ecom-1"})
    assert (again.status_code, again.json()["error"]["errors"][0]["path"]) == (400, ["client_id"])


async def test_a_client_revokes_its_own_token_without_any_scope_of_management(owner: Shop, database: Database) -> None:
    limited = await shop_of(owner, database, "read:checkout")
    assert (await limited.post(f"{AUTH}/revoke", json={"token": owner.token})).status_code == 403
    assert (await limited.post(f"{AUTH}/revoke", json={"token": limited.token})).status_code == 200
    assert await _asks(limited, limited.token) == 401
    assert await _asks(owner, owner.token) == 200


async def test_what_is_no_token_of_the_account_is_as_good_as_revoked(owner: Shop, neighbour: Shop) -> None:
    for token in ("", "nonsense", "a.b.c", neighbour.token):
        assert (await owner.post(f"{AUTH}/revoke", json={"token": token})).status_code == 200
    assert await _asks(neighbour, neighbour.token) == 200


async def test_nobody_grants_or_takes_over_more_than_they_hold(owner: Shop, database: Database) -> None:
    manager = await shop_of(owner, database, "write:accounts", "read:checkout")
    mine = await _made(manager, "read:checkout")
    for scopes in (["admin:checkout"], ["read:checkout", "admin:hooks"], ["admin:accounts"], ["made:up"]):
        refused = await manager.post(f"{AUTH}/client-grants", json=_grant(mine["id"], *scopes))
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "INSUFFICIENT_ACCESS"), scopes
    stronger = await _made(owner, "admin:checkout")
    refused = await manager.post(f"{AUTH}/clients/{stronger['id']}/rotate-secret")
    assert refused.status_code == 403
    assert (await _token(owner, stronger["client_id"], stronger["client_secret"])).status_code == 200
    assert (await manager.post(f"{AUTH}/clients/{mine['id']}/rotate-secret")).status_code == 200


async def test_the_public_keys_verify_tokens(owner: Shop) -> None:
    answer = await owner.http.get(f"{AUTH}/keys")
    keys = KeySet.import_key_set({"keys": answer.json()})
    assert jwt.decode(owner.token, keys).claims["sub"] == owner.credentials.client_id
    assert '"d"' not in answer.text


BODIES: tuple[tuple[str, Any, str], ...] = (
    ("clients", [], ""),
    ("clients", {"name": 1}, "name"),
    ("clients", {"name": "x" * 256}, "name"),
    ("clients", {"name": "x\0"}, ""),
    ("clients", {"client_id": ""}, "client_id"),
    ("clients", {"client_id": "a:b"}, "client_id"),
    ("clients", {"client_id": "a b"}, "client_id"),
    ("client-grants", {}, "client_id"),
    ("client-grants", _grant("ID", "read:checkout", audience="https://elsewhere.example.com"), "audience"),
    ("client-grants", _grant("ID", "read:checkout", audience=AUDIENCE.replace("T1", "T9")), "audience"),
    ("client-grants", _grant("ID"), "scope"),
    ("client-grants", _grant("ID", ""), "scope.0"),
    ("client-grants", _grant("ID", "read:checkout", scope="read:checkout"), "scope"),
    ("client-grants", _grant("ID", "read:checkout", type="password"), "type"),
    ("client-grants", _grant("nonsense", "read:checkout"), "client_id"),
    ("client-grants", _grant(str(uuid4()), "read:checkout"), "client_id"),
    ("revoke", {}, "token"),
    ("revoke", {"token": None}, "token"),
)


@pytest.mark.parametrize(("path", "body", "field"), BODIES)
async def test_a_body_that_cannot_be_used_is_refused_by_its_field(
    owner: Shop, path: str, body: Any, field: str
) -> None:
    if isinstance(body, dict) and body.get("client_id") == "ID":
        body = body | {"client_id": (await _made(owner))["id"]}
    answer = await owner.post(f"{AUTH}/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER")
    (told, *_) = answer.json()["error"]["errors"]
    assert ".".join(map(str, told["path"])) == field


async def test_garbage_is_no_body(owner: Shop) -> None:
    for path in ("clients", "client-grants", "revoke"):
        for body in (b"", b"{", b"\xff\xfe", b'{"name": NaN}', b"null"):
            assert (await owner.post(f"{AUTH}/{path}", content=body)).status_code == 400, (path, body)


async def test_another_accounts_clients_and_grants_are_not_there(
    owner: Shop, neighbour: Shop, database: Database
) -> None:
    theirs = await shop_of(neighbour, database, *EVERYTHING)
    path = "/v1/accounts/T99998888/auth"
    client = (await theirs.post(f"{path}/clients", json={})).json()
    grant = (await theirs.get(f"{path}/client-grants")).json()[0]
    for identifier in (client["id"], str(uuid4()), "nonsense", "%00", client["client_id"].upper() + "x"):
        for method, place in (
            ("GET", f"/clients/{identifier}"),
            ("DELETE", f"/clients/{identifier}"),
            ("POST", f"/clients/{identifier}/rotate-secret"),
        ):
            assert (await owner.ask(method, AUTH + place)).status_code == 404, (method, identifier)
    for identifier in (grant["id"], str(uuid4()), "nonsense"):
        assert (await owner.ask("DELETE", f"{AUTH}/client-grants/{identifier}")).status_code == 404
    into_theirs = await owner.post(f"{AUTH}/client-grants", json=_grant(client["id"], "read:checkout"))
    assert into_theirs.status_code == 400
    assert (await theirs.get(f"{path}/clients/{client['id']}")).status_code == 200


def _managed() -> list[tuple[str, str]]:
    """Every route of client management that asks who comes."""
    return [(route.method, route.path) for route in ROUTES if route.path != "/keys"]


@pytest.mark.parametrize(("method", "path"), _managed())
async def test_every_route_asks_who_comes_from_which_account_with_which_scope(
    owner: Shop, neighbour: Shop, database: Database, method: str, path: str
) -> None:
    limited = await shop_of(owner, database, "admin:checkout")
    stranger = await shop_of(neighbour, database, *EVERYTHING)
    address = AUTH + path.replace("{client}", str(uuid4())).replace("{grant}", str(uuid4()))
    body: dict[str, Any] = {"json": {"token": owner.token}} if path == "/revoke" else {}
    nobody = await owner.http.request(method, address, **body)
    assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, "ACCESS_FORBIDDEN")
    for shop in (limited, stranger):
        refused = await shop.ask(method, address, **body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "INSUFFICIENT_ACCESS")


async def test_secrets_stand_in_no_error(owner: Shop, database: Database) -> None:
    client = await _made(owner, "admin:checkout")
    secret = client["client_secret"]
    weak = Shop(owner.merchant, ClientCredentials(owner.credentials.client, secret), owner.http, owner.wall)
    for answer in (
        await weak.ask_for_token(),
        await owner.post(f"{AUTH}/revoke", json={"token": {"inside": secret}}),
        await owner.post(f"{AUTH}/clients", json={"name": {"inside": secret}}),
        await owner.http.get("/v1/transactions", headers={"x-api-key": secret}),
        await owner.http.get("/v1/transactions", headers={"Authorization": f"Bearer {secret}"}),
    ):
        assert answer.status_code >= 400
        assert secret not in answer.text
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT * FROM house.client")
    assert all(secret not in str(row) for row in rows)
