"""The payer's page: where it is told of, what it shows of each kind of claim and in which language."""

import re
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.formats.documents.pdf.party_view import written_number
from fordring.pages.payer.days import WORD_JOINER
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.payer_stage import link_of
from pages.stage import browser, newest, pages_of
from support import make
from support.lives import fees_demanded, received, voided


async def test_the_mail_and_the_mailbox_lead_to_the_page(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    link = await link_of(house, await house.pay(merchant))
    await house.run(merchant)
    message = (await newest(house)).message
    assert f"http://localhost:8080{link}\n" in message.body_text
    assert f'href="http://localhost:8080{link}"' in (message.body_html or "")
    async with browser(pages_of(house)) as payer:
        assert f'href="{link}"' in (await payer.get(f"/mailbox/{message.message_id}")).text
        assert (await payer.get(link)).status_code == 200


@pytest.mark.parametrize(
    ("country", "expected", "code"),
    [
        ("NO", ("Faktura A1B2C-000001", "125,00", "Forfaller 30.11.2026", "Per 16.11.2026", "8601.11.17947"), False),
        ("SE", ("Faktura A1B2C-000001", "125,00", "Förfaller 2026-11-30", "Per 2026-11-16", "991-2346"), True),
        (
            "FI",
            ("Lasku A1B2C-000001", "Eräpäivä 30.11.2026", "FI21 1234 5600 0007 85", 'copy="42112345600000785'),
            False,
        ),
    ],
)
async def test_an_open_invoice_says_what_is_owed_and_how_to_pay(
    database: Database, tmp_path: Path, country: str, expected: tuple[str, ...], *, code: bool
) -> None:
    house = Installation(database, tmp_path)
    link = await link_of(house, await house.pay(await make.merchant(database, country)))
    async with browser(pages_of(house)) as payer:
        text = (await payer.get(link)).text.replace(WORD_JOINER, "")
    for shown in (*expected, "Bicycle bell", 'data-copy="125,00"'):
        assert shown in text
    assert ("<svg" in text) is code, "a code to pay by only where the country has a standard for it"


async def test_the_sum_is_told_part_by_part(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    await fees_demanded(database, merchant, view.claim.claim_id, 7_000, 1_234)
    await received(database, view.claim, 5_000)
    async with browser(pages_of(house)) as payer:
        text = re.sub(r"<[^>]+>|\s+", " ", (await payer.get(await link_of(house, view))).text)
    text = text.replace("\N{SOFT HYPHEN}", "")
    rows = re.sub(r"\s+", " ", text).partition("Slik er beløpet regnet ut")[2].partition("Dette gjelder")[0].strip()
    assert rows == (
        "Fakturabeløp 125,00 kr Gebyr 16.11.2026: 70,00 kr 70,00 kr "
        "Forsinkelsesrente 16.11.2026: 12,34 kr 12,34 kr Betalt \N{MINUS SIGN}50,00 kr Gjenstår å betale 157,34 kr"
    )


async def test_a_long_amount_is_written_smaller_and_a_number_as_its_country_does(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    link = await link_of(house, view)
    async with browser(pages_of(house)) as payer:
        short = (await payer.get(link)).text
        await fees_demanded(database, merchant, view.claim.claim_id, 987_654_321, 0)
        long = (await payer.get(link)).text
    assert ('<strong class="long">' in short, '<strong class="long">' in long) == (False, True)
    assert f"{written_number(merchant.organization_number, 'NO')}</p>" in long


async def test_a_paid_and_a_credited_invoice_ask_for_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    paid, void = await house.pay(merchant), await house.pay(merchant)
    await received(database, paid.claim, 15_000)
    await voided(database, void)
    async with browser(pages_of(house)) as payer:
        told = (await payer.get(await link_of(house, paid))).text
        assert ("Betalt" in told, "Slik betaler du" in told) == (True, False)
        assert "25,00\xa0kr av dette er for mye" in told
        told = (await payer.get(await link_of(house, void))).text
        assert ("Kreditert" in told, "Slik betaler du" in told) == (True, False)
        note = re.search(r'href="([^"]+)"><bdi>Kreditnota A1B2C-000003', told)
        assert note, told
        assert (await payer.get(note[1])).content[:5] == b"%PDF-"


async def test_the_language_is_the_claims_and_can_be_switched(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    link = await link_of(house, await house.pay(merchant))
    async with browser(pages_of(house)) as payer:
        assert '<html lang="nb">' in (await payer.get(link)).text
        for language, word in (("sv", "Att betala"), ("fi", "Maksettava"), ("en", "To pay"), ("xx", "Å betale")):
            assert word in (await payer.get(f"{link}?language={language}")).text
        assert f'href="{link}?language=fi" lang="fi"' in (await payer.get(link)).text


async def test_the_papers_are_there_and_those_of_others_are_not(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    first, second = await house.pay(merchant), await house.pay(merchant)
    other = await house.pay(await make.merchant(database, "SE", "T99998888"))
    link = await link_of(house, first)
    async with browser(pages_of(house)) as payer:
        mine = await payer.get(f"{link}/documents/{first.document_id}")
        assert (mine.headers["content-type"], mine.content[:5]) == ("application/pdf", b"%PDF-")
        assert 'filename="A1B2C-000001.pdf"' in mine.headers["content-disposition"]
        for foreign in (second.document_id, other.document_id, "x", "", merchant.merchant_id):
            assert (await payer.get(f"{link}/documents/{foreign}")).status_code == 404
        assert (await payer.get(f"{link}/logo")).status_code == 404
