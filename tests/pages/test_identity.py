"""A payer is identified on the way from a checkout to its payment."""

from pathlib import Path

from fordring.domain.merchant import Merchant
from fordring.services.views import purchase_view
from fordring.storage.transaction import Database
from pages.identity_stage import RETURN, stage_of


async def test_who_is_identified_as_the_billed_person_has_paid_and_is_back_at_the_shop(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        shown = await stage.browser.get(page)
        assert shown.status_code == 200
        assert "Fjord Sykkel AS ber deg bekrefte hvem du er" in shown.text
        answer = await stage.identify(page, "ola")
        assert answer.headers["location"].startswith(f"{RETURN}&merchant_reference=order-1&transaction_id=T11112222.")
        paid = await stage.checkout(view)
        assert paid.purchase_id is not None
        async with database.reading() as connection:
            purchase = (await purchase_view(connection, merchant, paid.purchase_id)).purchase
        assert purchase.content["identified_person"]["name"] == "Ola Nordmann"
