"""Links of identifications, and answers of providers, that lead nowhere: counted by address, as at the payer's page."""

from datetime import timedelta
from pathlib import Path

from fordring.domain.merchant import Merchant
from fordring.pages.guesses import GUESSES_A_MINUTE
from fordring.pages.identity.visit import PATH
from fordring.storage.transaction import Database
from pages.identity_stage import stage_of


async def test_whoever_guesses_links_or_answers_of_providers_is_turned_away_for_a_minute(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        page = await stage.page_of(await stage.open())
        guesses = [f"{PATH}/{'x' * 43}", f"{PATH}/callback/any?state={'y' * 43}"] * (GUESSES_A_MINUTE // 2)
        assert {(await stage.browser.get(guess)).status_code for guess in guesses} == {404}
        refused = await stage.browser.get(page, headers={"Accept-Language": "nb"})
        assert (refused.status_code, "Vent litt" in refused.text) == (429, True)
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert (await stage.browser.post(f"{page}/leave")).status_code == 429
        stage.house.wall.now += timedelta(minutes=1)
        assert (await stage.browser.get(page)).status_code == 200
