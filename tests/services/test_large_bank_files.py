"""Bank files of many lines: what is decided while earlier lines are written, and a connection that is cut meanwhile."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from fordring.domain.merchant import Merchant
from fordring.services.banking.book_batch import LINES_TOGETHER
from fordring.storage.house import files
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Database
from services.counter import Counter, text

MANY = 2 * LINES_TOGETHER + 50


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def test_a_claim_paid_by_many_lines_of_one_batch_stands_as_the_last_left_it(counter: Counter) -> None:
    view = await counter.invoice((MANY - 1) * 100)
    file = await counter.bank(counter.file_of(*(counter.deposit(view, 100) for _ in range(MANY))))
    assert (file.state, file.counts) == ("booked", {"matched": MANY})
    now = await counter.now(view)
    assert (now.claim.closed_because, now.purchase.captured_minor) == ("paid", (MANY - 1) * 100)
    assert [amount_minor for amount_minor, *_ in await counter.refunds()] == [100]


async def test_a_batch_whose_connection_is_cut_while_it_writes_leaves_nothing(
    counter: Counter, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    view = await counter.invoice(MANY * 100)
    file = await counter.receive(counter.file_of(*(counter.deposit(view, 100) for _ in range(MANY))))
    async with owner.transaction():
        await owner.execute("LOCK TABLE payment IN SHARE MODE")
        booking = asyncio.create_task(counter.book(file))
        assert await _cut_who_waits_for("payment", owner, booking) == 1
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await booking
    async with counter.database.reading() as connection:
        assert (await files.get(connection, file.bank_file_id)).booked_lines == 0
    assert (await counter.book(file)).counts == {"matched": MANY}
    assert await counter.balances() == text(f"""
        client_funds   {MANY * 100} NOK
        owed.merchant -{MANY * 100} NOK
    """)


async def _cut_who_waits_for(
    table: str, connection: "asyncpg.Connection[asyncpg.Record]", booking: "asyncio.Task[BankFile]"
) -> int:
    """Ends every connection that waits for the table's lock, as soon as there is one; how many."""
    waiting = """SELECT count(pg_terminate_backend(pid)) FROM pg_locks JOIN pg_stat_activity USING (pid)
                  WHERE relation = $1::regclass AND NOT granted AND application_name = 'fordring'"""
    cut = 0
    while not cut and not booking.done():
        await asyncio.wait([booking], timeout=0.01)
        cut = int(await connection.fetchval(waiting, table))
    return cut
