"""Stamps of claims: whoever polls for what changed neither loops nor misses a change, whatever others are doing."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.storage import claims, stamps
from fordring.storage.searching import ClaimFilter, page
from fordring.storage.transaction import Connection, Database
from storage.test_claims import added, draft, stored
from support import make

if TYPE_CHECKING:
    from support.database import RunDatabases

TODAY = date(2026, 11, 16)
STEPS = 60


class Poller:
    """Asks as clients do: page by page, oldest first, from the last stamp it saw."""

    def __init__(self, database: Database, owner: Merchant) -> None:
        self.database, self.days, self.last = database, {owner.merchant_id: TODAY}, 0
        self.seen: list[int] = []

    async def poll(self) -> list[int]:
        """The public ids of what changed since the last time; the stamps grow, or this fails."""
        told: list[int] = []
        async with self.database.reading() as connection:
            while True:
                wanted = ClaimFilter(days=self.days, after=self.last, before=await stamps.horizon(connection))
                found = (await page(connection, wanted, 3, 0, ascending=True)).claims
                if not found:
                    return told
                assert [self.last, *(claim.stamp for claim in found)] == sorted({self.last, *(c.stamp for c in found)})
                self.last = found[-1].stamp
                told += [claim.claim_no for claim in found]
                self.seen += [claim.stamp for claim in found]


class GaveUpError(Exception):
    """A transaction's end that leaves nothing behind."""


async def written(
    database: Database, some: list[Claim], ends: type[GaveUpError] | None = None, pause: float = 0
) -> dict[UUID, int]:
    """The stamps of these claims, saved in one transaction that takes its time and may end badly."""
    async with database.transaction() as connection:
        stamped = {}
        for claim in some:
            stamped[claim.claim_id] = (await claims.save(connection, claim)).stamp
            await asyncio.sleep(pause)
        if ends is not None:
            raise ends
    return stamped


async def touched(connection: Connection, claim: Claim) -> None:
    await claims.touch(connection, claim.merchant_id, claim.claim_id, make.WALL)


async def test_what_changed_is_told_once_and_in_order(database: Database, merchant: Merchant) -> None:
    poller = Poller(database, merchant)
    new = [draft(merchant, number) for number in range(1, 8)]
    await added(database, *new)
    assert await poller.poll() == [1, 2, 3, 4, 5, 6, 7]
    assert await poller.poll() == []
    async with database.transaction() as connection:
        saved = await claims.save(connection, new[2])
        await touched(connection, new[0])
    assert saved.stamp == (await stored(database, saved)).stamp
    assert await poller.poll() == [3, 1]
    assert await poller.poll() == []


async def test_a_stamp_waits_for_whoever_may_bear_an_earlier_one(database: Database, merchant: Merchant) -> None:
    poller = Poller(database, merchant)
    first, second, third = new = [draft(merchant, number) for number in (1, 2, 3)]
    await added(database, *new)
    await poller.poll()
    async with AsyncExitStack() as slow:
        early = await slow.enter_async_context(database.transaction())
        await touched(early, first)
        async with database.transaction() as quick:
            await touched(quick, second)
        with suppress(GaveUpError):
            await written(database, [third], GaveUpError)
        assert await poller.poll() == []
    assert await poller.poll() == [1, 2]


async def test_what_was_committed_before_the_oldest_began_is_told(database: Database, merchant: Merchant) -> None:
    poller = Poller(database, merchant)
    earlier, later = draft(merchant, 1), draft(merchant, 2)
    await added(database, earlier)
    await asyncio.sleep(0.01)
    async with database.transaction() as slow:
        await slow.execute("SELECT pg_current_xact_id()")
        await added(database, later)
        assert await poller.poll() == [1]
    assert await poller.poll() == [2]


async def test_who_reads_only_holds_nobody_up(database: Database, merchant: Merchant) -> None:
    poller = Poller(database, merchant)
    await added(database, claim := draft(merchant, 1))
    async with database.transaction() as reader:
        await stored_in(reader, claim)
        async with database.transaction() as quick:
            await touched(quick, claim)
        assert await poller.poll() == [1]
        await touched(reader, claim)  # it began first, and its stamp is the later one all the same
    assert await poller.poll() == [1]


async def stored_in(connection: Connection, claim: Claim) -> Claim:
    return await claims.get(connection, claim.merchant_id, claim.claim_id)


@asynccontextmanager
async def other_connections(databases: "RunDatabases", name: str) -> AsyncIterator[Database]:
    database = await Database.connect(databases.app_dsn(name), connections_max=8)
    yield database
    await database.close()


async def test_polling_while_others_write_neither_loops_nor_skips(
    databases: "RunDatabases", database_name: str, database: Database, merchant: Merchant
) -> None:
    """Transactions are held open, committed out of order and rolled back; every committed stamp is told, and once."""
    new = [draft(merchant, number) for number in range(1, 25)]
    await added(database, *new)
    poller = Poller(database, merchant)
    final: dict[UUID, int] = {}

    async def write(others: Database, seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(STEPS):
            mine = sorted(chance.sample(new[seed::6], 2), key=lambda claim: claim.claim_id)
            ends = GaveUpError if chance.random() < 0.2 else None
            with suppress(GaveUpError):
                final.update(await written(others, mine, ends, chance.choice([0, 0, 0.001, 0.01])))

    async def follow(writing: "asyncio.Future[list[None]]") -> None:
        while not writing.done():
            await poller.poll()

    async with other_connections(databases, database_name) as others:
        writing = asyncio.gather(*(write(others, seed) for seed in range(6)))
        await asyncio.gather(writing, follow(writing))
    await poller.poll()
    assert len(poller.seen) == len(set(poller.seen))
    assert set(final.values()) <= set(poller.seen)
    assert await poller.poll() == []
