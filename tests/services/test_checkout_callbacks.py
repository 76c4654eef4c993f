"""A checkout tells that its merchant was called back."""

from dataclasses import replace

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import CheckoutEvent, CheckoutKind
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.hooks.note_deliveries import note_deliveries
from fordring.services.views import PurchaseView
from fordring.storage import calls, checkouts
from fordring.storage.transaction import Database
from support import make
from support.lives import paid_by_invoice

CALLBACK = Callback("https://shop.example/cb", frozenset({Kind.AUTHORIZED, Kind.VOIDED}))


async def _called(database: Database, view: PurchaseView, state: str) -> None:
    """Every callback that is owed has ended so."""
    merchant_id, purchase_id = view.merchant.merchant_id, view.purchase.purchase_id
    async with database.reading() as connection:
        owed = await calls.of_purchase(connection, merchant_id, purchase_id)
    ended = [replace(call, state=state) for call in owed]
    await database.run(lambda connection: note_deliveries(ended, make.work(connection)))


async def _told(database: Database, view: PurchaseView) -> list[CheckoutEvent]:
    async with database.reading() as connection:
        checkout = await checkouts.get(connection, view.merchant.merchant_id, view.purchase.checkout_id)
    return [event for event in checkout.events if event.kind is CheckoutKind.CALLBACK_SENT]


async def test_a_callback_of_the_authorisation_is_told_with_the_event_it_was_about(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, callback=CALLBACK))
    void = VoidPurchase(merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda connection: void_purchase(void, make.work(connection)))
    await _called(database, view, "delivered")
    told = await _told(database, view)
    assert [event.facts for event in told] == [{"purchase_event_no": 2}]
    assert told[0].at == view.purchase.created_at


async def test_a_callback_that_was_given_up_is_not_told(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, callback=CALLBACK))
    await _called(database, view, "failed")
    assert await _told(database, view) == []
