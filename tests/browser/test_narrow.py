"""The pages of the house on a narrow phone: none is wider than it, and long words break where they are made of two."""

from pathlib import Path

import pytest

from browser.conftest import Browse
from browser.test_payer_page import OFF_THE_SIDE
from fordring.domain.claim.page_link import page_path
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Whose
from fordring.main.wiring import House
from fordring.storage import claims
from services.counter import Counter
from services.late_money import followed_up
from support import make
from support.steps import Taken

LINES = """link => {
    const range = document.createRange(), text = link.firstChild, lines = []
    let top = null
    for (let at = 0; at < text.length; at++) {
        range.setStart(text, at); range.setEnd(text, at + 1)
        const box = [...range.getClientRects()].findLast(each => each.width)
        if (!box) continue
        if (top === null || box.top > top + 2) { lines.push(""); top = box.top }
        lines[lines.length - 1] += text.data[at]
    }
    return lines.map(line => line.replaceAll("\\u00ad", ""))
}"""
"""The lines that a link's text is broken into."""


@pytest.mark.parametrize("path", ["/", "/mailbox", "/demo", "/docs"])
async def test_no_page_of_the_house_is_wider_than_a_narrow_phone(browse: Browse, address: str, path: str) -> None:
    page = await browse(viewport={"width": 320, "height": 800})
    await page.goto(f"{address}{path}")
    assert await page.evaluate(OFF_THE_SIDE) == 0


async def test_a_steps_long_name_beside_its_fee_breaks_between_the_words_it_is_made_of(
    browse: Browse, house: House, tmp_path: Path
) -> None:
    owner = await make.merchant(house.database, "NO", "T71112222")
    demand = Taken(40, 60_000, StepKind.PAYMENT_DEMAND, Whose.OPERATOR)
    view = await followed_up(Counter(house.database, owner, tmp_path), demand)
    page = await browse(viewport={"width": 320, "height": 800})
    async with house.database.reading() as connection:
        path = page_path(await claims.get(connection, owner.merchant_id, view.claim.claim_id))
    await page.goto(f"{house.settings.public_url}{path}")
    name = page.locator("[aria-labelledby=taken] .text a")
    assert await name.evaluate(LINES) == ["Betalings", "oppfordring"]
