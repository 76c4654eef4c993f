"""A request under an idempotency key is done once, at once or later, and answered byte for byte for a day."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from starlette.responses import Response

from fordring.domain.errors import IdempotencyConflictError
from fordring.domain.merchant import Merchant
from fordring.faces.common.once import fingerprint, once
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage import idempotency
from fordring.storage.idempotency import Answer, Key
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from fordring.storage.work import Asker, Work
from support import make
from support.lives import count

ASKER = Asker("client", new_id())
A_DAY = timedelta(hours=24)


async def pay_once(
    database: Database, owner: Merchant, key: str = "k", mark: str = "pay", later: timedelta = timedelta()
) -> Answer:
    """Pay by invoice under the key; the answer bears an id of its own making, as a request's does."""

    async def verb(work: Work) -> PurchaseView:
        return await pay_by_invoice(make.payment_by_invoice(owner), work)

    def answer(view: PurchaseView) -> Response:
        return Response(f"{view.purchase.purchase_id} {new_id()}", 201)

    return await once(database, Key(owner.merchant_id, key, mark), make.WALL + later, ASKER, verb, answer)


async def test_the_same_request_at_once_is_done_once_and_all_are_answered_alike(
    database: Database, merchant: Merchant
) -> None:
    answers = await asyncio.gather(*(pay_once(database, merchant) for _ in range(8)))
    assert len(set(answers)) == 1
    assert answers[0].status == 201
    assert await count(database, "purchase") == 1


async def test_another_request_under_the_key_is_refused_and_does_nothing(
    database: Database, merchant: Merchant
) -> None:
    first = await pay_once(database, merchant)
    with pytest.raises(IdempotencyConflictError):
        await pay_once(database, merchant, mark="pay something else")
    assert await pay_once(database, merchant) == first
    assert await count(database, "purchase") == 1


async def test_two_merchants_may_use_the_same_key(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, "SE", "T22223333")
    for owner in (merchant, other):
        await pay_once(database, owner)
    assert await count(database, "purchase") == 2


async def test_a_key_holds_for_a_day_and_then_begins_anew(database: Database, merchant: Merchant) -> None:
    first = await pay_once(database, merchant)
    assert await pay_once(database, merchant, later=A_DAY - timedelta(seconds=1)) == first
    again = await pay_once(database, merchant, mark="another", later=A_DAY)
    assert again != first
    assert await pay_once(database, merchant, mark="another", later=A_DAY) == again


async def test_old_keys_are_forgotten(database: Database, merchant: Merchant) -> None:
    await pay_once(database, merchant)
    for later, left in ((A_DAY - timedelta(seconds=1), 1), (A_DAY, 0)):
        async with database.transaction() as connection:
            await idempotency.forget(connection, make.WALL + later)
        assert await count(database, "idempotency") == left


async def test_what_fails_does_not_use_up_its_key(database: Database, merchant: Merchant) -> None:
    async def fails(work: Work) -> PurchaseView:
        await pay_by_invoice(make.payment_by_invoice(merchant), work)
        raise TimeoutError

    key = Key(merchant.merchant_id, "k", "pay")
    with pytest.raises(TimeoutError):
        await once(database, key, make.WALL, ASKER, fails, lambda _view: Response())
    assert await count(database, "purchase") == 0
    purchase_id = UUID((await pay_once(database, merchant)).body.split()[0].decode())
    assert await count(database, "purchase", f"purchase_id = '{purchase_id}'") == 1


def test_a_fingerprint_tells_where_one_part_ends() -> None:
    assert fingerprint(b"a", b"b") != fingerprint(b"ab") != fingerprint(b"a", b"", b"b")
