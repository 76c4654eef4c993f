"""Every route of `/admin`: who is let in, by which scope, at which base; and what garbage is answered."""

from typing import Any

import pytest

from faces.dintero.stage import Shop, shop_of
from fordring.faces.dintero.routes import ROUTES as EVERY
from fordring.faces.dintero.routes import account, keys, profiles
from fordring.faces.dintero.routes.route import Route
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.storage.transaction import Database
from support import make

ROUTES = (*profiles.ROUTES, *keys.ROUTES, *account.ROUTES)
ACCOUNT = "/v1/accounts/{}/payments"

SCOPES = """
                                            admin  write  profiles  read  billing
GET    /admin/session/profiles              yes    no     no        yes   no
POST   /admin/session/profiles              yes    no     yes       no    no
GET    /admin/session/profiles/default      yes    no     no        yes   no
PUT    /admin/session/profiles/default      yes    no     yes       no    no
DELETE /admin/session/profiles/default      yes    no     yes       no    no
GET    /admin/signature                     yes    no     no        yes   no
POST   /admin/signature                     yes    yes    no        no    no
GET    /admin/api-keys                      yes    no     no        no    no
POST   /admin/api-keys                      yes    no     no        no    no
DELETE /admin/api-keys/k                    yes    no     no        no    no
POST   /admin/api-keys/k/rotate-api-key     yes    no     no        no    no
GET    /admin/checkout                      yes    no     no        yes   no
PUT    /admin/checkout                      yes    yes    no        no    no
GET    /admin/gateways/kravia               yes    no     no        yes   no
PUT    /admin/gateways/kravia               yes    no     no        no    no
"""
HELD = {
    "admin": "admin:checkout",
    "write": "write:checkout",
    "profiles": "write:checkout:/admin/session/profiles",
    "read": "read:checkout",
    "billing": "read:billing",
}


def _address(route: Route) -> str:
    return route.path.replace("{profile_id}", "default").replace("{api_key_id}", "k")


def test_the_table_names_every_route() -> None:
    named = [tuple(line.split()[:2]) for line in SCOPES.strip("\n").splitlines()[1:]]
    assert named == [(route.method, _address(route)) for route in ROUTES]


async def test_each_route_needs_one_of_its_scopes(shop: Shop, database: Database) -> None:
    heading, *rows = SCOPES.strip("\n").splitlines()
    for place, scope in enumerate(heading.split()):
        limited = await shop_of(shop, database, HELD[scope])
        for row in rows:
            method, path, *expected = row.split()
            answer = await limited.ask(method, f"/v1{path}")
            assert (answer.status_code != 403) is (expected[place] == "yes"), (row, scope, answer.text)
            if answer.status_code == 403:
                assert answer.json()["error"]["code"] == "INSUFFICIENT_ACCESS"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
async def test_each_route_stands_at_both_bases_for_its_own_account_only(
    shop: Shop, neighbour: Shop, database: Database, route: Route
) -> None:
    path = _address(route)
    for base in ("/v1", ACCOUNT.format("T11112222")):
        nobody = await shop.http.request(route.method, base + path)
        assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, "ACCESS_FORBIDDEN")
    scoped = await neighbour.ask(route.method, ACCOUNT.format("T11112222") + path)
    assert (scoped.status_code, scoped.json()["error"]["code"]) == (403, "INSUFFICIENT_ACCESS")
    command = CreateAPIKey("T99998888", "theirs")
    _, key = await database.run(lambda connection: create_api_key(command, make.work(connection)))
    keyed = await shop.http.request(route.method, ACCOUNT.format("T11112222") + path, headers={"x-api-key": key})
    assert keyed.status_code == 403
    mine = await shop.ask(route.method, ACCOUNT.format("T11112222") + path)
    assert mine.status_code in {200, 400, 404}


GARBAGE: tuple[bytes, ...] = (
    b"",
    b"{",
    b"null",
    b"7",
    b'"x"',
    b"\xff\xfe\x00",
    b'{"configuration": NaN}',
    b"[" * 5_000,
)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.body], ids=lambda route: route.path)
async def test_garbage_is_no_body(shop: Shop, route: Route) -> None:
    for content in GARBAGE:
        answer = await shop.ask(route.method, "/v1" + _address(route), content=content)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER"), content


async def test_a_text_with_the_character_zero_is_refused(shop: Shop) -> None:
    bodies: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("POST", "/v1/admin/session/profiles", {"configuration": {"x": ["a\0b"]}}),
        ("PUT", "/v1/admin/checkout", {"configuration": {"payment_options": [], "a\0b": 1}}),
        ("POST", "/v1/admin/api-keys", {"name": "a\0b"}),
    )
    for method, path, body in bodies:
        assert (await shop.ask(method, path, json=body)).status_code == 400


def test_whoever_holds_admin_of_a_thing_is_let_in_wherever_a_part_of_it_is() -> None:
    for route in EVERY:
        for scope in route.scopes:
            verb, thing, *_ = scope.split(":")
            assert verb == "admin" or f"admin:{thing}" in route.scopes, (route.path, scope)
