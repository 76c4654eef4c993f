"""A letter about several claims of one payer: a document of each, at the face, on the payer's page, before a court."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from faces.kravia.papers import papers_app
from faces.kravia.stage import Office, Wall, handed_over
from fordring.domain.claim.page_link import page_path, read_token
from fordring.services.callers import claim_of
from fordring.services.court_bundle import court_file
from fordring.services.payers.show_page import ShowPage, show_page
from fordring.storage.transaction import Database
from support import make
from support.followed import looked_at

PATH = "/api/v2/invoice"


@pytest.fixture
async def http(database: Database, wall: Wall, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The app with a blob store and a real renderer."""
    async for client in papers_app(database, wall, tmp_path):
        yield client


async def stamps(office: Office) -> dict[int, str]:
    """When each invoice was changed last, by its id."""
    rows = (await office.ask("GET", f"{PATH}/search?orderBy=11&byAscending=True")).json()["data"]
    return {row["id"]: row["lastUpdatedTime"] for row in rows}


async def only_document(office: Office, number: int) -> dict[str, Any]:
    """The one document of an invoice."""
    found: list[dict[str, Any]] = (await office.details(number))["documents"]
    assert len(found) == 1
    return found[0]


async def test_a_joint_letter_is_listed_and_read_at_each_of_its_claims(database: Database, office: Office) -> None:
    numbers = []
    for number in ("1", "2"):
        numbers.append((await office.register(handed_over(invoiceNo=number))).json()["id"])
        await office.act(numbers[-1])
    await looked_at(database, office.merchant, "2026-11-16")
    first, second = [await only_document(office, number) for number in numbers]
    assert (first["id"], first["type"], first["size"]) == (second["id"], second["type"], None)
    before = await stamps(office)
    for shown in (first, second):
        answer = await office.ask("GET", shown["url"])
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    after = await stamps(office)
    assert all(after[number] > before[number] for number in numbers), "its size is shown with each"
    assert {(await only_document(office, number))["size"] for number in numbers} == {len(answer.content)}
    for number in numbers:
        await seen_by_payer_and_court(database, office, number, first["id"])


async def seen_by_payer_and_court(database: Database, office: Office, number: int, document_id: str) -> None:
    async with database.reading() as connection:
        work = make.work(connection)
        _, claim = await claim_of(connection, number, {office.merchant.merchant_id})
        token = read_token((page_path(claim) or "").rpartition("/")[2])
        assert token is not None
        papers = (await show_page(ShowPage(token), work)).papers
        bundle = await court_file(work, office.merchant, claim)
    assert [str(each.document_id) for each in papers] == [document_id]
    assert [str(each.document_id) for each in bundle.documents] == [document_id]
    assert [step.paper for step in bundle.case.steps] == [1]
