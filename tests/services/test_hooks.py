"""Subscriptions: what is owed to which, what stops one, and what becomes of what waits for it."""

from dataclasses import replace
from typing import Any

import pytest

from fordring.domain.errors import BusyError, InactiveSubscriptionError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.domain.telling import GIVEN_UP_MAX, NEWS, Topic
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.hooks.end_subscription import EndSubscription, end_subscription
from fordring.services.hooks.note_deliveries import note_deliveries
from fordring.services.hooks.subscribe import Subscribe, subscribe
from fordring.services.hooks.try_again import TryAgain, try_again
from fordring.storage import calls, hooks
from fordring.storage.calls import OutgoingCall
from fordring.storage.hooks import Hook
from fordring.storage.telling import owing_of, told_row
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import BULK_ROWS, Unit
from support import make
from support.lives import paid_by_invoice

URL = "https://shop.example/hook"


async def subscribed(database: Database, merchant: Merchant, *topics: Topic, **more: Any) -> Hook:
    command = Subscribe(merchant.merchant_id, URL, frozenset(topics or Topic), **more)

    async def verb(connection: Connection) -> Hook:
        work = make.work(connection)
        hook = await subscribe(command, work)
        await work.unit.flush()
        return hook

    return await database.run(verb)


async def owed(database: Database, topic: Topic | None = None) -> list[OutgoingCall]:
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT * FROM outgoing_call ORDER BY created_at, event_no, topic")
    return [call for call in map(calls.call_of, rows) if topic in {None, call.topic}]


async def ended(database: Database, call: OutgoingCall, *states: str) -> None:
    """The call ended so, one time after the other."""
    told = [replace(call, state=state) for state in states]
    await database.run(lambda connection: note_deliveries(told, make.work(connection)))


async def shown(database: Database, hook: Hook) -> Hook:
    async with database.reading() as connection:
        return await hooks.get(connection, hook.merchant_id, hook.hook_id)


def test_every_kind_of_news_is_of_a_topic_one_can_subscribe_to() -> None:
    assert {topic for topics in NEWS.values() for topic in topics} == {Topic.PURCHASE, Topic.AUTHORIZATION}


async def test_a_purchase_is_owed_once_to_each_active_subscription_to_its_topic(
    database: Database, merchant: Merchant
) -> None:
    whole = await subscribed(database, merchant)
    decided = await subscribed(database, merchant, Topic.AUTHORIZATION)
    await subscribed(database, merchant, Topic.PAYOUT)
    await subscribed(database, merchant, active=False)
    stranger = await make.merchant(database, "SE", "T22223333", number_prefix="BBBBB")
    await subscribed(database, stranger)
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    told = [call for call in await owed(database) if call.purchase_id]
    assert {(call.topic, call.hook_id, call.event_no) for call in told} == {
        (Topic.AUTHORIZATION, whole.hook_id, 2),
        (Topic.AUTHORIZATION, decided.hook_id, 2),
        (Topic.PURCHASE, whole.hook_id, 2),
    }
    assert (len(told), {call.subject for call in told}) == (3, {f"purchase {view.purchase.purchase_id}"})


async def test_a_void_is_news_and_the_start_of_collection_is_not(database: Database, merchant: Merchant) -> None:
    await subscribed(database, merchant, Topic.PURCHASE)
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))

    async def verb(connection: Connection) -> None:
        work = make.work(connection)
        await void_purchase(VoidPurchase(merchant.merchant_id, view.purchase.purchase_id), work)
        await work.unit.flush()

    await database.run(verb)
    assert [call.event_no for call in await owed(database, Topic.PURCHASE)] == [2, 4]


async def test_many_events_at_once_are_owed_as_one_is(database: Database, merchant: Merchant) -> None:
    hook = await subscribed(database, merchant, Topic.PURCHASE)
    purchase_id = (await paid_by_invoice(database, make.payment_by_invoice(merchant))).purchase.purchase_id

    async def verb(connection: Connection) -> None:
        unit = Unit(connection)
        for number in range(2 * BULK_ROWS):
            row = told_row(merchant.merchant_id, "many", number, [Topic.PURCHASE], make.WALL)
            unit.add("told", {**row, "purchase_id": purchase_id})
        await unit.flush()

    await database.run(verb)
    many = [call for call in await owed(database, Topic.PURCHASE) if call.subject == "many"]
    assert (len(many), {call.hook_id for call in many}) == (2 * BULK_ROWS, {hook.hook_id})


async def test_a_run_in_sql_owes_callbacks_and_deliveries_as_the_docstring_says(
    database: Database, merchant: Merchant
) -> None:
    await subscribed(database, merchant, Topic.PURCHASE)
    callback = Callback("https://shop.example/cb", frozenset({Kind.VOIDED}), 30)
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, callback=callback))
    rows = (owing_of.__doc__ or "").split("'''")[1]
    added = "WITH added AS (SELECT $2::uuid AS merchant_id, $3::uuid AS purchase_id, 9 AS event_no, 'voided' AS kind) "
    async with database.transaction() as connection:
        values = make.WALL, merchant.merchant_id, view.purchase.purchase_id
        await connection.execute(added + owing_of(rows), *values)
    told = [(call.topic, call.subject, call.hook_id is None) for call in await owed(database) if call.event_no == 9]
    subject = f"purchase {view.purchase.purchase_id}"
    assert sorted(told) == [(Topic.CALLBACK, subject, True), (Topic.PURCHASE, subject, False)]


async def test_so_many_given_up_in_a_row_stop_it_and_drop_what_waits(database: Database, merchant: Merchant) -> None:
    hook = await subscribed(database, merchant)
    [ping] = await owed(database)
    await ended(database, ping, *["failed"] * (GIVEN_UP_MAX - 1))
    before = await shown(database, hook)
    await ended(database, ping, "failed")
    after = await shown(database, hook)
    assert (before.failures, before.active) == (GIVEN_UP_MAX - 1, True)
    assert (after.active, after.stopped_because) == (False, "10 deliveries in a row were given up")
    assert [call.state for call in await owed(database)] == ["dropped"]


async def test_one_that_succeeds_makes_them_count_anew(database: Database, merchant: Merchant) -> None:
    hook = await subscribed(database, merchant)
    [ping] = await owed(database)
    await ended(database, ping, *["failed"] * (GIVEN_UP_MAX - 1))
    await ended(database, ping, "failed", "delivered", "failed", "waiting", "failed")
    after = await shown(database, hook)
    assert (after.failures, after.active) == (2, True)
    await ended(database, ping, "delivered")
    assert (await shown(database, hook)).failures == 0


async def test_what_is_asked_for_again_has_all_its_tries_and_its_own_id(database: Database, merchant: Merchant) -> None:
    hook = await subscribed(database, merchant)
    [ping] = await owed(database)
    async with database.transaction() as connection:
        given_up = "UPDATE outgoing_call SET state = 'failed', attempts = 5, next_try_at = NULL, finished_at = $1"
        await connection.execute(given_up, make.WALL)
    command = TryAgain(ping.call_id, merchant.merchant_id, hook.hook_id)
    again = await database.run(lambda connection: try_again(command, make.work(connection)))
    assert (again.call_id, again.state, again.tries, again.attempts) == (ping.call_id, "waiting", 0, 5)
    operator = TryAgain(ping.call_id)
    assert await database.run(lambda connection: try_again(operator, make.work(connection))) == again


async def test_what_cannot_be_tried_again_says_why(database: Database, merchant: Merchant) -> None:
    hook, other = await subscribed(database, merchant), await subscribed(database, merchant)
    ping = next(call for call in await owed(database) if call.hook_id == hook.hook_id)

    async def ask(command: TryAgain) -> None:
        await database.run(lambda connection: try_again(command, make.work(connection)))

    async def change(statement: str) -> None:
        async with database.transaction() as connection:
            await connection.execute(statement)

    with pytest.raises(NotFoundError):
        await ask(TryAgain(hook.hook_id))
    with pytest.raises(NotFoundError):
        await ask(TryAgain(ping.call_id, merchant.merchant_id, other.hook_id))
    await change("UPDATE outgoing_call SET state = 'sending'")
    with pytest.raises(BusyError):
        await ask(TryAgain(ping.call_id))
    await change("UPDATE hook SET active = false")
    with pytest.raises(InactiveSubscriptionError):
        await ask(TryAgain(ping.call_id))
    end = EndSubscription(merchant.merchant_id, hook.hook_id)
    await database.run(lambda connection: end_subscription(end, make.work(connection)))
    with pytest.raises(NotFoundError):
        await ask(TryAgain(ping.call_id))
