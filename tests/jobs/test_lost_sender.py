"""A sender that is killed with a call in its hands loses nothing: the receiver hears of it from the next one."""

import asyncio
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from channels.receivers import Receiver, receiver
from fordring.channels.callback import HTTPCallbacks
from fordring.channels.reach import ALLOW_INSECURE
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.domain.telling import Topic
from fordring.jobs.sender import LIMITS
from fordring.storage import calls
from fordring.storage.transaction import Connection, Database
from jobs.outgoing import Installation
from jobs.stage import until

ROOT = Path(__file__).parents[2]
DELIVERY = re.compile(rb"event-delivery: (\S+)", re.IGNORECASE)
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class PowerCutError(Exception):
    """What ends a transaction in its middle."""


async def send_until_heard_and_kill(dsn: str, shop: Receiver, many: int) -> None:
    """Start a sender in a process of its own; once the receiver has heard of so many calls, kill it with SIGKILL."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "jobs.doomed_sender", dsn, cwd=ROOT, env=environment
    )

    async def heard() -> bool:
        return len(shop.requests) == many

    try:
        await until(heard, 60)
    finally:
        process.kill()
        await process.wait()


async def test_what_a_killed_sender_had_in_its_hands_is_told_again_under_the_same_id(
    database: Database, app_dsn: str, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    house.wall.now = datetime.now(UTC)
    async with receiver(b"", hold=True) as shop, HTTPCallbacks(ALLOW_INSECURE) as channel:
        address = f"http://127.0.0.1:{shop.port}/"
        await house.subscribe(merchant, Topic.PURCHASE, url=address)
        await house.pay(merchant, callback=Callback(address, frozenset({Kind.AUTHORIZED})))
        await send_until_heard_and_kill(app_dsn, shop, 2)
        shop.answer, shop.hold = GOOD, False
        house.send_by(channel)
        house.wall.now = datetime.now(UTC) + LIMITS.hook_lease
        assert await house.call_out(merchant) == 2
        heard = [found[1] for request in shop.requests if (found := DELIVERY.search(request))]
    assert len(heard) == 4
    assert set(heard[:2]) == set(heard[2:])
    async with database.reading() as connection:
        owed = [calls.call_of(row) for row in await connection.fetch("SELECT * FROM outgoing_call")]
        attempts = await calls.attempts_of(connection, owed)
    assert {call.state for call in owed} == {"delivered"}
    assert [[each.outcome for each in its] for its in attempts.values()] == [["lost", "delivered"]] * 2


async def test_what_was_not_committed_is_not_told_and_what_was_is(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await house.subscribe(merchant, Topic.PURCHASE)
    kept = await house.pay(merchant)

    async def cut_off(connection: Connection) -> None:
        await house.pay_in(connection, merchant)
        raise PowerCutError

    with pytest.raises(PowerCutError):
        await database.run(cut_off)
    await house.call_out(merchant)
    subject = f"purchase {kept.purchase.purchase_id}"
    assert [request.body.decode() for request in house.private.sent] == [f"purchase {subject}"]
