"""invoice/{id}/document: handing in, listing, reading, taking back; the preview, the final PDF and an own one."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from faces.kravia.papers import PNG, TERMS, acting, good, locked, papers_app
from faces.kravia.stage import Office, Wall, problem_of
from fordring.domain.merchant import Clock
from fordring.storage import claims, merchants
from fordring.storage.transaction import Database
from support import make
from support.registrations import issued

LIMIT = 20_000


@pytest.fixture
async def http(database: Database, wall: Wall, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The app with a blob store, a renderer and a small limit."""
    async for client in papers_app(database, wall, tmp_path, bytes_max=LIMIT):
        yield client


async def hand_in(
    office: Office, claim_no: int, content: bytes, name: str = "a.pdf", kind: str = "InvoiceAttachment"
) -> httpx2.Response:
    files = {"file": (name, content, "application/octet-stream")}
    return await office.ask("POST", f"/api/v2/invoice/{claim_no}/document?type={kind}", files=files)


async def handed_in(office: Office, claim_no: int, content: bytes, name: str = "a.pdf", **more: Any) -> dict[str, Any]:
    answer = await hand_in(office, claim_no, content, name, **more)
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    return worded


async def listed(office: Office, claim_no: int) -> list[tuple[str, str]]:
    answer = await office.ask("GET", f"/api/v2/invoice/{claim_no}/document")
    return [(each["type"], each["fileName"]) for each in answer.json()["value"]]


async def fetched(office: Office, path: str) -> httpx2.Response:
    answer = await office.ask("GET", path)
    assert answer.status_code == 200, answer.text
    return answer


async def issue(database: Database, office: Office, claim_no: int) -> None:
    assert (await office.act(claim_no)).status_code == 200
    async with database.reading() as connection:
        claim = await claims.get(connection, *(await claims.find(connection, claim_no)))
    await issued(database, claim, office.wall.now)


async def test_a_document_is_kept_listed_read_and_taken_back(office: Office) -> None:
    claim_no = (await office.registered())["id"]
    terms = await handed_in(office, claim_no, TERMS, "../Vilkår.exe", kind="invoiceattachment")
    assert terms | {"id": "", "url": ""} == {
        "id": "",
        "type": "InvoiceAttachment",
        "fileName": "Vilkår.exe.txt",
        "contentType": "text/plain",
        "size": len(TERMS),
        "url": "",
        "warnings": [],
    }
    again = await office.ask(
        "POST",
        f"/api/v2/invoice/{claim_no}/document?TYPE=InvoiceAttachment",
        content=b"{file:" + base64.b64encode(TERMS) + b"}",
        headers={"Content-Type": "multipart/form-data"},
    )
    assert again.json() == terms
    await handed_in(office, claim_no, PNG, "scan.png", kind="Delivery note")
    assert await listed(office, claim_no) == [("InvoiceAttachment", "Vilkår.exe.txt"), ("Delivery note", "scan.png")]
    assert [each["fileName"] for each in (await office.details(claim_no))["documents"]] == [
        "Vilkår.exe.txt",
        "scan.png",
    ]
    read = await fetched(office, terms["url"])
    assert read.content == TERMS
    assert (
        read.headers["content-type"],
        read.headers["content-security-policy"],
        read.headers["x-content-type-options"],
    ) == (
        "text/plain; charset=utf-8",
        "sandbox",
        "nosniff",
    )
    assert read.headers["content-disposition"].startswith('attachment; filename="Vilkar.exe.txt"')
    left = await office.ask("DELETE", terms["url"])
    assert [each["type"] for each in left.json()["value"]] == ["Delivery note"]
    problem_of(await office.ask("DELETE", terms["url"]), 404)
    problem_of(await office.ask("GET", terms["url"]), 404)


async def test_the_final_pdf_of_a_draft_takes_its_number_and_is_the_one_that_is_issued(
    database: Database, office: Office
) -> None:
    made = await office.registered(invoiceNo=None, invoiceDate=None, dueDate=None, distribution="merchant")
    claim_no = made["id"]
    preview = await fetched(office, f"/api/v2/invoice/{claim_no}/preview")
    assert preview.content.startswith(b"%PDF-")
    assert (await office.details(claim_no))["invoice"]["invoiceNo"] is None
    shown, again = await asyncio.gather(*(fetched(office, made["pdfUrl"]) for _ in range(2)))
    assert 'filename="A1B2C-000001.pdf"' in shown.headers["content-disposition"]
    assert shown.content != preview.content
    assert again.content == shown.content
    late = await handed_in(office, claim_no, good())
    assert [each["message"] for each in late["warnings"]] == [
        "the invoice's PDF was made before, and does not name this attachment"
    ]
    await issue(database, office, claim_no)
    details = await office.details(claim_no)
    assert (details["invoice"]["invoiceNo"], details["invoice"]["invoiceDate"]) == ("A1B2C-000001", "2026-11-16")
    assert await listed(office, claim_no) == [("Invoice", "A1B2C-000001.pdf"), ("InvoiceAttachment", "a.pdf")]
    assert (await fetched(office, made["pdfUrl"])).content == shown.content
    problem_of(await office.ask("GET", f"/api/v2/invoice/{claim_no}/preview"), 409)
    withdrawn = (await office.registered(invoiceNo=None))["id"]
    await office.act(withdrawn, "Withdraw")
    problem_of(await office.ask("GET", f"/api/v2/invoice/{withdrawn}/pdf"), 409)


async def test_a_draft_that_was_shown_keeps_its_number_when_it_is_withdrawn(office: Office) -> None:
    for number in ("A1B2C-000001", "A1B2C-000002"):
        claim_no = (await office.registered(invoiceNo=None, accountingInvoiceId=number))["id"]
        shown = await fetched(office, f"/api/v2/invoice/{claim_no}/pdf")
        assert number in shown.headers["content-disposition"]
        assert (await office.act(claim_no, "Withdraw")).status_code == 200
        assert (await office.details(claim_no))["invoice"]["invoiceNo"] == number
        assert (await fetched(office, f"/api/v2/invoice/{claim_no}/pdf")).content == shown.content


async def test_an_own_invoice_replaces_ours_until_the_issue(database: Database, office: Office) -> None:
    claim_no = (await office.registered())["id"]
    await fetched(office, f"/api/v2/invoice/{claim_no}/pdf")
    first = await handed_in(office, claim_no, good(1), "one.pdf", kind="Invoice")
    second = await handed_in(office, claim_no, good(2), "two.pdf", kind="Invoice")
    for path in ("pdf", "preview"):
        assert (await fetched(office, f"/api/v2/invoice/{claim_no}/{path}")).content == good(2)
    assert (await handed_in(office, claim_no, good(1), "one.pdf", kind="Invoice"))["id"] == first["id"]
    assert (await office.ask("DELETE", second["url"])).status_code == 200
    await issue(database, office, claim_no)
    assert (await fetched(office, f"/api/v2/invoice/{claim_no}/pdf")).content == good(1)
    assert await listed(office, claim_no) == [("Invoice", "one.pdf")]
    problem_of(await hand_in(office, claim_no, good(3), kind="Invoice"), 409)
    problem_of(await office.ask("DELETE", first["url"]), 409)
    late = await handed_in(office, claim_no, good(3))
    assert "sent before" in late["warnings"][0]["message"]


async def test_an_attachment_without_a_name_is_named_for_its_reader(office: Office) -> None:
    claim_no = (await office.registered(language="sv"))["id"]
    path = f"/api/v2/invoice/{claim_no}/document?type="
    sent = {"file": base64.b64encode(good()).decode()}
    attachment = (await office.ask("POST", f"{path}InvoiceAttachment", json=sent)).json()
    assert attachment["fileName"] == "Bilaga 1.pdf"
    assert (await office.ask("POST", f"{path}Other", json=sent)).json()["fileName"] == f"Other-{claim_no}.pdf"


async def test_what_cannot_be_kept_is_refused_and_nothing_is_done(office: Office, neighbour: Office) -> None:
    claim_no = (await office.registered())["id"]
    for content, name, kind, told in [
        (b"", "a.txt", "InvoiceAttachment", "is empty"),
        (b"PK\x03\x04 a zip", "a.pdf", "InvoiceAttachment", "is named .pdf, but its content is application/zip"),
        (acting(S="/JavaScript", JS="x"), "a", "Any", "contains JavaScript, which is not sent on to anybody"),
        (locked("x"), "a", "Invoice", "is encrypted; only a PDF without a password can be sent on"),
        (PNG, "a", "Invoice", "must be a PDF, but its content is image/png"),
    ]:
        refused = problem_of(await hand_in(office, claim_no, content, name, kind), 400)
        assert refused["errors"] == {"file": [told]}
    path = f"/api/v2/invoice/{claim_no}/document"
    bodies: list[tuple[bytes, str]] = [(b"", "is missing"), (b'{"file":"!"}', "is not base64"), (b"{}", "is missing")]
    for sent, told in bodies:
        refused = problem_of(await office.ask("POST", f"{path}?type=Invoice", content=sent), 400)
        assert refused["errors"] == {"file": [told]}
    assert "type" in problem_of(await office.ask("POST", path, json={"file": "QQ=="}), 400)["errors"]
    assert "type" in problem_of(await hand_in(office, claim_no, TERMS, kind="x" * 101), 400)["errors"]
    problem_of(await hand_in(office, claim_no, b"x" * (LIMIT + 1), "a.txt"), 413)
    problem_of(await hand_in(office, 999_999, TERMS, "a.txt"), 404)
    problem_of(await hand_in(neighbour, claim_no, TERMS, "a.txt"), 404)
    problem_of(await neighbour.ask("GET", path), 404)
    problem_of(await office.ask("DELETE", f"{path}/nothing"), 404)
    await office.act(claim_no, "Withdraw")
    problem_of(await hand_in(office, claim_no, TERMS, "a.txt"), 409)
    assert await listed(office, claim_no) == []


async def test_a_hundred_megabytes_are_refused_without_being_read(office: Office) -> None:
    claim_no = (await office.registered())["id"]
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1_600):
            sent += 65_536
            yield b"x" * 65_536

    path = f"/api/v2/invoice/{claim_no}/document?type=Any"
    problem = problem_of(await office.ask("POST", path, content=endless()), 413)
    assert problem["detail"] == f"the document is larger than {LIMIT} bytes"
    assert sent <= 4 * 65_536


async def test_documents_are_made_by_the_merchants_clock(database: Database, office: Office) -> None:
    frozen = make.WALL + timedelta(days=40)
    await database.run(lambda c: merchants.set_clock(c, office.merchant.merchant_id, Clock(frozen_at=frozen)))
    claim_no = (await office.registered())["id"]
    await handed_in(office, claim_no, TERMS, "terms.txt")
    await fetched(office, f"/api/v2/invoice/{claim_no}/pdf")
    async with database.reading() as connection:
        made = await connection.fetch("SELECT created_at FROM document")
    assert [row["created_at"] for row in made] == [frozen, frozen]
