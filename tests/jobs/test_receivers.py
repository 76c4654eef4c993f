"""What a merchant's server can do to a sender: each with a real one on loopback, and what is kept of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from channels.receivers import Names, Receiver, receiver
from fordring.channels.callback import BODY_BYTES_MAX, HTTPCallbacks
from fordring.channels.reach import ALLOW_INSECURE, Reach
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.domain.telling import Topic
from fordring.jobs.sender import LOGGED_MAX
from fordring.storage import calls
from fordring.storage.calls import CallAttempt, OutgoingCall
from fordring.storage.transaction import Database
from jobs.outgoing import Installation

# Stands in for the public network: one loopback address is "public", all others are inside.
ONE_ADDRESS = Reach(frozenset({"http"}), lambda address: address == "127.0.0.2")


@asynccontextmanager
async def sending(database: Database, folder: Path) -> AsyncIterator[Installation]:
    """An installation that sends over real sockets, and waits a fifth of a second for an answer."""
    house = Installation(database, folder)
    house.jobs = replace(house.jobs, in_place_limit=timedelta(seconds=0.2))
    async with HTTPCallbacks(ALLOW_INSECURE) as channel:
        house.send_by(channel)
        yield house


async def told(
    house: Installation, merchant: Merchant, url: str, *, subscribed: bool
) -> tuple[OutgoingCall, CallAttempt]:
    """A purchase told at `url`, once, by callback or to a subscription: the call and its last attempt."""
    if subscribed:
        await house.subscribe(merchant, Topic.PURCHASE, url=url)
        view = await house.pay(merchant)
    else:
        view = await house.pay(merchant, callback=Callback(url, frozenset({Kind.AUTHORIZED})))
    await house.call_out(merchant)
    async with house.database.reading() as connection:
        [call] = await calls.of_purchase(connection, merchant.merchant_id, view.purchase.purchase_id)
        attempts = (await calls.attempts_of(connection, [call]))[call.call_id]
    return call, attempts[-1]


def at(shop: Receiver) -> str:
    return f"http://127.0.0.1:{shop.port}/"


# how the server answers, what becomes of a callback, what of a delivery to a subscription, why
ANSWERS = """
200 OK                   delivered  delivered  answered 200
204 No Content           delivered  delivered  answered 204
302 Found                waiting    waiting    answered 302, and redirects are not followed
400 Bad Request          failed     waiting    400
410 Gone                 failed     waiting    410
500 Server Error         waiting    waiting    answered 500
"""


@pytest.mark.parametrize("subscribed", [False, True])
@pytest.mark.parametrize("row", ANSWERS.strip().splitlines())
async def test_an_answer_decides(
    row: str, *, subscribed: bool, database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    status, states, why = row[:25].strip(), row[25:47].split(), row[47:]
    async with receiver(status) as shop, sending(database, tmp_path) as house:
        call, attempt = await told(house, merchant, at(shop), subscribed=subscribed)
    assert (call.state, attempt.status_code) == (states[subscribed], int(status[:3]))
    assert why in (attempt.detail or "")
    assert shop.connections == 1


@pytest.mark.parametrize("subscribed", [False, True])
async def test_a_redirect_leads_nowhere(
    *, subscribed: bool, database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with receiver("200 OK") as inside, sending(database, tmp_path) as house:
        answer = f"HTTP/1.1 307 Elsewhere\r\nLocation: {at(inside)}\r\nContent-Length: 0\r\n\r\n".encode()
        async with receiver(answer) as shop:
            call, _ = await told(house, merchant, at(shop), subscribed=subscribed)
    assert (call.state, inside.connections) == ("waiting", 0)


@pytest.mark.parametrize("subscribed", [False, True])
async def test_a_server_that_hangs_is_left_and_tried_later(
    *, subscribed: bool, database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with receiver(b"", hold=True) as shop, sending(database, tmp_path) as house:
        call, attempt = await told(house, merchant, at(shop), subscribed=subscribed)
    assert (call.state, attempt.outcome, attempt.detail) == ("waiting", "retry", "no answer within 0.2 seconds")
    assert attempt.request is not None
    assert attempt.request["url"].startswith(at(shop))


async def test_of_a_gigabyte_the_start_is_kept_and_the_rest_not_read(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
    async with receiver(head, endless=True) as shop, sending(database, tmp_path) as house:
        call, attempt = await told(house, merchant, at(shop), subscribed=True)
    assert (call.state, attempt.response_body) == ("delivered", "x" * LOGGED_MAX)
    assert shop.sent_bytes < 500 * BODY_BYTES_MAX


async def test_a_name_that_turns_inward_on_the_second_look_is_refused_when_connecting(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    names = Names(["127.0.0.2", "127.0.0.1"])
    async with (
        receiver("500 Server Error", host="0.0.0.0") as shop,  # noqa: S104 - on both of the test's loopback addresses
        HTTPCallbacks(ONE_ADDRESS, resolver=names) as channel,
    ):
        house.send_by(channel)
        url = f"http://shop.example:{shop.port}/"
        call, first = await told(house, merchant, url, subscribed=True)
        house.wall.now += timedelta(seconds=11)
        await house.call_out(merchant)
    async with database.reading() as connection:
        _, second = (await calls.attempts_of(connection, [call]))[call.call_id]
    assert (first.status_code, second.status_code) == (500, None)
    assert second.detail == "the host's address is not public"
    assert shop.connections == 1


async def test_what_no_column_can_hold_is_kept_as_what_it_looks_like(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    answer = b"HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\na\x00\xffb"
    async with receiver(answer) as shop, sending(database, tmp_path) as house:
        _, attempt = await told(house, merchant, at(shop), subscribed=True)
    assert attempt.response_body == "a��b"
