"""Calls that wait for merchants, made by one worker as `fordring run` starts it; the receiver is another process."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from bench.figures import Figure
from bench.house import House, connected, fresh_database, public_url, settle
from bench.orders import open_merchants, payment, work
from bench.pay import ROOT
from bench.size import Size
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.domain.telling import Topic
from fordring.main.clock import wall
from fordring.main.processes import end, spawn
from fordring.services.checkout.pay_by_invoice import PayByInvoice, pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage import hooks
from fordring.storage.hooks import Hook
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database

PART = "callbacks"
PER_SECOND_MIN = 300
MERCHANTS = 4
STOP_SECONDS_MAX = 30


@dataclass(frozen=True, slots=True)
class Receiver:
    """The merchant's server: its port, and where it says how long it took."""

    port: int
    process: asyncio.subprocess.Process

    async def seconds(self) -> float:
        """From the first request to the last, once all have come."""
        assert self.process.stdout is not None
        return float(json.loads(await self.process.stdout.readline())["seconds"])


async def measure(house: House, size: Size) -> list[Figure]:
    """Callbacks a second, and deliveries to subscriptions a second."""
    called = await _drained(house, size, subscribed=False)
    delivered = await _drained(house, size, subscribed=True)
    asked = f"at least {PER_SECOND_MIN} a second"
    return [
        Figure(
            PART, f"{size.calls:,} {what}, one worker", f"{rate:,.0f} a second", "", None, asked, rate >= PER_SECOND_MIN
        )
        for what, rate in (("callbacks", called), ("deliveries to subscriptions", delivered))
    ]


async def _drained(house: House, size: Size, *, subscribed: bool) -> float:
    async with fresh_database(house, "bench_callbacks") as its, _receiver(size.calls) as receiver:
        async with connected(its, 8) as database:
            await owe(database, size.calls, f"http://127.0.0.1:{receiver.port}/", subscribed=subscribed)
        await settle(its)
        with _worker(its):
            seconds = await receiver.seconds()
        async with connected(its, 1) as database, database.reading() as connection:
            done = await connection.fetchval("SELECT count(*) FROM outgoing_call WHERE state = 'delivered'")
    if done != size.calls:
        raise RuntimeError(f"{done} of {size.calls} calls were recorded")
    return (size.calls - 1) / seconds


async def owe(database: Database, many: int, url: str, *, subscribed: bool) -> None:
    """So many purchases of a few merchants, each of which owes one call to `url`, and nothing else to be done."""
    owners = await open_merchants(database, MERCHANTS)
    callback = None if subscribed else Callback(url, frozenset({Kind.AUTHORIZED}))

    async def some(owner: Merchant, share: int) -> None:
        if subscribed:
            await database.run(lambda connection: hooks.add(connection, _hook(owner, url)))
        for _ in range(share):
            command = replace(payment(owner), callback=callback)
            await database.run(partial(_paid, command))

    shares = [many // MERCHANTS + (place < many % MERCHANTS) for place in range(MERCHANTS)]
    await asyncio.gather(*map(some, owners, shares))
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM house.pgqueuer")


async def _paid(command: PayByInvoice, connection: Connection) -> PurchaseView:
    return await pay_by_invoice(command, work(connection))


def _hook(owner: Merchant, url: str) -> Hook:
    now, topics = wall(), frozenset({Topic.PURCHASE})
    return Hook(owner.merchant_id, new_id(), url, topics, now, "bench", now, secret=str(new_id()))


@asynccontextmanager
async def _receiver(expected: int) -> AsyncIterator[Receiver]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.receiver", str(expected)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield Receiver(int(await process.stdout.readline()), process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@contextmanager
def _worker(house: House) -> Iterator[None]:
    """The worker as `fordring run` starts it; ended afterwards, what it has in hand finished and recorded."""
    environment = os.environ | {
        "FORDRING_VAR": str(house.folder / "var"),
        "FORDRING_DATABASE_URL": house.app_dsn,
        "FORDRING_PUBLIC_URL": public_url(8080),
        "FORDRING_BLOBS": (house.folder / "blobs").as_uri(),
        "FORDRING_ALLOW_PRIVATE_CALLBACKS": "yes",
    }
    with (house.folder / "worker.log").open("ab") as log:
        process = spawn((sys.executable, "-m", "fordring.main.worker"), environment, output=log)
        try:
            yield
        finally:
            end(process, STOP_SECONDS_MAX)
