"""Purchases in the database: read as they were made, saved with their new events only, told to whom it was promised."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Channel, Kind, Request
from fordring.services.views import PurchaseView
from fordring.storage import purchases
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from fordring.storage.unit import Unit
from support import make
from support.lives import count, paid_by_invoice, shown

LATER = make.WALL + timedelta(hours=1)
CALLBACK = Callback("https://shop.example/?report_event=VOID", frozenset({Kind.AUTHORIZED, Kind.VOIDED}), 30)


async def bought(database: Database, owner: Merchant) -> PurchaseView:
    command = make.payment_by_invoice(
        owner,
        channel=Channel.MERCHANT,
        callback=CALLBACK,
        merchant_reference_2="shop-77",
        content={"order": {"amount": 12_500, "items": [{"id": "Ærø", "vat": 25.0}]}},
        system_headers={"user-agent": "shop/1"},
    )
    return await paid_by_invoice(database, command, headers={"user-agent": "shop/1"})


async def test_a_purchase_is_read_as_the_verb_answered_it(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    after = await shown(database, view)
    assert after.purchase == view.purchase
    assert after.document_id == view.document_id
    content = {**view.claim.content, "delivered_on": "2026-11-16"}
    assert after.claim == replace(view.claim, content=content, event_count=1)


async def test_saving_adds_the_new_events_and_keeps_the_old(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    before = view.purchase
    started = before.collection_started(12_500, LATER, Request(new_id(), "client", {"a": "b"}), "ref", items=[{"n": 1}])
    moved = replace(started.voided(LATER, Request(new_id(), "client")), merchant_reference_2="x", pending_minor=0)
    async with database.transaction() as connection:
        unit = Unit(connection)
        await purchases.save(connection, unit, before, moved, make.WALL)
        await unit.flush()
        assert await purchases.get(connection, merchant.merchant_id, before.purchase_id) == moved
        settlement = await connection.fetchval("SELECT settlement_status FROM purchase")
        back = replace(moved, status=before.status, voided_minor=0)  # the claim was left open
        await purchases.save(connection, unit, moved, back, make.WALL)
    assert settlement == moved.settlement_status
    assert await count(database, "purchase_event") == 4


async def test_only_the_events_that_were_asked_for_are_owed_after_their_delay(
    database: Database, merchant: Merchant
) -> None:
    await bought(database, merchant)
    async with database.reading() as connection:
        calls = await connection.fetch("SELECT event_no, state, attempts, next_try_at, subject FROM outgoing_call")
    (call,) = calls
    assert (call["event_no"], call["state"], call["attempts"]) == (2, "waiting", 0)
    assert call["next_try_at"] == make.WALL + timedelta(seconds=30)


async def test_without_a_callback_nothing_is_owed(database: Database, merchant: Merchant) -> None:
    await paid_by_invoice(database, make.payment_by_invoice(merchant))
    assert await count(database, "outgoing_call") == 0


async def test_another_merchants_purchase_is_not_there_locked_or_not(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    other = await make.merchant(database, "SE", "T22223333")
    async with database.transaction() as connection:
        for lock in (False, True):
            with pytest.raises(NotFoundError):
                await purchases.get(connection, other.merchant_id, view.purchase.purchase_id, lock=lock)
            found = await purchases.of_claims(connection, other.merchant_id, [view.claim.claim_id], lock=lock)
            assert found == []


async def test_the_purchases_of_claims_come_oldest_first(database: Database, merchant: Merchant) -> None:
    views = [await bought(database, merchant) for _ in range(3)]
    wanted = [view.claim.claim_id for view in reversed(views)]
    async with database.transaction() as connection:
        for lock in (False, True):
            found = await purchases.of_claims(connection, merchant.merchant_id, wanted, lock=lock)
            assert found == [view.purchase for view in views]
