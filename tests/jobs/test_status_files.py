"""What a bank answers to a payment order comes in as its other files do: by the watched folder, and over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from faces.own.stage import Desk, desk_of
from fordring.domain.merchant import Merchant
from fordring.formats.banking.pain002 import Answer, StatusReport, Verdict
from fordring.formats.banking.pain002_writer import write_pain002
from fordring.gateways.inbox import Inbox
from fordring.jobs.booking import BookBankFile
from fordring.jobs.inbox import BankInbox
from fordring.jobs.status_reports import BYTES_MAX, take_status_file
from fordring.storage.transaction import Database
from services.counter import DAY, Counter

CLOSED = Verdict(Answer.REJECTED, "RJCT", "AC04 Account closed")


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path / "blobs")


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    it = await desk_of(database, tmp_path)
    async with it.http:
        yield it


async def refusal(counter: Counter) -> bytes:
    """The bank's answer to an order of one payout: it is refused."""
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, _ = await counter.pay_out()
    return write_pain002(StatusReport("S1", DAY, run.order.message_id, CLOSED, ()), counter.wall)


async def taken(counter: Counter, folder: Path, data: bytes) -> Path:
    """Where the file ends that is put into the folder."""
    worker = BankInbox(counter.jobs, Inbox(folder))
    worker.inbox.prepare()
    (folder / "answer.xml").write_bytes(data)
    await worker.look()
    (ended,) = await worker.look()
    return ended


async def test_an_answer_in_the_watched_folder_is_taken(counter: Counter, tmp_path: Path) -> None:
    data = await refusal(counter)
    ended = await taken(counter, tmp_path / "inbox", data)
    assert (ended.parent.name, ended.read_bytes()) == ("done", data)
    assert await counter.balances() == "client_funds 100000 NOK\nowed.merchant -100000 NOK"


async def test_an_answer_that_cannot_be_read_fails_with_its_reason(counter: Counter, tmp_path: Path) -> None:
    data = await refusal(counter)
    ended = await taken(counter, tmp_path / "inbox", data[: len(data) * 2 // 3])
    assert ended.parent.name == "failed"
    assert ended.with_name(f"{ended.name}.reason.txt").read_text(encoding="utf-8").strip()
    assert "in_transit -100000 NOK" in await counter.balances()


async def test_an_answer_larger_than_any_order_is_refused_unread(counter: Counter) -> None:
    file = await counter.receive(await refusal(counter))
    refused = await take_status_file(counter.jobs, replace(file, size_bytes=BYTES_MAX + 1))
    assert (refused.state, "larger than any answer" in refused.problems[0]["message"]) == ("refused", True)


async def test_an_answer_is_uploaded_booked_by_a_job_and_shown(desk: Desk, counter: Counter) -> None:
    operator = await desk.bearer(operator=True)
    data = await refusal(counter)
    told = (await desk.http.post("/bank-files?name=answer.xml", content=data, headers=operator)).json()
    assert (told["state"], told["kind"]) == ("received", "pain.002")
    assert any(told["id"] in key for key in await desk.house.queued())
    await BookBankFile(desk.house.jobs).book(UUID(told["id"]))
    seen = (await desk.http.get(f"/bank-files/{told['id']}", headers=operator)).json()
    assert (seen["state"], seen["counts"]) == ("booked", {"rejected": 1})
    [answered] = (await desk.http.get("/transfer-statuses", headers=operator)).json()
    assert (answered["answer"], answered["outcome"], answered["reason"]) == (
        "rejected",
        "taken_back",
        "AC04 Account closed",
    )
    again = (await desk.http.post("/bank-files?name=again.xml", content=data, headers=operator)).json()
    assert (again["id"], again["state"]) == (told["id"], "booked")
