"""The budget of the checkout page in a real browser: everything, transferred once, is under 60 kB, from one origin."""

from playwright.async_api import Page, Response

from browser.shop import Shop
from browser.watching import Watch

BYTES_MAX = 60_000


async def test_the_whole_page_is_small_and_asks_nobody_else(page: Page, shop: Shop, watch: Watch, address: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright takes no built-in
    await page.goto(f"{address}/?sid={await shop.open()}&sdk=0.8.30&ui=inline", wait_until="networkidle")
    sizes = [await answer.request.sizes() for answer in answers]
    transferred = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    assert {answer.status for answer in answers} == {200}
    assert "/static/embed/checkout.js" in "".join(watch.requests)
    assert 10_000 < transferred < BYTES_MAX
