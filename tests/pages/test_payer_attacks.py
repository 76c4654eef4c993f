"""Whoever is not the payer: frames, foreign forms, guessed links, texts that would act, and what logs must not have."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.pages.guesses import GUESSES_A_MINUTE, Guesses
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.payer_stage import WRITTEN, case, link_of
from pages.stage import browser, pages_of
from support import make

EVIL = "<img src=x onerror=alert(1)>\"'</textarea><script>alert(1)</script>"
WRONG = "/invoice/1000001-1111111111111111111112"


async def test_no_page_is_framed_kept_sent_on_or_found(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with case(database, merchant, tmp_path) as it:
        document = f"{it.link}/documents/{it.view.document_id}"
        refused = await it.post("dispute")
        for answer in (await it.payer.get(it.link), await it.payer.get(document), await it.payer.get(WRONG), refused):
            headers = answer.headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-frame-options"] == "DENY"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["cache-control"] == "no-store"
            assert headers["x-robots-tag"].startswith("noindex")
        policy = (await it.payer.get(it.link)).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        text = (await it.payer.get(it.link)).text
        assert re.findall(r"<script[^>]*>", text) == ['<script type="module" src="/static/payer/copy.js">']
        assert " style=" not in text
        assert not re.search(r'(?:src|href|action)="(?!/(?:static|invoice)/|#|mailto:|tel:)', text), (
            "nothing from elsewhere"
        )


@pytest.mark.parametrize("path", [*WRITTEN, "account", "account/code", "account/resend"])
async def test_a_form_that_the_page_did_not_make_is_not_taken(
    database: Database, merchant: Merchant, tmp_path: Path, path: str
) -> None:
    async with case(database, merchant, tmp_path) as it:
        fields = WRITTEN.get(path, {"account": "NO5015032080119"})
        proof = re.search(r'name="proof" value="([0-9a-f]{64})"', await it.page())
        assert proof
        other = Installation(database, tmp_path)
        foreign = (await link_of(other, await other.pay(merchant))).rpartition("/")[2]
        for given in ({}, {"proof": ""}, {"proof": "0" * 64}, {"proof": foreign}, {"proof": "æ"}):
            answer = await it.payer.post(f"{it.link}/{path}", data={**fields, **given})
            assert (answer.status_code, "Skjemaet var for gammelt" in answer.text) == (403, True)
        whole = {**fields, "proof": proof[1]}
        site = {"Sec-Fetch-Site": "cross-site"}
        assert (await it.payer.post(f"{it.link}/{path}", data=whole, headers=site)).status_code == 403
        assert (await it.payer.post(f"{it.link}/{path}", json=whole)).status_code == 403
        assert (await it.payer.post(f"{it.link}/{path}", data={**whole, "note": "x" * 300_000})).status_code == 413
        assert (await it.payer.get(f"{it.link}/{path}")).status_code in {404, 405}
        assert await it.requests() == []


async def test_guessing_is_slowed_down_by_address_and_told_in_the_pages_own_shape(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    link = await link_of(house, await house.pay(merchant))
    context = pages_of(house)
    house.wall.now = house.wall.now.replace(second=0)
    async with browser(context) as guesser:
        for _ in range(GUESSES_A_MINUTE):
            assert (await guesser.get(WRONG)).status_code == 404
        for path in (WRONG, link, f"{link}/logo", "/invoice/x"):
            slowed = await guesser.get(path, headers={"Accept-Language": "de, sv;q=0.8"})
            assert (slowed.status_code, "Vänta lite" in slowed.text) == (429, True)
            assert 0 < int(slowed.headers["retry-after"]) <= 60
        house.wall.now += timedelta(minutes=1)
        assert (await guesser.get(link)).status_code == 200


def test_each_address_has_its_own_count_and_one_machines_network_is_one() -> None:
    guesses, now = Guesses(per_minute=1, addresses_max=3), make.WALL
    for address in ("192.0.2.1", "2001:db8::1"):
        assert guesses.seconds_to_wait(address, now) == 0
        guesses.note(address)
        assert guesses.seconds_to_wait(address, now)
    assert guesses.seconds_to_wait("2001:db8::ffff", now)
    for other in ("192.0.2.2", "2001:db8:0:1::1", None, "unknown"):
        assert guesses.seconds_to_wait(other, now) == 0
    guesses.note(None)
    assert guesses.seconds_to_wait("198.51.100.1", now), "a crowd shares one count"
    assert guesses.seconds_to_wait("192.0.2.1", now + timedelta(minutes=1)) == 0


async def test_what_payer_and_merchant_write_is_text(database: Database, tmp_path: Path) -> None:
    contact = {"email": EVIL, "phone": EVIL, "website": f"javascript:{EVIL}"}
    merchant = await make.merchant(database, name=f"Shop {EVIL}", settings={"contact": contact})
    async with case(database, merchant, tmp_path, billing=make.billing(first_name=EVIL)) as it:
        await it.post("dispute", reason=EVIL)
        await it.post("paid", day="2026-11-16", note=f"{EVIL}\x1b[2J\u202e")
        failed = await it.post("more-time", day=EVIL, note=EVIL)
        assert failed.status_code == 422
        for text in (await it.page(), failed.text):
            assert "<img" not in text
            assert "</textarea><" not in text.replace("</textarea>\n", "")
            assert text.count("<script") == 1
            assert "&lt;img src=x" in text
            assert "\x1b" not in text
        assert [request.words.count("\x1b") for request in await it.requests()] == [0, 0]


async def test_nothing_that_is_logged_has_the_link(
    database: Database, merchant: Merchant, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with case(database, merchant, tmp_path) as it:
        await it.page()
        await it.post("dispute", reason="Feil")
        await it.post("paid")
        await it.payer.get(f"{it.link}/documents/x")
        token = it.link.rpartition("/")[2]
    out, err = capfd.readouterr()
    assert token not in out + err


async def test_a_deactivated_merchants_payers_still_see_and_say(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with case(database, merchant, tmp_path) as it:
        async with database.transaction() as connection:
            await connection.execute("UPDATE merchant SET deactivated_at = $1", make.WALL)
        assert "Slik betaler du" in await it.page()
        assert (await it.post("paid", day="2026-11-16")).status_code == 303


async def test_only_a_sandboxs_page_says_that_it_is_a_test(database: Database, tmp_path: Path) -> None:
    for account_id, marked in (("T11112222", True), ("P11112222", False)):
        merchant = await make.merchant(database, "NO", account_id)
        async with case(database, merchant, tmp_path) as it:
            assert ("Dette er en test." in await it.page()) is marked
