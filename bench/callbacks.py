"""Calls that wait for merchants, made by one worker as `fordring run` starts it; the receiver is another process."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from bench.figures import Figure
from bench.house import House, connected, fresh_database, public_url, settle
from bench.orders import open_merchants, payment, work
from bench.program import ROOT
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
FIRST = 200
LOOKS_MAX = 2_400
DELIVERED = "SELECT count(*) FROM outgoing_call WHERE state = 'delivered'"


@dataclass(frozen=True, slots=True)
class Receiver:
    """The merchant's server: its port, and where it says how long it took."""

    port: int
    process: asyncio.subprocess.Process

    async def seconds(self) -> float:
        """From the first request that is timed to the last, once all have come."""
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
    """A few calls go first, so that no table is empty when the database counts what is in them."""
    async with fresh_database(house, "bench_callbacks") as its, _receiver(FIRST, size.calls) as receiver:
        url = f"http://127.0.0.1:{receiver.port}/"
        async with connected(its, 8) as database:
            owners = await open_merchants(database, MERCHANTS)
            if subscribed:
                await asyncio.gather(*(_subscribed(database, owner, url) for owner in owners))
            await owe(database, owners, FIRST, None if subscribed else url)
            with _worker(its):
                await _until_recorded(database, FIRST)
            await owe(database, owners, size.calls, None if subscribed else url)
            await settle(its)
            with _worker(its):
                seconds = await receiver.seconds()
                await _until_recorded(database, FIRST + size.calls)
    return (size.calls - 1) / seconds


async def _until_recorded(database: Database, many: int) -> None:
    """Wait until so many calls are delivered, and recorded as that."""
    async with database.reading() as connection:
        for _ in range(LOOKS_MAX):
            if await connection.fetchval(DELIVERED) >= many:
                return
            await asyncio.sleep(0.05)
    raise TimeoutError("the worker does not record the calls")


async def owe(database: Database, owners: Sequence[Merchant], many: int, called_at: str | None) -> None:
    """So many purchases of these merchants, each of which owes one call, and nothing else to be done."""
    callback = None if called_at is None else Callback(called_at, frozenset({Kind.AUTHORIZED}))

    async def some(owner: Merchant, share: int) -> None:
        for _ in range(share):
            command = replace(payment(owner), callback=callback)
            await database.run(partial(_paid, command))

    shares = [many // len(owners) + (place < many % len(owners)) for place in range(len(owners))]
    await asyncio.gather(*map(some, owners, shares))
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM house.pgqueuer")


async def _subscribed(database: Database, owner: Merchant, url: str) -> None:
    hook = _hook(owner, url)
    await database.run(lambda connection: hooks.add(connection, hook))


async def _paid(command: PayByInvoice, connection: Connection) -> PurchaseView:
    return await pay_by_invoice(command, work(connection))


def _hook(owner: Merchant, url: str) -> Hook:
    now, topics = wall(), frozenset({Topic.PURCHASE})
    return Hook(owner.merchant_id, new_id(), url, topics, now, "bench", now, secret=str(new_id()))


@asynccontextmanager
async def _receiver(first: int, count: int) -> AsyncIterator[Receiver]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.receiver", str(first), str(count)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
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
