"""Front page and mailbox: what is shown to whom, and that nothing in a mail can act on the page around it."""

import re
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from fordring.domain.merchant import Merchant
from fordring.pages.mailbox import MESSAGES_A_PAGE
from fordring.storage import mailbox
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from jobs.report_mailing import ACCOUNTING, mailing
from pages.stage import HERE, browser, newest, pages_of
from support import make


async def test_the_mailbox_lists_newest_first_and_shows_mail_and_pdf(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    for _ in range(2):
        await house.pay(merchant)
        await house.run(merchant)
    message_id = (await newest(house)).message.message_id
    async with browser(pages_of(house)) as client:
        listing = (await client.get("/mailbox")).text
        assert listing.index("A1B2C-000002") < listing.index("A1B2C-000001")
        assert f'href="/mailbox/{message_id}"' in listing
        shown = await client.get(f"/mailbox/{message_id}")
        assert "Faktura A1B2C-000002 fra Fjord Sykkel AS" in shown.text
        assert "16 Nov 2026, 10:00" in shown.text
        mail = await client.get(f"/mailbox/{message_id}/html")
        assert "125,00" in mail.text
        pdf = await client.get(f"/mailbox/{message_id}/document.pdf")
        assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


async def test_a_report_is_shown_with_the_files_that_were_sent(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path, account_id="T11112222")
    await mail.configured(ACCOUNTING)
    await mail.settled()
    await mail.house.run(mail.merchant)
    async with database.reading() as connection:
        received = await mailbox.newest(connection, None, 5)
    (message_id,) = [each.message.message_id for each in received if each.report_id is not None]
    async with browser(pages_of(mail.house)) as client:
        assert "Oppgjør 16.11.2026 for Fjord Sykkel AS" in (await client.get("/mailbox")).text
        shown = (await client.get(f"/mailbox/{message_id}")).text
        names = re.findall(r"/files/([^\"]+)", shown)
        assert sorted(name.rpartition(".")[2] for name in names) == ["csv", "pdf"]
        assert "Claim" not in shown
        for name in names:
            file = await client.get(f"/mailbox/{message_id}/files/{name}")
            assert (file.status_code, f'filename="{name}"' in file.headers["content-disposition"]) == (200, True)
        assert (await client.get(f"/mailbox/{message_id}/files/{names[0]}x")).status_code == 404
        assert (await client.get(f"/mailbox/{message_id}/document.pdf")).status_code == 404


async def test_a_letter_is_shown_as_its_pdf(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    async with database.transaction() as connection:
        await connection.execute("UPDATE delivery SET channel = 'letter', address = $1", dict(view.claim.billing))
    await house.run(merchant)
    async with browser(pages_of(house)) as client:
        text = (await client.get(f"/mailbox/{(await newest(house)).message.message_id}")).text
    assert "Letter to" in text
    assert "Ola Nordmann, Storgata 1, 0151 Oslo, NO" in text
    assert 'class="mail"' not in text
    assert 'class="pdf"' in text


async def test_more_than_a_page_goes_on_behind_older(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    for _ in range(MESSAGES_A_PAGE + 2):
        await house.pay(merchant)
    await house.run(merchant)
    async with browser(pages_of(house)) as client:
        first = (await client.get("/mailbox")).text
        assert first.count('class="message"') == MESSAGES_A_PAGE
        older = first.partition('href="/mailbox?before=')[2].partition('"')[0]
        second = (await client.get(f"/mailbox?before={older}")).text
    assert second.count('class="message"') == 2
    assert "Older" not in second


async def test_what_a_payer_or_a_merchant_wrote_is_text_on_our_pages(database: Database, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    evil = "<img src=x onerror=alert(1)>"
    merchant = await make.merchant(database, "NO", "T11112222", name=f"Shop {evil}")
    await house.pay(merchant, billing=make.billing(first_name=evil))
    await house.run(merchant)
    message_id = (await newest(house)).message.message_id
    async with browser(pages_of(house)) as client:
        for path in ("/", "/mailbox", f"/mailbox/{message_id}", f"/mailbox/{message_id}/html"):
            text = (await client.get(path)).text
            assert "<img src=x" not in text
            assert "&lt;img src=x" in text or path == "/mailbox"


async def test_every_page_is_closed_to_scripts_and_frames_and_the_mail_stands_in_a_sandbox(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await house.pay(merchant)
    await house.run(merchant)
    message_id = (await newest(house)).message.message_id
    async with browser(pages_of(house)) as client:
        for path in ("/", "/mailbox", f"/mailbox/{message_id}"):
            answer = await client.get(path)
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert "frame-ancestors 'none'" in policy
            assert "<script" not in answer.text
            assert answer.headers["x-content-type-options"] == "nosniff"
        mail = (await client.get(f"/mailbox/{message_id}/html")).headers["content-security-policy"]
        assert mail.startswith("sandbox; default-src 'none'")
        assert ' sandbox src="' in (await client.get(f"/mailbox/{message_id}")).text


@pytest.mark.parametrize(
    ("base", "address", "headers"),
    [
        (HERE, "10.0.0.7", {}),
        ("http://fordring.example", "127.0.0.1", {}),
        (HERE, "127.0.0.1", {"x-forwarded-for": "203.0.113.9"}),
        (HERE, "not an address", {}),
    ],
)
async def test_only_a_browser_on_this_machine_sees_the_sandboxs_pages(
    database: Database, merchant: Merchant, tmp_path: Path, base: str, address: str, headers: dict[str, str]
) -> None:
    house = Installation(database, tmp_path)
    await house.pay(merchant)
    await house.run(merchant)
    message_id = (await newest(house)).message.message_id
    async with browser(pages_of(house), base, address) as client:
        for path in ("", f"/{message_id}", f"/{message_id}/html", f"/{message_id}/document.pdf"):
            assert (await client.get(f"/mailbox{path}", headers=headers)).status_code == 404
        front = await client.get("/", headers=headers)
        assert front.status_code == 200
        assert "T11112222" not in front.text
        assert "/mailbox" not in front.text


async def test_the_operator_can_show_them_to_all_or_to_nobody(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    assert merchant.sandbox
    context = pages_of(Installation(database, tmp_path))
    async with browser(replace(context, sandbox_pages_for_all=True), address="10.0.0.7") as client:
        assert (await client.get("/mailbox")).status_code == 200
    async with browser(replace(context, sandbox_pages=False)) as client:
        assert (await client.get("/mailbox")).status_code == 404


async def test_what_is_not_there_is_not_found(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    assert merchant.sandbox
    async with browser(pages_of(Installation(database, tmp_path))) as client:
        for path in (f"/mailbox/{uuid4()}", "/mailbox/x", f"/mailbox/{uuid4()}/html", "/mailbox?before=x"):
            assert (await client.get(path)).status_code == 404
        assert "No mail yet" in (await client.get("/mailbox")).text
        assert (await client.get("/static/style.css")).status_code == 200


async def test_the_front_page_shows_the_sandboxs_merchants_and_their_time(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await make.merchant(database, "SE", "P99998888", number_prefix="B2C3D")
    async with browser(pages_of(house)) as client:
        text = (await client.get("/")).text
    assert merchant.account_id in text
    assert "16 Nov 2026, 10:00" in text
    assert "P99998888" not in text
    for link in ("/mailbox", "/docs", "/openapi.json"):
        assert f'href="{link}' in text
