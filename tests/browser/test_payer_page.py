"""The payer's page on a phone: read, copied from, disputed, with and without script, in light, in dark and on paper."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from browser.conftest import Browse
from browser.watching import axe, screenshot
from fordring.domain.claim.page_link import page_path
from fordring.domain.merchant import Merchant
from fordring.main.clock import wall
from fordring.main.wiring import House
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage import claims
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from support import make
from support.lives import fees_demanded

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CONTACT = {"email": "faktura@fjord.example", "phone": "+47 22 00 00 00", "website": "fjord.example"}
OFF_THE_SIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def merchant_of(house: House, country: str = "NO") -> Merchant:
    account_id = {"NO": "T71112222", "SE": "T72223333", "FI": "T73334444"}[country]
    return await make.merchant(house.database, country, account_id, settings={"contact": CONTACT})


async def invoice(house: House, merchant: Merchant, amount_minor: int = 12_500) -> str:
    """The address of the page of a new invoice with a fee and interest on top."""
    command = make.payment_by_invoice(merchant, amount_minor)
    view = await house.database.run(lambda connection: pay_by_invoice(command, make.work(connection, wall())))
    await fees_demanded(house.database, merchant, view.claim.claim_id, 7_000, 1_234)
    async with house.database.reading() as connection:
        path = page_path(await claims.get(connection, merchant.merchant_id, view.claim.claim_id))
    return f"{house.settings.public_url}{path}"


@pytest.mark.parametrize(
    ("country", "width", "scheme"),
    [("NO", 390, "light"), ("SE", 320, "dark"), ("FI", 390, "dark"), ("SE", 1280, "light")],
)
async def test_the_page_is_sound_in_every_country_width_and_light(
    browse: Browse, house: House, country: str, width: int, scheme: str
) -> None:
    page = await browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
    await page.goto(await invoice(house, await merchant_of(house, country), amount_minor=1_234_500))
    await axe(page)
    for summary in await page.locator("summary").all():
        await summary.click()
    await axe(page)
    assert await page.evaluate(OFF_THE_SIDE) == 0
    await screenshot(page, f"payer-{country}-{width}-{scheme}")


async def overdue(house: House, merchant: Merchant) -> str:
    """The address of the page of an invoice that was delivered, is overdue since ten days, and was reminded of."""
    address = await invoice(house, merchant, amount_minor=1_234_500)
    due_on = wall().date() - timedelta(days=10)

    async def write(connection: Connection) -> None:
        claim_id = await connection.fetchval("SELECT max(claim_id::text)::uuid FROM claim")
        claim = await claims.get(connection, merchant.merchant_id, claim_id)
        unit = Unit(connection)
        told, event = claim.happened("delivered", wall() - timedelta(days=20), "test", document_id="one")
        claims.add_event(unit, told, event, wall())
        key = {"merchant_id": merchant.merchant_id, "claim_id": claim.claim_id, "created_by": "test"}
        day = due_on + timedelta(days=3)
        step = {
            "step_no": 1,
            "kind": "reminder",
            "sent_on": day,
            "pay_by": wall().date() + timedelta(days=7),
            "ours": True,
        }
        fee = {"fee_minor": 3_800, "vat_minor": 0, "whose": "merchant", "interest_minor": 0}
        facts = {"marks": ["NO reminder_fee from 2026-01-01: not verified (inkassoforskriften § 1-2; R1-R3)"]}
        unit.add("step", {**key, **step, **fee, "facts": facts, "recorded_at": wall()})
        await unit.flush()
        await connection.execute("UPDATE claim SET due_on = $2 WHERE claim_id = $1", claim_id, due_on)

    await house.database.run(write)
    return address


async def test_what_comes_next_is_sound_on_a_narrow_phone_in_the_dark(browse: Browse, house: House) -> None:
    page = await browse(viewport={"width": 320, "height": 800}, color_scheme="dark")
    await page.goto(await overdue(house, await merchant_of(house)))
    await page.locator(".whys summary").click()
    fee = page.locator("[aria-labelledby=taken]")
    await expect(fee.locator(".amount .mark")).to_be_visible()
    await expect(fee.locator(".marks li")).to_be_hidden()
    await fee.locator(".marks summary").click()
    await expect(fee.locator(".marks li")).to_be_visible()
    await axe(page)
    assert await page.evaluate(OFF_THE_SIDE) == 0
    await expect(page.locator(".whys li").first).to_be_visible()
    await expect(page.locator("#taken")).to_have_count(1)
    await screenshot(page, "payer-coming-NO-320-dark")


async def test_each_number_is_copied_by_its_button(browse: Browse, house: House) -> None:
    page = await browse(**PHONE, permissions=["clipboard-read", "clipboard-write"])
    await page.goto(await invoice(house, await merchant_of(house)))
    for label, copied in (("Kontonummer", "86011117947"), ("Beløp", "207,34")):
        button = page.get_by_role("button", name=f"Kopier: {label}")
        await button.click()
        await expect(button).to_have_text("Kopiert")
        assert await page.evaluate("navigator.clipboard.readText()") == copied
    await expect(page.get_by_role("status")).to_have_text("Kopiert: Beløp")


@pytest.mark.parametrize("script", [True, False])
async def test_a_payer_disputes_with_and_without_script(browse: Browse, house: House, *, script: bool) -> None:
    page = await browse(**PHONE, java_script_enabled=script)
    await page.goto(await invoice(house, await merchant_of(house)))
    await page.get_by_text("Jeg er ikke enig i kravet").click()
    await page.locator("#dispute").get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Skriv noe her.")).to_be_visible()
    await page.get_by_label("Hva er galt?").fill("Sykkelen kom aldri fram.")
    await page.locator("#dispute").get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Takk. Saken er satt på vent til du får svar.")).to_be_visible()
    await expect(page.locator(".pill")).to_have_text("Satt på vent")
    await expect(page.locator(".copy")).to_have_count(7 if script else 0)
    if script:
        await axe(page)
        await screenshot(page, "payer-disputed")


async def test_the_language_is_switched_and_stays_through_a_form(browse: Browse, house: House) -> None:
    page = await browse(**PHONE)
    await page.goto(await invoice(house, await merchant_of(house)))
    await page.get_by_role("link", name="FI Suomi").click()
    await page.get_by_text("Olen maksanut").click()
    await page.locator("#paid").get_by_role("button", name="Lähetä").click()
    await expect(page.get_by_text("Kiitos. Etsimme maksun.")).to_be_visible()


async def test_on_paper_there_are_no_buttons_and_a_wrong_link_is_a_page(page: Page, house: House) -> None:
    await page.goto(await invoice(house, await merchant_of(house)))
    await page.emulate_media(media="print")
    for gone in (".copy", ".languages", ".replies"):
        await expect(page.locator(gone).first).to_be_hidden()
    await screenshot(page, "payer-printed")
    await page.emulate_media(media="screen")
    answer = await page.goto(f"{house.settings.public_url}/invoice/1000001-1111111111111111111112")
    assert answer is not None
    assert answer.status == 404
    await expect(page.get_by_role("heading", name="Denne lenken leder ingen steder")).to_be_visible()
    await axe(page)
