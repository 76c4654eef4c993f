"""Repeated requests: one key has one effect, at once or later, and is good for one command at one route only."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from fordring.domain.errors import IdempotencyConflictError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel, Kind
from fordring.services.checkout.capture_purchase import CapturePurchase, capture_purchase
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.checkout.show_purchase import show_purchase
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.views import PurchaseView
from fordring.storage import idempotency
from fordring.storage.transaction import Connection, Database
from fordring.storage.work import Work
from support import make
from support.lives import count, paid_by_invoice, shown

Verb = Callable[[Work], Awaitable[PurchaseView]]


async def once(database: Database, view: PurchaseView, fingerprint: str, verb: Verb) -> PurchaseView:
    """Do the verb under the key `k` as a face does: the first time only, and then show."""
    merchant_id = view.merchant.merchant_id
    effect = {"purchase_id": view.purchase.purchase_id}

    async def unit(connection: Connection) -> PurchaseView:
        work = make.work(connection, idempotency_key="k")
        repeated = await idempotency.find(work, merchant_id)
        if repeated is not None:
            told = idempotency.effect_of(repeated, fingerprint)
            return await show_purchase(merchant_id, UUID(told["purchase_id"]), connection)
        done = await verb(work)
        idempotency.remember(work, merchant_id, fingerprint, effect)
        await work.unit.flush()
        return done

    return await database.run(unit)


async def void_once(database: Database, view: PurchaseView) -> PurchaseView:
    command = VoidPurchase(view.merchant.merchant_id, view.purchase.purchase_id)
    return await once(database, view, f"void {view.purchase.purchase_id}", lambda work: void_purchase(command, work))


async def capture_once(database: Database, view: PurchaseView) -> PurchaseView:
    command = CapturePurchase(view.merchant.merchant_id, view.purchase.purchase_id)
    mark = f"capture {view.purchase.purchase_id}"
    return await once(database, view, mark, lambda work: capture_purchase(command, work))


async def bought(database: Database, owner: Merchant) -> PurchaseView:
    return await paid_by_invoice(database, make.payment_by_invoice(owner, channel=Channel.MERCHANT))


async def test_the_same_void_at_once_is_one_void_and_all_are_shown_it(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    views = await asyncio.gather(*(void_once(database, view) for _ in range(8)))
    assert [shown.purchase for shown in views] == [views[0].purchase] * 8
    assert await count(database, "claim", "kind = 'credit_note'") == 1


async def test_a_capture_repeated_after_a_void_is_shown_the_void(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    await capture_once(database, view)
    command = VoidPurchase(merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda connection: void_purchase(command, make.work(connection)))
    assert (await capture_once(database, view)).purchase.events[-1].kind is Kind.VOIDED


async def test_a_key_is_good_for_one_purchase_only(database: Database, merchant: Merchant) -> None:
    one, other = await bought(database, merchant), await bought(database, merchant)
    await void_once(database, one)
    with pytest.raises(IdempotencyConflictError):
        await void_once(database, other)
    assert (await shown(database, other)).purchase == other.purchase


async def test_a_key_is_good_for_one_route_only(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    await capture_once(database, view)
    with pytest.raises(IdempotencyConflictError):
        await void_once(database, view)
    command = make.payment_by_invoice(merchant, fingerprint="pay")
    with pytest.raises(IdempotencyConflictError):
        await paid_by_invoice(database, command, idempotency_key="k")
    assert await count(database, "purchase") == 1


async def test_two_routes_racing_for_a_key_have_one_winner(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    command = make.payment_by_invoice(merchant, fingerprint="pay")
    paying = database.run(lambda c: pay_by_invoice(command, make.work(c, idempotency_key="k")))
    told = await asyncio.gather(void_once(database, view), paying, return_exceptions=True)
    lost = [result for result in told if isinstance(result, BaseException)]
    assert [type(error) for error in lost] == [IdempotencyConflictError]
    assert await count(database, "idempotency") == 1


async def test_two_merchants_may_use_the_same_key(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, "SE", "T22223333")
    for owner in (merchant, other):
        await paid_by_invoice(database, make.payment_by_invoice(owner, fingerprint="pay"), idempotency_key="k")
    assert await count(database, "purchase") == 2


async def test_what_fails_does_not_use_up_its_key(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)

    async def fails(_work: Work) -> PurchaseView:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await once(database, view, f"void {view.purchase.purchase_id}", fails)
    assert (await void_once(database, view)).purchase.voided_minor == 12_500
