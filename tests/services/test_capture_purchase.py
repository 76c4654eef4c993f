"""Capture: what a merchant that delivers by itself says when it has; from then on the claim is followed up."""

import pytest

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Callback, Channel, Kind
from fordring.services.checkout.capture_purchase import CapturePurchase, capture_purchase
from fordring.storage import claims
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make
from support.lives import captured, count, paid_by_invoice, received, shown


async def test_a_capture_starts_collection_and_keeps_the_merchants_words(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, channel=Channel.MERCHANT))
    request_id = new_id()
    command = CapturePurchase(
        merchant.merchant_id, view.purchase.purchase_id, 12_500, "parcel-7", ({"line_id": "1"},), {"driver": "Kari"}
    )
    after = await database.run(lambda c: capture_purchase(command, make.work(c, request_id=request_id)))
    event = after.purchase.events[-1]
    assert (event.kind, event.status, event.amount_minor) == (Kind.COLLECTION_STARTED, Status.AUTHORIZED, 12_500)
    assert (event.request.request_id, event.event_reference) == (request_id, "parcel-7")
    assert event.facts == {"items": [{"line_id": "1"}], "metadata": {"driver": "Kari"}}
    assert after.purchase.collection_request_id == request_id
    assert after.claim.collection_started
    async with database.reading() as connection:
        story = await claims.events_of(connection, after.claim)
    assert [happened.kind for happened in story] == ["issued", "collection_started"]


async def test_money_after_the_capture_correlates_to_it(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, channel=Channel.MERCHANT))
    await received(database, view.claim, 500)
    started = await captured(database, view)
    await received(database, view.claim, 12_000)
    after = (await shown(database, view)).purchase
    assert after.status is Status.CAPTURED
    assert [event.correlation_request_id for event in after.events if event.kind is Kind.PAID] == [
        None,
        started.purchase.collection_request_id,
    ]


async def test_a_second_capture_keeps_the_first_ones_words(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, channel=Channel.MERCHANT))
    first = await captured(database, view, event_reference="first")
    assert await captured(database, view, event_reference="second") == first


async def test_a_capture_calls_nobody(database: Database, merchant: Merchant) -> None:
    callback = Callback("https://shop.example/", frozenset({Kind.AUTHORIZED, Kind.PAID, Kind.VOIDED}))
    command = make.payment_by_invoice(merchant, channel=Channel.MERCHANT, callback=callback)
    view = await paid_by_invoice(database, command)
    await captured(database, view)
    assert await count(database, "outgoing_call") == 1


async def test_another_merchants_purchase_is_not_there(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, channel=Channel.MERCHANT))
    other = await make.merchant(database, "SE", "T22223333")
    command = CapturePurchase(other.merchant_id, view.purchase.purchase_id)
    with pytest.raises(NotFoundError):
        await database.run(lambda connection: capture_purchase(command, make.work(connection)))
    assert (await shown(database, view)).purchase == view.purchase
