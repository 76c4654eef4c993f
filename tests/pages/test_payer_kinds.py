"""The payer's page of every kind of claim: not issued yet, handed over, grouped, a credit note, withdrawn; its logo."""

import base64
from datetime import date
from pathlib import Path

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.page_link import page_path
from fordring.domain.merchant import Merchant
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.storage import claims
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.stage import browser, pages_of
from support import make
from support.groups import billed, bought, grouped, invoices
from support.lives import credit_note_of, paid_by_invoice, voided
from support.registrations import issued, registered, registration, started

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


async def page_of(house: Installation, claim: Claim) -> str:
    async with house.database.reading() as connection:
        path = page_path(await claims.get(connection, claim.merchant_id, claim.claim_id))
    assert path is not None
    async with browser(pages_of(house)) as payer:
        answer = await payer.get(path)
    assert answer.status_code == 200
    return answer.text


async def test_what_is_not_issued_yet_says_so_and_shows_no_account(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    claim = (await registered(database, merchant)).claim
    for told in ("Fakturaen er ikke sendt ennå", "Fakturaen sendes 16.11.2026"):
        text = await page_of(house, claim)
        assert told in text
        for hidden in ("8601.11.17947", "Service A", "<form", "Last ned PDF"):
            assert hidden not in text
        await started(database, merchant, claim)
    await issued(database, claim)
    text = await page_of(house, claim)
    for shown in ("8601.11.17947", "Service A", "<form", "20001"):
        assert shown in text


async def test_an_invoice_of_several_purchases_shows_all_their_lines(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    for number in (1, 2):
        await bought(database, grouped(merchant, reference=f"order-{number}"), "2026-11-16")
    await billed(database, merchant, "2026-12-01")
    (claim,) = await invoices(database, merchant)
    text = await page_of(Installation(database, tmp_path), claim)
    assert (text.count("Bicycle bell"), "250,00" in text, "Slik betaler du" in text) == (2, True, True)


async def test_what_was_handed_over_can_be_paid_and_disputed(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    given = registration(kind=ClaimKind.COLLECTION_CASE, invoice_on=date(2026, 9, 1), due_on=date(2026, 9, 15))
    claim = (await registered(database, merchant, given)).claim
    await started(database, merchant, claim)
    text = await page_of(Installation(database, tmp_path), claim)
    for shown in ("Krav 20001", "Forfalt", "Neste skritt er", "8601.11.17947", "Jeg er ikke enig i kravet"):
        assert shown in text


async def test_a_credit_note_names_what_it_credits_and_asks_for_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    await voided(database, view)
    text = await page_of(Installation(database, tmp_path), await credit_note_of(database, view))
    assert "Kreditnotaen trekker fra på faktura A1B2C-000001." in text
    assert "Ingenting å betale" in text
    for hidden in ("Slik betaler du", "<form", "8601.11.17947"):
        assert hidden not in text


async def test_what_was_withdrawn_says_so(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    claim = (await registered(database, merchant)).claim
    await started(database, merchant, claim)
    await issued(database, claim)
    command = WithdrawClaim(claim.claim_no, {merchant.merchant_id})
    await database.run(lambda connection: withdraw_claim(command, make.work(connection)))
    text = await page_of(Installation(database, tmp_path), claim)
    assert ("Trukket tilbake" in text, "<form" in text, "Gjenstår å betale" in text) == (True, False, True)


async def test_the_logo_is_a_picture_and_nothing_in_it_runs(database: Database, tmp_path: Path) -> None:
    brand = {"logo": base64.b64encode(LOGO).decode()}
    merchant = await make.merchant(database, settings={"brand": brand})
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    text = await page_of(house, view.claim)
    path = text.partition('<img src="')[2].partition('"')[0]
    async with browser(pages_of(house)) as payer:
        logo = await payer.get(path)
    assert (logo.content, logo.headers["content-type"]) == (LOGO, "image/svg+xml")
    assert logo.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert logo.headers["x-content-type-options"] == "nosniff"
