"""The pages of the house on a narrow phone: none is wider than it."""

import pytest

from browser.conftest import Browse
from browser.test_payer_page import OFF_THE_SIDE


@pytest.mark.parametrize("path", ["/", "/mailbox", "/demo", "/docs"])
async def test_no_page_of_the_house_is_wider_than_a_narrow_phone(browse: Browse, address: str, path: str) -> None:
    page = await browse(viewport={"width": 320, "height": 800})
    await page.goto(f"{address}{path}")
    assert await page.evaluate(OFF_THE_SIDE) == 0
