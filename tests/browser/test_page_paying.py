"""The checkout page in a real browser: paid without JavaScript, at every width, and heard by axe-core."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from browser.conftest import Browse
from browser.shop import Shop
from browser.watching import axe, screenshot

KINDS = ("invoice_b2b", "invoice_b2c", "invoice_b2b_grouped")
CURRENCIES = {"NO": "NOK", "SE": "SEK", "FI": "EUR"}
POSTAL_CODES = {"NO": "0151", "SE": "111 22", "FI": "00100"}
NUMBERS = {"NO": "310 100 005", "SE": "559999-0016", "FI": "9999001-5"}
PERSON = {
    "first_name": "Ola",
    "last_name": "Nordmann",
    "email": "ola@example.com",
    "phone_number": "+47 999 99 999",
    "address_line": "Storgata 1",
    "postal_place": "Byen",
}
PHONE = {"width": 320, "height": 640}
WIDTH = "document.documentElement.scrollWidth"


async def fill(page: Page, country: str, product: str) -> None:
    """The form as somebody of that country fills it in."""
    await page.check(f"#product-{product}")
    await page.select_option("#country", country)
    if product != "consumer":
        await page.fill("#organization_number", NUMBERS[country])
        await page.fill("#business_name", "Nordlys AS")
    for name, value in {**PERSON, "postal_code": POSTAL_CODES[country]}.items():
        await page.fill(f"#{name}", value)


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
async def test_each_kind_of_invoice_is_paid_without_javascript(
    browse: Browse, open_shop: Callable[[str], Awaitable[Shop]], address: str, country: str
) -> None:
    shop = await open_shop(country)
    page = await browse(java_script_enabled=False)
    for product in ("consumer", "business", "grouped"):
        sid = await shop.open(KINDS, currency=CURRENCIES[country])
        await page.goto(f"{address}/v1/view/{sid}")
        await expect(page.locator("#business_name")).to_be_hidden()
        await fill(page, country, product)
        await page.click("button.pay")
        await page.wait_for_url(f"{address}/static/icon.svg?*transaction_id=*")
        assert (await shop.session(sid))["transaction_id"] in page.url
    await page.go_back()
    await expect(page.locator("main.notice, .notice-paid")).to_have_count(1)


async def test_a_company_is_found_with_and_without_javascript(browse: Browse, shop: Shop, address: str) -> None:
    sid = await shop.open(KINDS)
    for script in (True, False):
        page = await browse(java_script_enabled=script)
        await page.goto(f"{address}/?sid={sid}&language=en")
        await page.check("#product-business")
        await page.fill("#organization_number", NUMBERS["NO"])
        await page.click("button.find")
        await page.locator("#company-found", has_text="Found: Nordlys Kaffebrenneri AS").wait_for()
        await expect(page.locator("#business_name")).to_have_value("Nordlys Kaffebrenneri AS")
        await expect(page.locator("#postal_code")).to_have_value("0182")
        await page.fill("#organization_number", "12")
        await page.click("button.find")
        await page.locator("#organization_number-problem", has_text="9 digits").wait_for()
        if script:  # axe-core is a script too
            await axe(page)


async def test_problems_stand_next_to_their_fields_and_the_first_has_the_focus(
    browse: Browse, shop: Shop, address: str
) -> None:
    sid = await shop.open(KINDS)
    page = await browse(java_script_enabled=False, viewport=PHONE, color_scheme="dark")
    await page.goto(f"{address}/?sid={sid}")
    await page.check("#product-business")
    await page.click("button.pay")
    await page.locator("#business_name-problem").wait_for()
    await expect(page.locator("[aria-invalid=true]")).to_have_count(9)
    await expect(page.locator("#organization_number:focus, #business_name:focus")).to_have_count(1)
    assert await page.evaluate(WIDTH) == PHONE["width"]
    await screenshot(page, "page-problems-320-dark")


LOOKS = [("page-desktop-light", {}), ("page-320-dark", {"viewport": PHONE, "color_scheme": "dark"})]
THEME = {"primary": "#ffd400", "backdrop": "#fff8e1", "cardRadius": "2px", "buttonRadius": "24px"}


async def test_every_page_is_heard_and_fits_the_narrowest_phone(browse: Browse, shop: Shop, address: str) -> None:
    boxes = [
        {"id": "terms", "label": "I accept", "required": True, "link": {"url": "https://a.example/", "text": "more"}}
    ]
    options = {"enabled": True, "require_identity_verification": False}
    configuration = {"kravia": dict.fromkeys(KINDS, options), "theme": THEME}
    sid = await shop.open(checkboxes=boxes, configuration=configuration)
    over = await shop.open()
    await shop.ask("POST", f"/v1/sessions/{over}/cancel")
    for name, context in LOOKS:
        page = await browse(**context)
        for path in (f"?sid={sid}&language=fi", f"?sid={over}", "?sid=nowhere"):
            await page.goto(f"{address}/{path}")
            width = await page.evaluate("innerWidth")
            assert await page.evaluate(WIDTH) <= width
            await axe(page)
        await page.goto(f"{address}/?sid={sid}")
        await page.check("#product-grouped")
        await axe(page)
        await screenshot(page, name)
