"""Report configurations: made, shown, changed, deleted, listed; and what cannot be used is named."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from faces.dintero.settled import SettledShop, opened, settled_shop
from faces.dintero.stage import Shop, client_of, moment
from fordring.faces.dintero.wire.report_configurations import ReportConfigurationList, ReportConfigurationWords
from fordring.storage import report_configurations
from fordring.storage.transaction import Database

PATH = "/settlements/reports/configuration"
BODY: dict[str, Any] = {
    "filetypes": ["PDF", "csv", "pdf"],
    "destinations": [
        {"destination_type": "email", "destination_value": "accounting@fjord.example"},
        {"id": "own", "destination_type": "account_email"},
    ],
    "providers": ["kravia"],
}


@pytest.fixture
async def till(database: Database, tmp_path: Path) -> AsyncIterator[SettledShop]:
    async with settled_shop(database, tmp_path, await opened(database)) as shop:
        yield shop


async def made(till: SettledShop, **more: Any) -> dict[str, Any]:
    answer = await till.shop.post(f"{till.base}{PATH}", json=BODY | more)
    assert answer.status_code == 200, answer.text
    ReportConfigurationWords.model_validate_json(answer.content)
    told: dict[str, Any] = answer.json()
    return told


async def test_a_configuration_is_told_as_it_was_given_with_what_is_ours(till: SettledShop) -> None:
    told = await made(till)
    assert [moment(told[name]) for name in ("created_at", "updated_at", "last_modified_at")] == [till.counter.wall] * 3
    assert (told["account_id"], told["filetypes"], told["providers"]) == ("T11112222", ["pdf", "csv"], ["kravia"])
    first, second = told["destinations"]
    assert (first["destination_type"], first["destination_value"]) == ("email", "accounting@fjord.example")
    assert second == {"id": "own", "destination_type": "account_email", "destination_value": None}
    assert (told["filters"], told["send_every"], told["last_send_at"]) == ([], None, None)
    assert (await till.shop.get(f"{till.base}{PATH}/{told['id']}")).json() == told


async def test_a_change_replaces_it_and_a_deletion_ends_it(till: SettledShop) -> None:
    told = await made(till, send_every=86_400_000)
    await till.forward(hours=1)
    one = f"{till.base}{PATH}/{told['id']}"
    seller = [{"filter": "payout_destination_id", "value": "seller-1"}]
    body = {"filetypes": ["xml"], "destinations": [], "providers": [], "filters": seller}
    changed = (await till.shop.ask("PUT", one, json=body)).json()
    assert (changed["filetypes"], changed["destinations"], changed["filters"]) == (["xml"], [], seller)
    assert (changed["send_every"], changed["id"], changed["created_at"]) == (None, told["id"], told["created_at"])
    assert moment(changed["last_modified_at"]) == till.counter.wall
    deleted = await till.shop.ask("DELETE", one)
    assert (deleted.status_code, deleted.json()) == (200, changed)
    for method in ("GET", "PUT", "DELETE"):
        answer = await till.shop.ask(method, one, json=BODY)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT FOUND")


@pytest.mark.parametrize(
    ("more", "applies"),
    [
        ({}, True),
        ({"providers": []}, True),
        ({"providers": ["vipps", "kravia"]}, True),
        ({"providers": ["vipps"]}, False),
        ({"filters": [{"filter": "payout_destination_id", "value": "x"}]}, False),
    ],
)
async def test_which_configurations_our_settlements_are_sent_by(
    till: SettledShop, database: Database, more: dict[str, Any], *, applies: bool
) -> None:
    await made(till, **more)
    async with database.reading() as connection:
        found = await report_configurations.applying(connection, till.shop.merchant.merchant_id)
    assert bool(found) is applies


async def test_when_a_settlement_is_confirmed_its_report_is_owed_to_each_destination(
    till: SettledShop, database: Database
) -> None:
    await made(till)
    await till.settled()
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT address, filetypes FROM delivery WHERE report_id IS NOT NULL")
    assert [(row["address"], row["filetypes"]) for row in rows] == [
        ({"email": "accounting@fjord.example"}, ["pdf", "csv"]),
        ({}, ["pdf", "csv"]),
    ]


async def test_they_are_listed_newest_first_in_pages(till: SettledShop) -> None:
    told = []
    for _ in range(3):
        told.append(await made(till))
        await till.forward(minutes=1)
    seen: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    for _ in range(2):
        answer = await till.shop.get(f"{till.base}{PATH}", params={"limit": "2", **cursor})
        ReportConfigurationList.model_validate_json(answer.content)
        seen += answer.json()["items"]
        cursor = {"starting_after": answer.json()["starting_after"] or ""}
    assert (seen, cursor) == (told[::-1], {"starting_after": ""})


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "starting_after=x"])
async def test_garbage_in_the_list_is_refused_by_name(till: SettledShop, query: str) -> None:
    answer = await till.shop.get(f"{till.base}{PATH}?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["path"] == [query.partition("=")[0]]
    nobodys = await till.shop.get(f"{till.base}{PATH}", params={"starting_after": str(uuid4())})
    assert nobodys.status_code == 404


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"filetypes": []}, ["filetypes"]),
        ({"filetypes": ["docx"]}, ["filetypes", 0]),
        ({"filetypes": None}, ["filetypes"]),
        ({"destinations": {}}, ["destinations"]),
        ({"destinations": [{"destination_type": "fax"}]}, ["destinations", 0, "destination_type"]),
        ({"destinations": [{"destination_type": "email"}]}, ["destinations", 0, "destination_value"]),
        (
            {"destinations": [{"destination_type": "email", "destination_value": "nobody"}]},
            ["destinations", 0, "destination_value"],
        ),
        ({"providers": ["Vipps!"]}, ["providers", 0]),
        ({"filters": [{"filter": "store_id", "value": "1"}]}, ["filters", 0, "filter"]),
        ({"send_every": -1}, ["send_every"]),
    ],
)
async def test_what_cannot_be_used_is_named(till: SettledShop, more: dict[str, Any], path: list[Any]) -> None:
    told = await made(till)
    for method, where in (("POST", PATH), ("PUT", f"{PATH}/{told['id']}")):
        answer = await till.shop.ask(method, f"{till.base}{where}", json=BODY | more)
        assert answer.status_code == 400, answer.text
        error = answer.json()["error"]
        assert (error["code"], error["errors"][0]["path"]) == ("INVALID_REQUEST_PARAMETER", path)


async def test_configurations_of_others_are_not_there(till: SettledShop, database: Database, tmp_path: Path) -> None:
    told = await made(till)
    other = await opened(database, account_id="T99998888", number_prefix="ZZZZZ")
    async with settled_shop(database, tmp_path / "other", other) as neighbour:
        for method in ("GET", "PUT", "DELETE"):
            own = await neighbour.shop.ask(method, f"{neighbour.base}{PATH}/{told['id']}", json=BODY)
            foreign = await neighbour.shop.ask(method, f"{till.base}{PATH}/{told['id']}", json=BODY)
            assert (own.status_code, foreign.status_code) == (404, 403)
        assert (await neighbour.shop.post(f"{till.base}{PATH}", json=BODY)).status_code == 403
        assert (await neighbour.shop.get(f"{neighbour.base}{PATH}")).json()["items"] == []
    for junk in ("x", str(uuid4())):
        assert (await till.shop.get(f"{till.base}{PATH}/{junk}")).status_code == 404


SCOPES = """
         billing  reports  settlements
GET      ar       ar       ar
POST     a        a        aw
PUT      aw       -        aw
DELETE   aw       -        aw
"""


async def test_who_may_ask(till: SettledShop, database: Database) -> None:
    heading, *rows = SCOPES.strip("\n").splitlines()
    for column, what in enumerate(heading.split(), start=1):
        for right in ("admin", "read", "write"):
            credentials = await client_of(database, "T11112222", frozenset([f"{right}:{what}"]))
            shop = await Shop(till.shop.merchant, credentials, till.shop.http, till.shop.wall).log_in()
            for row in rows:
                method = row.split()[0]
                where = PATH if method in {"GET", "POST"} else f"{PATH}/{(await made(till))['id']}"
                answer = await shop.ask(method, f"{till.base}{where}", json=BODY)
                may = right[0] in row.split()[column]
                assert (answer.status_code == 200) is may, (row, right, what, answer.text)
                assert may or answer.status_code == 403
