"""The demo shop, as somebody who has just started Fordring uses it."""

from playwright.async_api import Page

from browser.watching import axe, screenshot
from fordring.main.sandbox import SandboxFacts


async def test_somebody_buys_by_invoice_and_sees_what_follows(page: Page, address: str, sandbox: SandboxFacts) -> None:
    assert sandbox
    await page.goto(f"{address}/demo")
    await axe(page)
    await screenshot(page, "demo-basket")
    await page.get_by_role("button", name="Go to checkout").click()
    frame = page.frame_locator("#checkout iframe")
    await frame.locator("#pay-form").wait_for()
    await page.wait_for_timeout(1000)
    await screenshot(page, "demo-checkout")
