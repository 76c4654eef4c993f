"""Verbs that meet at one purchase: they queue up at its claim, and each sees what the one before it did."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence

import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Channel, Kind
from fordring.domain.references import issue_reference
from fordring.services.checkout.set_second_reference import SetSecondReference, set_second_reference
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from support import make
from support.lives import balances, captured, count, paid_by_invoice, received, shown, voided

ROUNDS = 6


async def at_once(*verbs: Awaitable[object]) -> list[str]:
    """Run the verbs at the same time; for each `done`, or the name of the error it raised."""
    results = await asyncio.gather(*verbs, return_exceptions=True)
    return ["done" if not isinstance(result, BaseException) else type(result).__name__ for result in results]


async def undelivered(database: Database, owner: Merchant, many: int = ROUNDS) -> Sequence[PurchaseView]:
    command = make.payment_by_invoice(owner, channel=Channel.MERCHANT)
    return [await paid_by_invoice(database, command) for _ in range(many)]


async def named(database: Database, view: PurchaseView, name: str) -> PurchaseView:
    command = SetSecondReference(view.merchant.merchant_id, view.purchase.purchase_id, name)
    return await database.run(lambda connection: set_second_reference(command, make.work(connection)))


def kinds(view: PurchaseView) -> Counter[Kind]:
    return Counter(event.kind for event in view.purchase.events)


async def test_of_eight_voids_at_once_one_credits(database: Database, merchant: Merchant) -> None:
    (view,) = await undelivered(database, merchant, 1)
    told = Counter(await at_once(*(voided(database, view) for _ in range(8))))
    assert told == {"done": 1, IllegalTransitionError.__name__: 7}
    assert await count(database, "claim", "kind = 'credit_note'") == 1
    assert kinds(await shown(database, view))[Kind.VOIDED] == 1


async def test_of_eight_captures_at_once_one_starts_collection(database: Database, merchant: Merchant) -> None:
    (view,) = await undelivered(database, merchant, 1)
    assert Counter(await at_once(*(captured(database, view) for _ in range(8)))) == {"done": 8}
    assert kinds(await shown(database, view))[Kind.COLLECTION_STARTED] == 1
    assert await count(database, "claim_event", "kind = 'collection_started'") == 1


async def test_a_capture_racing_a_void_comes_before_it_or_is_refused(database: Database, merchant: Merchant) -> None:
    for view in await undelivered(database, merchant):
        told = await at_once(captured(database, view), voided(database, view))
        after = await shown(database, view)
        started = kinds(after)[Kind.COLLECTION_STARTED]
        assert told == ["done" if started else IllegalTransitionError.__name__, "done"]
        assert after.purchase.status is Status.VOIDED
        assert after.claim.collection_started is bool(started)
        assert after.purchase.events[-1].kind is Kind.VOIDED


@pytest.mark.parametrize("paid", [4_000, 12_500])
async def test_money_racing_a_void_is_kept_or_owed_back_but_never_both(
    database: Database, merchant: Merchant, paid: int
) -> None:
    kept = back = 0
    for view in await undelivered(database, merchant):
        told = await at_once(received(database, view.claim, paid), voided(database, view))
        after = (await shown(database, view)).purchase
        assert after.captured_minor in {0, paid}
        paid_in_full = after.captured_minor == 12_500
        assert told == ["done", IllegalTransitionError.__name__ if paid_in_full else "done"]
        assert after.status is (Status.CAPTURED if paid_in_full else Status.VOIDED)
        assert after.open_minor == 0
        kept += after.captured_minor
        back += paid - after.captured_minor
    found = await balances(database, merchant)
    assert found.pop("client_funds NOK") == kept + back
    assert found == {name: -minor for name, minor in (("owed.merchant NOK", kept), ("owed.payer NOK", back)) if minor}


async def test_payments_racing_each_other_cover_the_claim_once(database: Database, merchant: Merchant) -> None:
    (view,) = await undelivered(database, merchant, 1)
    await at_once(*(received(database, view.claim, 2_000) for _ in range(8)), captured(database, view))
    after = (await shown(database, view)).purchase
    assert (after.status, after.captured_minor) == (Status.CAPTURED, 12_500)
    assert sorted(event.event_no for event in after.events) == list(range(1, len(after.events) + 1))
    found = await balances(database, merchant)
    assert (found["owed.merchant NOK"], found["owed.payer NOK"]) == (-12_500, -3_500)


async def test_a_second_reference_given_while_money_comes_is_not_lost(database: Database, merchant: Merchant) -> None:
    for view in await undelivered(database, merchant):
        await at_once(received(database, view.claim, 500), named(database, view, "shop-77"), captured(database, view))
        after = await shown(database, view)
        assert (after.purchase.merchant_reference_2, after.purchase.captured_minor) == ("shop-77", 500)
        assert after.claim.collection_started


async def test_verbs_on_many_purchases_at_once_meet_no_deadlock(database: Database, merchant: Merchant) -> None:
    views = await undelivered(database, merchant, 16)
    verbs = [verb(database, view) for view in views for verb in (captured, voided, captured)]
    money = [received(database, view.claim, 12_000) for view in reversed(views)]
    told = await at_once(*verbs, *money)
    assert set(told) <= {"done", IllegalTransitionError.__name__}
    async with database.reading() as connection:
        deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        assert await connection.fetchval(deadlocks) == 0


async def test_a_payment_reference_that_a_client_has_taken_is_passed_over(
    database: Database, merchant: Merchant
) -> None:
    first = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    account = merchant.bank_account
    taken = issue_reference(account.agreement, first.claim.claim_no + 1)
    await database.run(
        lambda connection: connection.execute(
            "INSERT INTO house.reference (bank_account_id, reference, merchant_id, claim_id) VALUES ($1, $2, $3, $4)",
            account.bank_account_id,
            taken,
            merchant.merchant_id,
            first.claim.claim_id,
        )
    )
    second = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    assert second.claim.claim_no == first.claim.claim_no + 2
    assert (second.claim.number, second.claim.reference) != ("A1B2C-000002", taken)
    assert second.claim.number == "A1B2C-000002"
