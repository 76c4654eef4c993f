"""What the tests of the payer's page share: the link of a claim."""

from fordring.domain.claim.page_link import page_path
from fordring.services.views import PurchaseView
from fordring.storage import claims
from jobs.outgoing import Installation


async def link_of(house: Installation, view: PurchaseView) -> str:
    """The path of the page of a purchase's invoice."""
    async with house.database.reading() as connection:
        path = page_path(await claims.get(connection, view.merchant.merchant_id, view.claim.claim_id))
    assert path is not None
    return path
