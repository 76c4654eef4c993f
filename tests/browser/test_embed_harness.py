"""The browser tests' own stage: a real server, a watched page, a session; and that the watch sees what it must."""

import pytest
from playwright.async_api import Page

from browser.conftest import Browse
from browser.shop import Shop
from browser.watching import Watch, axe, screenshot


async def test_pages_are_read_from_a_real_server(page: Page, address: str) -> None:
    await page.goto(f"{address}/")
    await axe(page)
    path = await screenshot(page, "front")
    assert path.read_bytes().startswith(b"\x89PNG")


async def test_a_shop_opens_sessions(shop: Shop) -> None:
    sid = await shop.open()
    assert (await shop.session(sid))["order"]["amount"] == 524_000


async def test_no_request_leaves_and_no_error_is_said_unseen(browse: Browse, watch: Watch, address: str) -> None:
    page = await browse()
    await page.goto(f"{address}/docs")
    assert not watch.complaints
    await page.evaluate("new Image().src = 'http://127.0.0.2:9/pixel.png'")
    await page.evaluate("console.error('broken'), setTimeout(() => missing.call())")
    await page.wait_for_timeout(100)
    said = "\n".join(watch.complaints)
    assert "left the origin: GET http://127.0.0.2:9/pixel.png" in said
    assert "console: broken" in said
    assert "uncaught: missing is not defined" in said
    watch.complaints.clear()


async def test_axe_says_what_is_wrong_and_where(page: Page) -> None:
    await page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")
    with pytest.raises(AssertionError, match=r"critical image-alt[^<]*<img"):
        await axe(page)
