"""Test reports of a sandbox account, and the list of reports with addresses that need no token."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from faces.dintero.settled import SettledShop, opened, settled_shop
from faces.dintero.stage import BASE
from fordring.domain.short_ids import public_id
from fordring.faces.dintero.wire.settlements import ReportContent, ReportMetadataList
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database

GENERATE = "/settlements/reports/generate-test-report"


@pytest.fixture
async def till(database: Database, tmp_path: Path) -> AsyncIterator[SettledShop]:
    async with settled_shop(database, tmp_path, await opened(database)) as shop:
        yield shop


async def metadata(till: SettledShop, **query: str) -> list[dict[str, Any]]:
    answer = await till.shop.get(f"{till.base}/reports/metadata", params=query)
    assert answer.status_code == 200, answer.text
    ReportMetadataList.model_validate_json(answer.content)
    reports: list[dict[str, Any]] = answer.json()["reports"]
    return reports


async def content(till: SettledShop, items: list[dict[str, Any]]) -> ReportContent:
    """The report as JSON, fetched without a token."""
    (item,) = [each for each in items if each["content_type"] == "application/json"]
    answer = await till.shop.http.get(item["signed_url"].removeprefix(BASE))
    assert answer.status_code == 200, answer.text
    return ReportContent.model_validate_json(answer.content)


async def test_a_test_report_is_of_the_newest_transactions_and_of_no_money(till: SettledShop) -> None:
    views = []
    for amount in (10_000, 20_000, 30_000):
        views.append(await till.counter.invoice(amount))
        await till.forward(minutes=1)
    before = await till.counter.balances()
    answer = await till.shop.post(f"{till.base}{GENERATE}", json={"number_of_transactions": 2})
    assert (answer.status_code, list(answer.json())) == (201, ["message"])
    items = await metadata(till)
    assert {item["data_type"] for item in items} == {"settlement_test"}
    assert {item["custom_report_name"] for item in items} == {"Test report"}
    told = await content(till, items)
    assert (told.test, told.settlement.provider_reference) == (True, "TEST")
    assert [(line.capture, line.vat, line.event_id) for line in told.lines] == [
        (20_000, 4_000, None),
        (30_000, 6_000, None),
    ]
    assert (told.totals.fee_commission, told.totals.fee_vat, told.totals.net) == (1_250, 313, 48_437)
    assert [line.invoice_number for line in told.lines] == [view.claim.number for view in views[1:]]
    assert (await till.counter.balances(), await till.listed()) == (before, [])
    assert (await till.counter.now(views[2])).purchase == views[2].purchase


async def test_a_test_report_is_of_named_transactions_or_of_days(till: SettledShop) -> None:
    first = await till.counter.invoice(10_000)
    await till.forward(days=2)
    second = await till.counter.invoice(20_000)
    named = public_id("T11112222", first.purchase.purchase_id)
    day, moment = "2026-11-18", second.purchase.created_at
    for body, amounts in (
        ({"transaction_ids": [named]}, [10_000]),
        ({"date_range": {"start_date": "2026-11-16", "end_date": day}}, [10_000, 20_000]),
        ({"date_range": {"start_date": day, "end_date": day}}, [20_000]),
        ({"date_range": {"start_date": moment.isoformat(), "end_date": f"{moment:%Y-%m-%dT%H:%M}"}}, [20_000]),
    ):
        assert (await till.shop.post(f"{till.base}{GENERATE}", json=body)).status_code == 201, body
        told = await content(till, await metadata(till, limit="4"))
        assert [line.capture for line in told.lines] == amounts, body
        await till.forward(seconds=1)


async def test_nothing_is_created_where_there_is_nothing(till: SettledShop) -> None:
    bodies: tuple[dict[str, Any], ...] = (
        {"number_of_transactions": 5},
        {"transaction_ids": []},
        {"date_range": {"start_date": "2020-01-01", "end_date": "2020-01-31"}},
    )
    for body in bodies:
        answer = await till.shop.post(f"{till.base}{GENERATE}", json=body)
        assert (answer.status_code, "nothing" in answer.json()["message"]) == (200, True)
    assert await metadata(till) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, ["transaction_ids"]),
        ({"number_of_transactions": 1, "transaction_ids": []}, ["transaction_ids"]),
        ({"number_of_transactions": 0}, ["number_of_transactions"]),
        ({"number_of_transactions": 1001}, ["number_of_transactions"]),
        ({"number_of_transactions": "1"}, ["number_of_transactions"]),
        ({"transaction_ids": [1]}, ["transaction_ids", 0]),
        ({"date_range": {"start_date": "2026-01-01"}}, ["date_range", "end_date"]),
        ({"date_range": {"start_date": "soon", "end_date": "2026-01-01"}}, ["date_range", "start_date"]),
        ({"date_range": {"start_date": "2026-01-02", "end_date": "2026-01-01"}}, ["date_range", "end_date"]),
        ([], []),
    ],
)
async def test_a_body_that_chooses_nothing_is_refused_by_field(till: SettledShop, body: Any, path: list[Any]) -> None:
    answer = await till.shop.post(f"{till.base}{GENERATE}", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]["errors"][0]["path"] == path


async def test_transactions_of_others_and_of_nobody_are_not_found(
    till: SettledShop, database: Database, tmp_path: Path
) -> None:
    other = await opened(database, account_id="T99998888", number_prefix="ZZZZZ")
    async with settled_shop(database, tmp_path / "other", other) as neighbour:
        foreign = (await neighbour.counter.invoice()).purchase.purchase_id
    ids = [public_id("T99998888", foreign), public_id("T11112222", foreign), public_id("T11112222", new_id()), "junk"]
    for wrong in ids:
        answer = await till.shop.post(f"{till.base}{GENERATE}", json={"transaction_ids": [wrong]})
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT FOUND"), wrong
    assert await metadata(till) == []


async def test_a_live_account_has_no_test_reports(database: Database, tmp_path: Path) -> None:
    async with settled_shop(database, tmp_path, await opened(database, account_id="P11112222")) as live:
        await live.counter.invoice()
        answer = await live.shop.post(f"{live.base}{GENERATE}", json={"number_of_transactions": 1})
        assert answer.status_code == 404
        assert "live account" in answer.json()["error"]["message"]


async def test_a_repeated_request_makes_one_report(till: SettledShop) -> None:
    await till.counter.invoice()
    answers = [
        await till.shop.post(
            f"{till.base}{GENERATE}", json={"number_of_transactions": 1}, headers={"Idempotency-Key": "k"}
        )
        for _ in "ab"
    ]
    assert (answers[0].status_code, answers[0].content) == (answers[1].status_code, answers[1].content)
    assert len(await metadata(till)) == 4


async def test_reports_are_told_with_every_field_the_newest_first(till: SettledShop) -> None:
    payout = await till.settled()
    await till.forward(hours=1)
    await till.shop.post(f"{till.base}{GENERATE}", json={"number_of_transactions": 1})
    items = await metadata(till)
    assert [item["data_type"] for item in items] == ["settlement_test"] * 4 + ["settlement"] * 4
    item = items[-1]
    assert len({each["report_job_id"] for each in items}) == 2
    constant = ("account_id", "template_id", "content_language", "created_by", "schedule", "report_config_id")
    assert [item[name] for name in constant] == ["T11112222", "settlement", "nb", "fordring", None, None]
    assert (item["custom_report_name"], item["report_filters"]) == (None, [])
    assert item["report_file_name"].startswith(f"settlement-2026-11-16-{payout.payout_id}.")
    assert item["data_from"] == item["data_to"] == item["created_at"]


async def test_reports_come_in_pages(till: SettledShop) -> None:
    await till.settled()
    await till.forward(hours=1)
    await till.shop.post(f"{till.base}{GENERATE}", json={"number_of_transactions": 1})
    whole = [item["id"] for item in await metadata(till)]
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while len(seen) < len(whole):
        page = (await till.shop.get(f"{till.base}/reports/metadata", params={"limit": "3", **cursor})).json()
        seen += [item["id"] for item in page["reports"]]
        cursor = {"starting_after": page["starting_after"] or ""}
    assert (seen, cursor) == (whole, {"starting_after": ""})


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "starting_after=x"])
async def test_garbage_in_the_list_is_refused_by_name(till: SettledShop, query: str) -> None:
    answer = await till.shop.get(f"{till.base}/reports/metadata?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["path"] == [query.partition("=")[0]]
    nobodys = await till.shop.get(f"{till.base}/reports/metadata", params={"starting_after": str(uuid4())})
    assert nobodys.status_code == 404


async def test_a_signed_address_is_good_for_that_file_for_ten_minutes(till: SettledShop) -> None:
    await till.settled()
    one, two, *_ = await metadata(till)
    url = one["signed_url"].removeprefix(BASE)
    assert (await till.shop.http.get(url)).headers["content-type"].startswith(one["content_type"])
    for wrong in (url[:-1], url.replace(one["id"], two["id"]), url.partition("?")[0], url.replace("T11112222", "T1")):
        answer = await till.shop.http.get(wrong)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "ACCESS_FORBIDDEN")
    till.shop.wall.now += timedelta(minutes=10, seconds=1)
    assert (await till.shop.http.get(url)).status_code == 401
