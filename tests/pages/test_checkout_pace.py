"""Whoever comes too often is asked to wait, at the page and at the public endpoints alike."""

from pathlib import Path

from fordring.domain.merchant import Merchant
from fordring.faces.common.public_pace import PER_ADDRESS, PER_SESSION
from fordring.storage.transaction import Database
from pages.checkout_stage import checkout_of


async def test_who_comes_too_often_waits(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with checkout_of(database, merchant, tmp_path, accept_language="sv") as at:
        sid = await at.shop.open()
        for _ in range(PER_SESSION):
            await at.payer.post(f"/checkout/{sid}/cancel", data={})
        for answer in (await at.page(sid), await at.payer.post(f"/checkout/{sid}", data={})):
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
            assert "För många försök" in answer.text
        told = await at.payer.post(f"/checkout/{sid}", data={}, headers={"Accept": "application/json"})
        assert (told.status_code, told.json()["outcome"], told.headers["retry-after"]) == (429, "closed", "60")
        at.shop.wall.forward(minutes=1)
        assert (await at.page(sid)).status_code == 200


async def test_guessing_ids_ends_soon_at_the_shops_endpoints_too(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        answers = [await at.payer.get(f"/v1/view/T11112222.{n:022d}/session") for n in range(PER_ADDRESS + 1)]
        assert {answer.status_code for answer in answers[:PER_ADDRESS]} == {404}
        assert (answers[-1].status_code, answers[-1].json()["error"]["code"]) == (429, "TOO_MANY_REQUESTS")
        assert answers[-1].headers["retry-after"] == "60"
        assert (await at.shop.session(sid))["id"] == sid
