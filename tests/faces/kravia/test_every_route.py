"""What holds for every route, from the table of routes: its example, others' tokens, none, the same again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from faces.kravia.every_route import (
    Address,
    Things,
    addresses,
    ask,
    draft_with_a_document,
    things_of,
    token_of_a_partner,
)
from faces.kravia.papers import papers_app
from faces.kravia.stage import Office, Wall, problem_of
from fordring.faces.kravia.routes.route import BASES
from fordring.faces.kravia.wire.examples import EXAMPLES
from fordring.storage.transaction import Database

WITHOUT_EFFECT = {"init"}
"""What only computes, so that an idempotency key says nothing."""


@pytest.fixture
async def http(database: Database, wall: Wall, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The app with a blob store and a renderer."""
    async for client in papers_app(database, wall, tmp_path):
        yield client


@pytest.fixture
async def partner(office: Office, database: Database) -> Office:
    """The office with a token that may do everything."""
    return replace(office, token=await token_of_a_partner(database, office.merchant))


@pytest.fixture
async def known(office: Office, database: Database, tmp_path: Path) -> Things:
    return await things_of(office, database, tmp_path)


async def ready(office: Office, address: Address, known: Things) -> Things:
    """What is there when the route is asked: a removed document is handed in again, a removed webhook set again."""
    if address.name == "remove_document":
        draft, document = await draft_with_a_document(office, f"for {address.base}")
        return replace(known, draft=draft, document=document)
    if address.name == "test_webhook":
        for each in addresses(address.base):
            if each.name == "set_webhook":
                await ask(office, each, known)
    return known


async def test_the_documents_own_examples_are_sent_and_answered_as_declared(partner: Office, known: Things) -> None:
    document = (await partner.http.get("/openapi.json")).json()
    for address in addresses(BASES[0]):
        route = address.route
        told = document["paths"][BASES[0] + route.path][route.method.lower()]
        if route.body is not None:
            assert told["requestBody"]["content"]["application/json"]["example"] == EXAMPLES[route.body], address.label
        answer = await ask(partner, address, await ready(partner, address, known))
        assert answer.status_code == 200, (address.label, answer.text)
        if route.answer is None:
            assert answer.headers["content-type"].partition(";")[0] in route.media_types, address.label
        else:
            shaped = route.answer.model_validate_json(answer.content)
            assert shaped.model_dump(mode="json", by_alias=True) == answer.json(), address.label


async def test_a_repeated_request_is_answered_byte_for_byte_and_another_is_refused(
    partner: Office, known: Things
) -> None:
    for place, address in enumerate(addresses(BASES[1])):
        if address.route.method == "GET" or address.name in WITHOUT_EFFECT:
            continue
        key = {"Idempotency-Key": f"key {place}"}
        there = await ready(partner, address, known)
        first = await ask(partner, address, there, **key)
        assert first.status_code == 200, (address.label, first.text)
        assert (await ask(partner, address, there, **key)).content == first.content, address.label
        other = await ask(partner, replace(address, more={"another": "request"}), there, **key)
        problem_of(other, 409)


async def test_without_a_token_and_with_anothers_nothing_opens(
    office: Office, neighbour: Office, database: Database, known: Things
) -> None:
    stranger = replace(neighbour, token=await token_of_a_partner(database, neighbour.merchant))
    for address in addresses():
        nobody = replace(office, token="nonsense")
        problem_of(await ask(nobody, address, known), 401)
        body = address.route.body
        if address.names or (body is not None and "creditorId" in EXAMPLES[body]):
            of_creditor = address.route.path.startswith("/creditor/") or address.name == "register"
            refused = problem_of(await ask(stranger, address, known), 403 if of_creditor else 404)
            assert str(office.merchant.merchant_id) not in str(refused), address.label
        elif address.name in {"pay", "credit"}:
            problem_of(await ask(stranger, address, known), 404)
        elif address.route.method == "GET":
            assert office.merchant.name not in (await ask(stranger, address, known)).text, address.label
