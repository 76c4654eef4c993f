"""Buying with identification in a real browser: at once, after a wrong name, after a cancellation; and how it looks."""

from playwright.async_api import Page, expect

from browser.conftest import Browse
from browser.payer import press_pay
from browser.shop import Shop
from browser.watching import axe, screenshot

OLA = {
    "first_name": "Ola",
    "last_name": "Nordmann",
    "address_line": "Storgata 1",
    "postal_code": "0151",
    "postal_place": "Oslo",
    "email": "ola@example.com",
    "phone_number": "+4799999999",
}


async def checked_out(page: Page, shop: Shop, address: str, **names: str) -> str:
    """A consumer fills in the form and pays, which leads to the page of the identification; the session."""
    sid = await shop.open(("invoice_b2c",), verify=True)
    await page.goto(f"{address}/?sid={sid}")
    for name, value in {**OLA, **names}.items():
        await page.fill(f"#pay-form [name={name}]", value)
    await press_pay(page)
    await page.wait_for_url("**/identity/*")
    return sid


async def choose(page: Page, person: str) -> None:
    """Go to the provider and be somebody, or let something go wrong."""
    await page.click("button[name=provider]")
    await page.wait_for_url("**/simulators/identity/authorize?*")
    await page.click(f"button[value={person}]")


async def is_paid(shop: Shop, sid: str) -> bool:
    return "transaction_id" in await shop.session(sid)


async def test_a_consumer_is_identified_and_has_bought(browse: Browse, shop: Shop, address: str) -> None:
    page = await browse(viewport={"width": 390, "height": 844}, color_scheme="dark", java_script_enabled=False)
    sid = await checked_out(page, shop, address)
    await screenshot(page, "identity-ask-dark")
    await choose(page, "ola")
    await page.wait_for_url("**/static/icon.svg?*")
    assert f"transaction_id={(await shop.session(sid))['transaction_id']}" in page.url
    await page.go_back()
    assert await is_paid(shop, sid)


async def test_a_wrong_name_is_corrected_after_a_cancellation(page: Page, shop: Shop, address: str) -> None:
    sid = await checked_out(page, shop, address)
    await axe(page)
    await page.click("button[name=provider]")
    await axe(page)
    await screenshot(page, "identity-provider")
    await page.click("button[value=cancel]")
    await expect(page.locator("h1")).to_have_text("Du avbrøt")
    await choose(page, "ingrid")
    await expect(page.locator("h1")).to_have_text("Navnet stemmer ikke")
    await axe(page)
    await screenshot(page, "identity-mismatch")
    await page.reload()
    assert not await is_paid(shop, sid)
    await page.get_by_label("Fornavn").fill("Ingrid")
    await page.get_by_label("Etternavn").fill("Ukjent")
    await page.get_by_role("button", name="Rett navnet og betal").click()
    await page.wait_for_url("**/static/icon.svg?*")
    transaction = await shop.ask("GET", f"/v1/transactions/{(await shop.session(sid))['transaction_id']}")
    assert transaction["verified_identity"]["name"] == "Ingrid Ukjent"
    assert transaction["billing_address"]["last_name"] == "Ukjent"


async def test_a_payer_who_gives_up_is_back_at_the_shop_with_an_error(page: Page, shop: Shop, address: str) -> None:
    sid = await checked_out(page, shop, address)
    await page.get_by_role("button", name="Avbryt og gå tilbake til butikken").click()
    await page.wait_for_url("**/static/icon.svg?*error=authorization")
    await page.go_back()
    await page.reload()
    await expect(page.locator("h1")).to_have_text("Du avbrøt bekreftelsen")
    await axe(page)
    assert not await is_paid(shop, sid)
    await page.get_by_role("link", name="Tilbake til kassen").click()
    await page.wait_for_url(f"**/?sid={sid}")


async def test_the_page_of_an_identification_is_shown_in_no_frame(page: Page, shop: Shop, address: str) -> None:
    await checked_out(page, shop, address)
    answer = await page.request.get(page.url)
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
