"""The list of settlements and their attachments: every parameter, every field, and whose they are."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from faces.dintero.settled import SettledShop, opened, settled_shop
from faces.dintero.stage import Shop, client_of, moment
from fordring.faces.dintero.wire.settlements import ReportContent, SettlementList
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.storage.transaction import Database
from support import make


@pytest.fixture
async def till(database: Database, tmp_path: Path) -> AsyncIterator[SettledShop]:
    async with settled_shop(database, tmp_path, await opened(database)) as shop:
        yield shop


async def test_a_settlement_is_told_with_every_field(till: SettledShop) -> None:
    await till.bought(100_000)
    await till.forward(hours=1)
    await till.bought(25_000)
    payout = await till.sent()
    settled_at = await till.forward(days=1)
    assert await till.listed() == []
    await till.confirmed(payout)
    answer = await till.shop.get(f"{till.base}/settlements")
    told = SettlementList.model_validate_json(answer.content)
    assert told.last_evaluated_key is None
    (item,) = answer.json()["items"]
    attachments = item.pop("attachments")
    assert [moment(item.pop(name)) for name in ("settled_at", "updated_at")] == [settled_at] * 2
    first, last, made = (moment(item.pop(name)) for name in ("start_at", "end_at", "created_at"))
    assert (last - first, made) == (timedelta(hours=1), last)
    assert item == {
        "id": str(payout.payout_id),
        "email_received_at": None,
        "provider": "kravia",
        "provider_reference": payout.reference,
        "amounts": [{"amount": 121_094, "capture": 125_000, "refund": 0, "fee": 3_906, "currency": "NOK"}],
        "payment_status": "paid",
        "store_id": None,
        "payout_destination_id": None,
    }
    assert {(each["extension"], each["content_type"]) for each in attachments} == {
        ("pdf", "application/pdf"),
        ("csv", "text/csv"),
        ("xml", "application/xml"),
        ("json", "application/json"),
    }
    assert all(each["key"].startswith("T11112222/settlements/settlement-2026-11-17-") for each in attachments)


async def test_a_payout_for_each_invoice_is_a_settlement_of_its_own(database: Database, tmp_path: Path) -> None:
    merchant = await opened(database, settings={"disbursement": "per_invoice"})
    async with settled_shop(database, tmp_path, merchant) as till:
        views = {amount: await till.bought(amount) for amount in (100_000, 25_000)}
        run, _ = await till.counter.pay_out()
        for payout in run.payouts:
            await till.confirmed(payout)
        told = {item["amounts"][0]["capture"]: item for item in await till.listed()}
        fees = {capture: item["amounts"][0]["fee"] for capture, item in told.items()}
        assert fees == {100_000: 3_125, 25_000: 781}
        for capture, view in views.items():
            event = (await till.counter.now(view)).purchase.events[-1]
            assert (event.kind, event.facts["payout_id"]) == ("settled", told[capture]["id"])
            path = f"{till.base}/settlements/{told[capture]['id']}/attachments/{json_of(told[capture])}"
            content = await till.shop.get(path)
            assert [line["capture"] for line in content.json()["lines"]] == [capture]


def json_of(item: dict[str, Any]) -> str:
    return next(str(each["id"]) for each in item["attachments"] if each["extension"] == "json")


async def test_attachments_are_the_files_of_one_report(till: SettledShop) -> None:
    await till.settled(100_000)
    (item,) = await till.listed()
    found = {}
    for each in item["attachments"]:
        answer = await till.shop.get(f"{till.base}/settlements/{item['id']}/attachments/{each['id']}")
        assert answer.headers["content-type"].partition(";")[0] == each["content_type"]
        assert f'.{each["extension"]}"' in answer.headers["content-disposition"]
        found[each["extension"]] = answer.content
    told = ReportContent.model_validate_json(found["json"])
    assert (told.totals.net, told.lines[0].net) == (item["amounts"][0]["amount"],) * 2
    assert found["pdf"].startswith(b"%PDF-")
    assert b"968,75" in found["csv"]
    assert b"<net>96875</net>" in found["xml"]


async def test_transactions_tell_what_the_report_tells(till: SettledShop) -> None:
    await till.settled(100_000)
    (item,) = await till.listed()
    (attachment,) = [each["id"] for each in item["attachments"] if each["extension"] == "json"]
    answer = await till.shop.get(f"{till.base}/settlements/{item['id']}/attachments/{attachment}")
    (line,) = json.loads(answer.content)["lines"]
    transaction = (await till.shop.get(f"/v1/transactions/{line['transaction_id']}")).json()
    assert (transaction["settlement_status"], transaction["session_id"]) == ("SETTLED", line["session_id"])
    capture, settlement = transaction["events"][-2:]
    assert (capture["event"], settlement["event"], capture["id"]) == ("CAPTURE", "SETTLEMENT", line["event_id"])
    for event, other in ((capture, settlement["id"]), (settlement, capture["id"])):
        assert event["settlements"]["events"] == [
            {
                "settlement_id": item["id"],
                "provider_reference": item["provider_reference"],
                "amount": line["net"],
                "capture": line["capture"],
                "refund": line["refund"],
                "fee": line["fee"],
                "event_correlation_id": other,
            }
        ]


async def test_pages_follow_each_other_by_either_time(till: SettledShop) -> None:
    payouts = []
    for amount in (1_000, 2_000, 3_000):
        await till.bought(amount)
        payouts.append(await till.sent())
        await till.forward(hours=1)
    for place in (2, 0, 1):
        await till.confirmed(payouts[place])
        await till.forward(hours=1)
    for more, order in (({}, [1, 0, 2]), ({"item_created_at.gte": "2026-01-01"}, [2, 1, 0])):
        seen, cursor = [], dict[str, str]()
        while True:
            query = {"limit": "1", **more, **cursor}
            page = (await till.shop.get(f"{till.base}/settlements", params=query)).json()
            seen += [item["id"] for item in page["items"]]
            key = page["last_evaluated_key"]
            if key is None:
                break
            date = key["created_at"] if more else key["settled_at"]
            assert (key["id"], key["account_id"]) == (seen[-1], "T11112222")
            cursor = {"starting_after_id": key["id"], "starting_after_date": date}
        assert seen == [str(payouts[place].payout_id) for place in order]


async def test_filters_leave_what_they_say(till: SettledShop) -> None:
    first = await till.settled(1_000)
    until = (await till.forward(days=1)).isoformat()
    await till.forward(days=1)
    second = await till.settled(2_000)
    for query, found in (
        ({"created_at.lte": until}, [first]),
        ({"created_at.gte": until}, [second]),
        ({"item_created_at.lte": until}, [first]),
        ({"payment_provider": "kravia"}, [second, first]),
        ({"payment_provider[]": "kravia"}, [second, first]),
        ({"payment_provider": "vipps"}, []),
        ({"payout_destination_id": "seller-1"}, []),
        ({"search": str(first.payout_id)[:18].upper()}, [first]),
        ({"search": first.reference}, [first]),
        ({"search": "%"}, []),
        ({"unknown": "x"}, [second, first]),
    ):
        assert [item["id"] for item in await till.listed(**query)] == [str(each.payout_id) for each in found], query


GARBAGE = """
limit=0                                            limit
limit=1001                                         limit
limit=ten                                          limit
created_at.gte=yesterday                           created_at.gte
created_at.lte=2026-13-01                          created_at.lte
item_created_at.gte=x                              item_created_at.gte
item_created_at.lte=x                              item_created_at.lte
created_at.gte=2026-01-01&item_created_at.lte=2026-01-01   item_created_at.lte
starting_after_id=01931f3a-7c1e-7d63-9a55-0d6f2a8f9c11     starting_after_date
starting_after_date=2026-01-01                     starting_after_id
starting_after_id=x&starting_after_date=2026-01-01 starting_after_id
starting_after_id=01931f3a-7c1e-7d63-9a55-0d6f2a8f9c11&starting_after_date=x   starting_after_date
payment_provider=!                                 payment_provider
search=%00                                         search
"""


@pytest.mark.parametrize("row", GARBAGE.strip().splitlines())
async def test_garbage_is_refused_by_the_parameters_name(till: SettledShop, row: str) -> None:
    query, name = row.split()
    answer = await till.shop.get(f"{till.base}/settlements?{query}")
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert (error["code"], error["errors"][0]["path"]) == ("INVALID_REQUEST_PARAMETER", [name])


async def test_a_cursor_that_is_nobodys_is_not_found(till: SettledShop) -> None:
    query = {"starting_after_id": str(uuid4()), "starting_after_date": "2026-01-01"}
    answer = await till.shop.get(f"{till.base}/settlements", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT FOUND")


async def test_settlements_of_others_and_of_nobody_are_not_there(
    till: SettledShop, database: Database, tmp_path: Path
) -> None:
    payout = await till.settled()
    (item,) = await till.listed()
    path = f"/settlements/{item['id']}/attachments/{item['attachments'][0]['id']}"
    for wrong in (
        f"/settlements/{uuid4()}/attachments/{item['attachments'][0]['id']}",
        f"/settlements/{item['id']}/attachments/{uuid4()}",
        "/settlements/x/attachments/y",
    ):
        assert (await till.shop.get(f"{till.base}{wrong}")).status_code == 404, wrong
    other = await opened(database, account_id="T99998888", number_prefix="ZZZZZ")
    async with settled_shop(database, tmp_path / "other", other) as neighbour:
        assert (await neighbour.shop.get(f"{neighbour.base}{path}")).status_code == 404
        for foreign in (path, "/settlements", "/reports/metadata"):
            assert (await neighbour.shop.get(f"{till.base}{foreign}")).status_code == 403
        cursor = {"starting_after_id": str(payout.payout_id), "starting_after_date": "2026-01-01"}
        assert (await neighbour.shop.get(f"{neighbour.base}/settlements", params=cursor)).status_code == 404
        assert await neighbour.listed() == []


async def test_what_is_on_its_way_is_no_settlement_yet(till: SettledShop) -> None:
    await till.bought()
    payout = await till.sent()
    assert await till.listed() == []
    answer = await till.shop.get(f"{till.base}/settlements/{payout.payout_id}/attachments/{uuid4()}")
    assert answer.status_code == 404


SCOPES = """
                                          billing  reports  settlements
GET settlements                           ar       ar       ar
GET reports/metadata                      -        ar       -
POST settlements/reports/generate-test-report   a        a        -
"""


async def test_who_may_ask(till: SettledShop, database: Database) -> None:
    heading, *rows = SCOPES.strip("\n").splitlines()
    for column, what in enumerate(heading.split(), start=2):
        for right in ("admin", "read", "write"):
            credentials = await client_of(database, "T11112222", frozenset([f"{right}:{what}"]))
            shop = await Shop(till.shop.merchant, credentials, till.shop.http, till.shop.wall).log_in()
            for row in rows:
                method, path, *_ = row.split()
                answer = await shop.ask(method, f"{till.base}/{path}", json={"number_of_transactions": 1})
                may = right[0] in row.split()[column]
                assert (answer.status_code < 300) is may, (row, right, what, answer.text)
                assert may or answer.status_code == 403


async def test_an_api_key_and_no_credentials_are_not_enough(till: SettledShop, database: Database) -> None:
    command = CreateAPIKey("T11112222", "test")
    _, key = await database.run(lambda connection: create_api_key(command, make.work(connection)))
    for headers, status, code in (({}, 401, "ACCESS_FORBIDDEN"), ({"x-api-key": key}, 403, "INSUFFICIENT_ACCESS")):
        answer = await till.shop.http.get(f"{till.base}/settlements", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
