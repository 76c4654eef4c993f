"""The demo shop, as a newcomer uses it. FORDRING_IMAGES=docs/images takes README's picture."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from browser.conftest import Browse
from browser.payer import press_pay
from browser.watching import axe, screenshot
from fordring.main.sandbox import SandboxFacts

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
IMAGE_BYTES_MAX = 250_000


async def go_to_checkout(page: Page, address: str, **choices: str) -> None:
    """Open the shop, choose by the radio buttons' names and values, and go on."""
    await page.goto(f"{address}/demo")
    for name, value in choices.items():
        await page.locator(f"[name={name}][value={value}]").check(force=True)
    await page.get_by_role("button", name="Go to checkout").click()


async def says(page: Page, place: str, text: str) -> None:
    """Wait until the place says it."""
    await page.locator(place).get_by_text(text).first.wait_for()


@pytest.mark.usefixtures("sandbox")
async def test_somebody_buys_and_sees_what_follows(page: Page, address: str) -> None:
    await page.goto(f"{address}/demo")
    await axe(page)
    await page.get_by_label("One Helmet more").click()
    await says(page, ".sum", "7 138,00")
    await go_to_checkout(page, address)
    frame = page.frame_locator("#checkout iframe")
    await frame.locator("#pay-form").wait_for()
    await frame.get_by_text("6 239,00").first.wait_for()
    await screenshot(page, "demo-checkout")
    await press_pay(frame)
    await says(page, "#events", "Bought by invoice")
    await page.locator("[data-act=pay][data-value=part]").click()
    await says(page, "#stands", "partly paid")
    await says(page, "#calls", "CAPTURE")
    await expect(page.locator("#calls [data-state=good]")).to_have_count(2)
    await expect(page.locator("#calls")).to_contain_text('{"signature":"good"}')
    await screenshot(page, "demo-partly-paid")
    await page.get_by_role("button", name="Paid, then taken back by the bank").click()
    await says(page, "#events", "The bank took back")
    await says(page, "#stands", "partly paid")
    before = await page.locator("#clock").inner_text()
    await page.get_by_role("button", name="14 days").click()
    await page.wait_for_function("(before) => document.querySelector('#clock').textContent !== before", arg=before)
    await page.get_by_role("button", name="Everything").click()
    await page.locator("#stands").get_by_text("paid", exact=True).wait_for()
    await expect(page.locator("[data-act=pay]:visible")).to_have_count(0)
    await axe(page)
    await screenshot(page, "demo-afterwards")
    pdf = await page.request.get(f"{address}{await page.locator('#pdf').get_attribute('href')}")
    assert (await pdf.body()).startswith(b"%PDF")


@pytest.mark.usefixtures("sandbox")
async def test_readme_shows_what_it_looks_like(page: Page, address: str, tmp_path: Path) -> None:
    await page.goto(f"{address}/demo")
    await page.locator("[name=language]").select_option("en")
    await page.get_by_role("button", name="Go to checkout").click()
    await page.frame_locator("#checkout iframe").locator("#pay-form").wait_for()
    await page.wait_for_function("document.querySelector('#checkout iframe').offsetHeight > 900")
    await page.evaluate("scrollTo(0, 0)")
    path = Path(os.environ.get("FORDRING_IMAGES") or tmp_path) / "demo.png"
    await page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": 1010})
    picture = path.read_bytes()
    assert 20_000 < len(picture) <= IMAGE_BYTES_MAX


async def test_a_company_leaves_the_shop_and_comes_back(browse: Browse, address: str, sandbox: SandboxFacts) -> None:
    page = await browse(**PHONE)
    await go_to_checkout(page, address, buyer="business", mode="redirect")
    await page.wait_for_url(f"{address}/?sdk=0.8.30&sid={sandbox.account_id}*")
    await press_pay(page)
    await page.wait_for_url(f"{address}/demo/back?merchant_reference=demo-*&transaction_id=*")
    await says(page, "#said", "Welcome back")
    await says(page, "#events", "Bought by invoice")
    await axe(page)
    await screenshot(page, "demo-phone-dark")


@pytest.mark.usefixtures("sandbox")
async def test_who_cancels_is_back_in_the_shop(page: Page, address: str) -> None:
    await go_to_checkout(page, address)
    await page.frame_locator("#checkout iframe").locator("#cancel-form button").click()
    await says(page, "#said", "The payer cancelled")
    for count in await page.locator(".count input").all():
        await count.fill("0")
    await page.get_by_role("button", name="Go to checkout").click()
    await says(page, "#problem", "nothing in the basket")
