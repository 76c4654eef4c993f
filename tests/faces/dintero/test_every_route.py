"""What holds for every route, from the table of routes: others' credentials, none, and the same request twice."""

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest

from faces.dintero.every_route import SCOPES, Address, addresses, example_of, things_of
from faces.dintero.stage import Shop, shop_of
from fordring.faces.dintero.wire.answers import ErrorAnswer, PayErrorAnswer
from fordring.faces.dintero.wire.clients import RevokeBody
from fordring.faces.dintero.wire.examples import EXAMPLES
from fordring.faces.dintero.wire.sessions import PaySessionBody
from fordring.faces.dintero.wire.tokens import TokenBody
from fordring.storage.transaction import Database

ACCOUNT = {"aid", "oid"}
CAPABILITIES = """
POST /v1/accounts/{oid}/auth/token                       asks for Basic credentials itself
GET /v1/accounts/{oid}/auth/keys                         public keys
POST /v1/accounts/{oid}/auth/revoke                      asks for the token or its account itself
POST /v1/sessions/{sid}/pay                              whoever knows the session may pay it
GET /v1/view/{sid}                                       so with the payer's page
GET /v1/view/{sid}/session
POST /v1/view/{sid}/session/lock
POST /v1/view/{sid}/payments/{payment_product_type}
POST /v1/view/{sid}/session/abandon
GET /v1/files/{fid}                                      looks at token or signature itself
GET /v1/accounts/{aid}/payments/files/{fid}
GET /v1/accounts/{aid}/reports/files/{report}            the address is signed
"""

UNCHANGING = frozenset({"/transactions/{id}/refund", "/hooks/subscriptions/{hid}/deliveries/{did}/redeliver"})
"""What can only be refused here: invoices are not refunded, and no delivery has been made yet."""

TELLING_SECRETS = frozenset(
    {
        "/clients",
        "/clients/{client}/rotate-secret",
        "/admin/api-keys",
        "/admin/api-keys/{api_key_id}/rotate-api-key",
    }
)
"""A secret is told once and not kept, so a repeated request is answered without it."""


@pytest.fixture
async def strong(shop: Shop, database: Database) -> Shop:
    """The shop with every scope there is."""
    return await shop_of(shop, database, *SCOPES)


def _names(address: Address) -> set[str]:
    return {part[1:-1] for part in address.path.split("/") if part.startswith("{")}


def _is_refusal(answer: httpx2.Response, address: Address) -> bool:
    shape = PayErrorAnswer if address.route.of_payment else ErrorAnswer
    return bool(shape.model_validate_json(answer.content).error.errors)


async def _ask(
    shop: Shop, address: Address, known: dict[str, str], headers: Mapping[str, str] | None = None, **query: str
) -> httpx2.Response:
    body = address.body(known)
    given: dict[str, Any] = {} if body is None else {"json": body}
    path = address.path.format(**known)
    return await shop.ask(address.route.method, path, headers=headers, params=address.query | query, **given)


def test_whoever_needs_no_token_is_named() -> None:
    named = [" ".join(line.split()[:2]) for line in CAPABILITIES.strip().splitlines()]
    assert sorted(named) == sorted(address.label for address in addresses(public=True))


async def test_another_merchants_credentials_open_nothing(strong: Shop, neighbour: Shop, database: Database) -> None:
    known = await things_of(strong)
    stranger = await shop_of(neighbour, database, *SCOPES)
    own = dict.fromkeys(ACCOUNT, neighbour.merchant.account_id)
    asked = 0
    for address in addresses():
        if names := _names(address) & ACCOUNT:
            answer = await _ask(stranger, address, known)
            assert (answer.status_code, _is_refusal(answer, address)) == (403, True), (address.label, answer.text)
            asked += 1
        if _names(address) - ACCOUNT:
            answer = await _ask(stranger, address, known | own)
            assert (answer.status_code, _is_refusal(answer, address)) == (404, True), (address.label, answer.text)
            asked += 1
        assert names or _names(address) or address.base == "/v1"
    assert asked > len(list(addresses()))


async def test_the_documents_own_examples_are_what_is_sent_and_those_of_public_routes_work_too(strong: Shop) -> None:
    known = await things_of(strong)
    document = (await strong.http.get("/openapi.json")).json()
    for address in (*addresses(), *addresses(public=True)):
        if address.route.body is not None:
            told = document["paths"][address.path][address.route.method.lower()]["requestBody"]
            assert told["content"]["application/json"]["example"] == EXAMPLES[address.route.body], address.label
    token = await strong.ask_for_token(json=example_of(TokenBody, known))
    assert token.status_code == 200, token.text
    paid = await strong.http.post(f"/v1/sessions/{known['sid']}/pay", json=example_of(PaySessionBody, known))
    assert (paid.status_code, paid.json()["success"]) == (200, True), paid.text
    named = example_of(RevokeBody, {**known, "token": token.json()["access_token"]})
    revoked = await strong.post(f"/v1/accounts/{known['oid']}/auth/revoke", json=named)
    assert revoked.is_success, revoked.text


async def test_without_credentials_or_with_bad_ones_nothing_opens(strong: Shop) -> None:
    known = await things_of(strong)
    for address in addresses():
        for headers in (
            {"Authorization": ""},
            {"Authorization": "Bearer e30.e30.e30"},
            {"x-api-key": "k", "Authorization": ""},
        ):
            answer = await _ask(strong, address, known, headers=headers)
            assert (answer.status_code, _is_refusal(answer, address)) == (401, True), (address.label, answer.text)


async def test_a_token_without_its_scopes_opens_nothing(strong: Shop, database: Database) -> None:
    known = await things_of(strong)
    for address in addresses():
        limited = await shop_of(strong, database, *(SCOPES - address.route.scopes))
        answer = await _ask(limited, address, known)
        assert (answer.status_code, _is_refusal(answer, address)) == (403, True), (address.label, answer.text)


@pytest.mark.parametrize("base", sorted({address.base for address in addresses()}))
async def test_a_repeated_request_is_answered_byte_for_byte_and_another_is_refused(base: str, strong: Shop) -> None:
    changing = [each for each in addresses() if each.route.method != "GET" and each.base == base]
    for place, address in enumerate(changing):
        known = await things_of(strong)
        key = {"Idempotency-Key": f"{base}-{place}"}
        first = await _ask(strong, address, known, headers=key)
        again = await _ask(strong, address, known, headers=key)
        assert again.status_code == first.status_code, address.label
        if address.route.path in TELLING_SECRETS:
            secrets = set(first.json()) - set(again.json())
            assert secrets <= {"client_secret", "api_key"}, address.label
            assert again.json() == {name: value for name, value in first.json().items() if name not in secrets}
        else:
            assert again.content == first.content, address.label
        if address.route.path in UNCHANGING:
            assert first.status_code in {400, 404}, (address.label, first.text)
            continue
        assert first.is_success, (address.label, first.text)
        other = await _ask(strong, address, known, headers=key, another="request")
        assert (other.status_code, other.json()["error"]["code"]) == (409, "IDEMPOTENCY_CONFLICT"), address.label
