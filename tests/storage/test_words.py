"""A search finds purchases whose words are kept and those the job has not come to, by what they are called now."""

from datetime import timedelta

from fordring.domain.merchant import Merchant
from fordring.main.clock import wall
from fordring.services.checkout.set_second_reference import SetSecondReference, set_second_reference
from fordring.storage import looking, words
from fordring.storage.listing import PurchaseFilter
from fordring.storage.transaction import Database
from support import make
from support.lives import paid_by_invoice

LIMIT = 10


async def found(database: Database, owner: Merchant, search: str) -> int:
    async with database.reading() as connection:
        return len(await looking.look(connection, owner.merchant_id, PurchaseFilter(search=search), LIMIT))


async def kept(database: Database, after: timedelta) -> int:
    return await database.run(lambda connection: words.keep(connection, wall() + after))


async def test_words_are_kept_once_a_purchase_is_settled_and_searches_see_all(
    database: Database, merchant: Merchant
) -> None:
    for reference in ("order-17", "order-18"):
        order = make.order(reference=reference)
        await paid_by_invoice(database, make.payment_by_invoice(merchant, order=order))
    assert await kept(database, timedelta(0)) == 0
    assert await found(database, merchant, "order-1") == 2
    assert await kept(database, 2 * words.SETTLED) == 2
    assert await kept(database, 2 * words.SETTLED) == 0
    searches = {
        "order-1": 2,
        "17": 1,
        "ORDER nord": 2,
        "order-2": 0,
        "+4799": 2,
        "9999": 2,
        "rder": 0,
        "ola@e": 2,
        "\\": 0,
    }
    for search, many in searches.items():
        assert await found(database, merchant, search) == many, search


async def test_a_changed_reference_is_found_by_what_it_is_now(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, merchant_reference_2="wc-old"))
    assert await kept(database, 2 * words.SETTLED) == 1
    command = SetSecondReference(merchant.merchant_id, view.purchase.purchase_id, "wc-new")
    await database.run(lambda connection: set_second_reference(command, make.work(connection)))
    assert await found(database, merchant, "wc-new") == 1
    assert await found(database, merchant, "wc-old") == 0
