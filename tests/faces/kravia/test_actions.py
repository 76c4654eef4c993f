"""invoice/{id}/action: Start whatever its body looks like, taking invoices back, and what is refused."""

import asyncio
from typing import Any

import pytest

from faces.kravia.stage import Office, printed, problem_of
from fordring.domain.claim.claim import Claim as DomainClaim
from fordring.faces.kravia.wire.answers import Claim
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.storage.transaction import Database
from support import make
from support.registrations import issued, queued

UNSENT = {"Start": True, "Pause": False, "Resume": False, "Withdraw": True, "Cancel": True, "Transfer": False}


async def claim_of(database: Database, office: Office, claim_no: int) -> DomainClaim:
    command = ShowClaim(claim_no, {office.merchant.merchant_id})
    return (await database.run(lambda connection: show_claim(command, make.work(connection)))).claim


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"content": b'{"Message":"Confirming invoice action"}', "headers": {"Content-Type": "multipart/form-data"}},
        {"content": b"{Message:Confirming", "headers": {"Content-Type": "multipart/form-data"}},
        {"content": b"\xff\x00", "headers": {"Content-Type": "application/json"}},
        {"content": b"[" * 100_000},
        {"json": {"message": ["no", "text"]}},
        {"json": {"Message": "a\0b"}},
        {"files": {"Message": b"Confirming invoice action"}},
    ],
)
async def test_start_schedules_whatever_the_body_looks_like(office: Office, sent: dict[str, Any]) -> None:
    claim_no = (await office.registered())["id"]
    answer = await office.act(claim_no, **sent)
    assert answer.status_code == 200, answer.text
    worded = answer.json()
    assert Claim.model_validate(worded).worded() == worded
    assert (worded["id"], worded["statusCode"]) == (claim_no, "Scheduled")
    assert worded["availableActions"] == {**UNSENT, "Start": False, "Pause": True}


@pytest.mark.parametrize(
    "query", ["action=Start", "action=start", "ACTION=START", "Action=%20Start", "action=Pause&action=Start"]
)
@pytest.mark.parametrize("base", ["/api/v2", "/api/v2.0"])
async def test_the_query_is_read_in_any_casing_under_both_versions(office: Office, base: str, query: str) -> None:
    claim_no = (await office.registered())["id"]
    answer = await office.ask("POST", f"{base}/invoice/{claim_no}/action?{query}")
    assert answer.json()["statusCode"] == "Scheduled"


async def test_a_message_stands_in_the_timeline(office: Office) -> None:
    claim_no = (await office.registered())["id"]
    await office.act(claim_no, json={"Message": "Confirming invoice action"})
    history = (await office.details(claim_no))["statusCodeHistory"]
    assert [(entry["code"], entry["reason"]) for entry in history] == [
        ("Registered", None),
        ("Scheduled", "Confirming invoice action"),
    ]


async def test_64_starts_at_once_leave_one_issue(database: Database, office: Office) -> None:
    claim_no = (await office.registered(invoiceNo=None))["id"]
    answers = await asyncio.gather(*(office.act(claim_no) for _ in range(64)))
    assert {answer.status_code for answer in answers} == {200}
    assert await queued(database) == ["issue_claim"]
    claim = await claim_of(database, office, claim_no)
    await asyncio.gather(*(issued(database, claim) for _ in range(8)))
    details = await office.details(claim_no)
    assert details["invoice"]["invoiceNo"] == "A1B2C-000001"
    assert [entry["code"] for entry in details["statusCodeHistory"]] == ["Registered", "Scheduled", "Sent"]
    assert (await office.act(claim_no)).json()["statusCode"] == details["invoice"]["statusCode"]


@pytest.mark.parametrize("action", ["Withdraw", "cancel"])
@pytest.mark.parametrize("start", [False, True])
async def test_what_was_not_sent_can_be_withdrawn(office: Office, action: str, *, start: bool) -> None:
    claim_no = (await office.registered())["id"]
    if start:
        await office.act(claim_no)
    worded = (await office.act(claim_no, action)).json()
    assert (worded["statusCode"], worded["outstanding"]["total"]) == ("Withdrawn", 0)
    assert not any(worded["availableActions"].values())
    assert (await office.act(claim_no, action)).status_code == 200
    problem = problem_of(await office.act(claim_no), 409)
    assert problem["availableActions"] == worded["availableActions"]


@pytest.mark.parametrize("query", ["", "?action=", "?action=Dance", "?act=Start"])
async def test_an_unknown_action_is_answered_with_those_available(office: Office, query: str) -> None:
    claim_no = (await office.registered())["id"]
    problem = problem_of(await office.ask("POST", f"/api/v2/invoice/{claim_no}/action{query}"), 400)
    assert problem["availableActions"] == UNSENT
    assert "Start, Withdraw, Cancel" in problem["detail"]


async def test_a_body_of_more_than_ten_megabytes_is_refused(office: Office) -> None:
    claim_no = (await office.registered())["id"]
    problem_of(await office.act(claim_no, content=b"a" * (10 * 1_024 * 1_024 + 1)), 413)
    assert (await office.details(claim_no))["invoice"]["statusCode"] == "Registered"


async def test_a_future_invoice_waits_for_its_day(database: Database, office: Office) -> None:
    worded = await office.registered(invoiceDate="2026-12-01", dueDate="2026-12-31")
    assert worded["warnings"] == []
    await office.act(worded["id"])
    assert await queued(database) == []
    assert printed()["invoiceNo"] == (await office.details(worded["id"]))["invoice"]["invoiceNo"]
