"""Calls to merchants: in order per subject and endpoint, tried again by the schedule, given up where it is seen."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg

from fordring.channels import retry
from fordring.channels.callback import HTTPCall, HTTPCallbacks, HTTPChannel
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.domain.telling import Topic
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.sender import LIMITS, SendingPace, run_sender
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.messages import Message
from fordring.services.views import PurchaseView
from fordring.storage import calls, outbox
from fordring.storage.calls import OutgoingCall
from fordring.storage.outbox import Attempted
from fordring.storage.transaction import Database
from jobs.outgoing import LATER, Installation, word
from jobs.stage import until
from support import make

EVERYTHING = Callback("https://shop.example/cb", frozenset(Kind))
AUTHORIZED = Callback("https://shop.example/cb", frozenset({Kind.AUTHORIZED}))
REFUSED = Outcome("failed", "refused with 404", 404)
PURCHASE, DECIDED = Topic.PURCHASE, Topic.AUTHORIZATION
SWIFT = SendingPace(poll=timedelta(milliseconds=10), at_once=64)


@dataclass
class Awkward:
    """A way out in front of another: it refuses what names `name` in its body, and holds back what goes to `host`."""

    behind: HTTPChannel
    name: str = "nobody"
    host: str = "nowhere"
    release: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, call: HTTPCall, /) -> Outcome:
        """Refuse, wait, or pass it on."""
        if self.name in call.body.decode():
            return LATER
        if self.host in call.url:
            await self.release.wait()
        return await self.behind.send(call)


async def calls_of(house: Installation, view: PurchaseView) -> list[OutgoingCall]:
    async with house.database.reading() as connection:
        return await calls.of_purchase(connection, view.claim.merchant_id, view.purchase.purchase_id)


async def outcomes(house: Installation, call: OutgoingCall) -> list[tuple[int, str | None, int | None]]:
    async with house.database.reading() as connection:
        attempts = (await calls.attempts_of(connection, [call]))[call.call_id]
    return [(each.attempt_no, each.outcome, each.status_code) for each in attempts]


async def test_an_authorized_purchase_is_told_once(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path, calls=[Outcome("delivered", "answered 200", 200)])
    view = await house.pay(merchant, callback=AUTHORIZED)
    assert await house.call_out(merchant) == 1
    assert await house.call_out(merchant) == 0
    [call] = await calls_of(house, view)
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
        [attempt] = (await calls.attempts_of(connection, [call]))[call.call_id]
    assert attempt.detail == "the address is not public"


async def test_the_schedule_is_followed_to_its_end_and_then_the_call_is_listed(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, calls=[LATER] * 99)
    view = await house.pay(merchant, callback=AUTHORIZED)
    waits: list[int] = []
    while await house.call_out(merchant):
        [call] = await calls_of(house, view)
        if call.next_try_at is not None:
            waits.append(round((call.next_try_at - house.wall.now) / timedelta(seconds=1)))
            house.wall.now = call.next_try_at
    assert tuple(timedelta(seconds=wait) for wait in waits) == retry.CALLBACKS.delays
    assert (call.state, call.attempts) == ("failed", 21)
    async with database.reading() as connection:
        [listed] = await calls.given_up(connection)
    assert (listed.call, listed.account_id, listed.detail) == (call, merchant.account_id, LATER.detail)


async def test_a_later_call_waits_until_the_earlier_one_is_delivered(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, calls=[LATER])
    view = await house.pay(merchant, callback=EVERYTHING)
    command = VoidPurchase(merchant.merchant_id, view.purchase.purchase_id)
    await database.run(lambda connection: void_purchase(command, house.jobs.work(connection)))
    assert await house.call_out(merchant) == 1
    assert [call.attempts for call in await calls_of(house, view)] == [1, 0, 0, 0]
    house.wall.now += timedelta(seconds=11)
    assert await house.call_out(merchant) == 4
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


async def test_callbacks_and_each_subscription_are_lines_of_their_own(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    hooks = [await house.subscribe(merchant, topic, url=f"https://{topic}.example/") for topic in (PURCHASE, DECIDED)]
    view = await house.pay(merchant, callback=AUTHORIZED)
    await house.call_out(merchant)
    told = sorted((request.method, request.url, request.body.decode()) for request in house.private.sent)
    subject = f"purchase {view.purchase.purchase_id}"
    assert told == [
        ("GET", "https://shop.example/cb?event=authorized", ""),
        ("POST", hooks[1].url, f"authorization {subject}"),
        ("POST", hooks[0].url, f"purchase {subject}"),
    ]


async def test_what_cannot_be_delivered_holds_up_only_its_own_line(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await house.subscribe(merchant, PURCHASE)
    poisonous, healthy = await house.pay(merchant, callback=EVERYTHING), await house.pay(merchant, callback=EVERYTHING)
    house.send_by(Awkward(house.private, name=str(poisonous.purchase.purchase_id)))
    await house.call_out(merchant)
    assert {call.state for call in await calls_of(house, healthy)} == {"delivered"}
    assert [(call.topic, call.state) for call in await calls_of(house, poisonous)] == [
        *[("callback", "delivered")] * 3,
        ("purchase", "waiting"),
    ]


async def test_a_call_that_cannot_be_worded_is_tried_later_and_the_others_go(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    sick, well = await house.pay(merchant, callback=AUTHORIZED), await house.pay(merchant, callback=AUTHORIZED)

    def clumsy(message: Message, wall: datetime) -> HTTPCall:
        if message.call.purchase_id == sick.purchase.purchase_id:
            raise KeyError("a fault of ours")
        return word(message, wall)

    house.jobs = replace(house.jobs, word_call=clumsy)
    assert await house.call_out(merchant) == 2
    [[waits], [delivered]] = [await calls_of(house, view) for view in (sick, well)]
    assert (waits.state, delivered.state) == ("waiting", "delivered")
    async with database.reading() as connection:
        [attempt] = (await calls.attempts_of(connection, [waits]))[waits.call_id]
    assert (attempt.outcome, attempt.detail) == ("retry", "not sent, a fault of ours: KeyError")


async def test_a_call_whose_subject_is_gone_does_not_stop_the_others(
    database: Database, merchant: Merchant, tmp_path: Path, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    house = Installation(database, tmp_path)
    views = [await house.pay(merchant, callback=AUTHORIZED) for _ in range(3)]
    await owner.execute("DELETE FROM document WHERE claim_id = $1", views[0].claim.claim_id)
    assert await house.call_out(merchant) == 3
    states = [call.state for view in views for call in await calls_of(house, view)]
    assert states == ["waiting", "delivered", "delivered"]


async def test_what_a_lost_sender_had_in_hand_is_sent_by_another_when_its_time_is_over(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant, callback=AUTHORIZED)
    async with database.transaction() as connection:
        [taken] = await outbox.take(connection, house.wall(), 9, LIMITS)
    house.wall.now += LIMITS.callback_lease
    assert await house.call_out(merchant) == 1
    async with database.transaction() as connection:
        late = Attempted(taken, house.wall(), house.wall(), "failed", "failed")
        assert await outbox.record(connection, [late]) == []
    [call] = await calls_of(house, view)
    assert await outcomes(house, call) == [(1, "lost", None), (2, "delivered", None)]


async def test_one_endpoint_gets_only_so_many_at_once_and_the_others_are_served(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    for _ in range(5):
        await house.pay(merchant, callback=AUTHORIZED)
    other = await make.merchant(database, "SE", "T22223333", number_prefix="BBBBB")
    await house.pay(other, callback=AUTHORIZED)
    few = replace(LIMITS, at_one_endpoint=2)
    async with database.transaction() as connection:
        first = await outbox.take(connection, house.wall(), 9, few)
        second = await outbox.take(connection, house.wall(), 9, few)
    assert sorted(Counter(call.merchant_id for call in first).values()) == [1, 2]
    assert second == []


async def test_two_senders_share_the_work_and_send_nothing_twice(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house, stop = Installation(database, tmp_path), asyncio.Event()
    for _ in range(12):
        await house.pay(merchant, callback=EVERYTHING)
    senders = [asyncio.create_task(run_sender(house.jobs, stop, SWIFT)) for _ in range(2)]

    async def all_sent() -> bool:
        return len(house.private.sent) >= 36

    await until(all_sent)
    stop.set()
    await asyncio.gather(*senders)
    ids = [request.headers["event-delivery"] for request in house.private.sent]
    assert len(set(ids)) == len(ids) == 36
    async with database.reading() as connection:
        states = await connection.fetch("SELECT DISTINCT state FROM outgoing_call")
    assert [row["state"] for row in states] == ["delivered"]


async def test_a_hanging_endpoint_holds_up_no_other(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house, stop = Installation(database, tmp_path), asyncio.Event()
    awkward = Awkward(house.private, host="hangs.example")
    house.send_by(awkward)
    await house.subscribe(merchant, PURCHASE, url="https://hangs.example/")
    views = [await house.pay(merchant, callback=AUTHORIZED) for _ in range(20)]
    sender = asyncio.create_task(run_sender(house.jobs, stop, SWIFT))

    async def all_called_back() -> bool:
        return len(house.private.sent) == len(views)

    await until(all_called_back)
    awkward.release.set()
    stop.set()
    await sender
    assert Counter(request.method for request in house.private.sent[:20]) == {"GET": 20}


async def test_an_outcome_that_no_column_can_hold_is_recorded_without_what_was_said(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, calls=[Outcome("retry", "a\0b\ud800"), LATER])
    odd, well = await house.pay(merchant, callback=AUTHORIZED), await house.pay(merchant, callback=AUTHORIZED)

    def mangled(message: Message, wall: datetime) -> HTTPCall:
        headers = {"X-Odd": "\0"} if message.call.purchase_id == odd.purchase.purchase_id else {}
        return replace(word(message, wall), headers=headers)

    house.jobs = replace(house.jobs, word_call=mangled)
    assert await house.call_out(merchant) == 2
    [[strange], [plain]] = [await calls_of(house, view) for view in (odd, well)]
    async with database.reading() as connection:
        attempts = await calls.attempts_of(connection, [strange, plain])
    assert [its.outcome for [its] in attempts.values()] == ["retry", "retry"]
    assert attempts[strange.call_id][0].detail == "what was said cannot be kept"
    assert attempts[plain.call_id][0].request is not None
