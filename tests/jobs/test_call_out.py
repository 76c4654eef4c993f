"""Callbacks: worded by a face, in order per purchase, tried again by the schedule, given up where it is seen."""

from datetime import timedelta
from pathlib import Path

from fordring.channels import retry
from fordring.channels.callback import HTTPCallbacks
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.jobs.context import JobsContext, Outlets
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.views import PurchaseView
from fordring.storage import calls
from fordring.storage.calls import OutgoingCall
from fordring.storage.transaction import Database
from jobs.outgoing import FAR, LATER, Installation, Wall, word
from support import make

EVERYTHING = Callback("https://shop.example/cb", frozenset(Kind))
AUTHORIZED = Callback("https://shop.example/cb", frozenset({Kind.AUTHORIZED}))
REFUSED = Outcome("failed", "refused with 404", 404)


async def calls_of(house: Installation, view: PurchaseView) -> list[OutgoingCall]:
    async with house.database.reading() as connection:
        return await calls.of_purchase(connection, view.claim.merchant_id, view.purchase.purchase_id)


async def outcomes(house: Installation, call: OutgoingCall) -> list[tuple[int, str | None, int | None]]:
    async with house.database.reading() as connection:
        attempts = await calls.attempts_of(connection, call)
    return [(each.attempt_no, each.outcome, each.status_code) for each in attempts]


async def test_an_authorized_purchase_is_told_once(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path, calls=[Outcome("delivered", "answered 200", 200)])
    view = await house.pay(merchant, callback=AUTHORIZED)
    await house.run(merchant)
    [call] = await calls_of(house, view)
    await house.do("call_out", merchant, {"call_id": str(call.call_id)}, job_id=99)
    [request] = house.private.sent
    assert request.url == "https://shop.example/cb?event=authorized"
    assert request.headers["event-delivery"] == str(call.call_id)
    assert call.state == "delivered"
    assert await outcomes(house, call) == [(1, "delivered", 200)]


async def test_a_live_merchants_call_leaves_by_the_public_outlet(database: Database, tmp_path: Path) -> None:
    live = await make.merchant(database, "NO", "P11112222")
    house = Installation(database, tmp_path)
    await house.pay(live, callback=AUTHORIZED)
    await house.run(live)
    assert (len(house.public.sent), house.private.sent) == (1, [])


async def test_a_live_merchants_call_to_a_private_address_is_refused_for_good(
    database: Database, tmp_path: Path
) -> None:
    live = await make.merchant(database, "NO", "P11112222")
    house = Installation(database, tmp_path)
    async with HTTPCallbacks() as public:
        outlets = Outlets(public, house.private, house.email)
        house.jobs = JobsContext(database, house.jobs.blobs, house.wall, outlets, word)
        view = await house.pay(live, callback=Callback("https://10.0.0.1/cb", frozenset({Kind.AUTHORIZED})))
        await house.run(live)
    [call] = await calls_of(house, view)
    assert call.state == "failed"
    async with database.reading() as connection:
        [attempt] = await calls.attempts_of(connection, call)
    assert attempt.detail == "the address is not public"


async def test_the_schedule_is_followed_to_its_end_and_then_the_call_is_listed(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, calls=[LATER] * 99, wall=Wall(FAR))
    view = await house.pay(merchant, callback=AUTHORIZED)
    [call] = await calls_of(house, view)
    await house.do("call_out", merchant, {"call_id": str(call.call_id)})
    [call] = await calls_of(house, view)
    waits: list[int] = []
    for attempt in range(2, 99):
        if call.next_try_at is None:
            break
        waits.append(round((call.next_try_at - house.wall.now) / timedelta(seconds=1)))
        house.wall.now = call.next_try_at
        await house.do("call_out", merchant, {"call_id": str(call.call_id), "attempt": attempt}, attempt)
        [call] = await calls_of(house, view)
    assert tuple(timedelta(seconds=wait) for wait in waits) == retry.CALLBACKS.delays
    assert (call.state, call.attempts) == ("failed", 21)
    async with database.reading() as connection:
        assert await calls.given_up(connection) == [call]


async def test_a_later_call_waits_until_the_earlier_one_is_delivered(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, calls=[LATER], wall=Wall(FAR))
    view = await house.pay(merchant, callback=EVERYTHING)
    command = VoidPurchase(merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda connection: void_purchase(command, house.jobs.work(connection)))
    first, *others = await calls_of(house, view)
    for call in (*others, first):
        await house.do("call_out", merchant, {"call_id": str(call.call_id)})
    assert [call.attempts for call in await calls_of(house, view)] == [1, 0, 0, 0]
    await house.do("call_out", merchant, {"call_id": str(first.call_id), "attempt": 2})
    for call in others:
        assert f"call_out:{call.call_id}:1:after {call.event_no - 1}" in await house.queued()
        await house.do("call_out", merchant, {"call_id": str(call.call_id), "attempt": 1})
    told = [request.url.partition("event=")[2] for request in house.private.sent]
    assert told == ["initialized", "initialized", "authorized", "collection_started", "voided"]
    assert [call.state for call in await calls_of(house, view)] == ["delivered"] * 4


async def test_a_call_that_is_given_up_lets_the_next_one_go(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, calls=[REFUSED])
    view = await house.pay(merchant, callback=EVERYTHING)
    await house.run(merchant)
    assert [call.state for call in await calls_of(house, view)] == ["failed", "delivered", "delivered"]


async def test_a_killed_workers_call_is_made_again_by_its_own_job_only(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant, callback=AUTHORIZED)
    [call] = await calls_of(house, view)
    async with database.transaction() as connection:
        assert await calls.take(connection, merchant.merchant_id, call.call_id, 1, 7, house.wall())
    await house.do("call_out", merchant, {"call_id": str(call.call_id)}, job_id=8)
    assert house.private.sent == []
    await house.do("call_out", merchant, {"call_id": str(call.call_id)}, job_id=7)
    assert await outcomes(house, call) == [(1, "lost", None), (2, "delivered", None)]
