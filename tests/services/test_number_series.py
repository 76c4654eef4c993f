"""Invoice numbers: one series per merchant without gap or double, whoever crashes, and merchants do not wait."""

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

from fordring.domain.claim.numbering import number_text
from fordring.domain.merchant import Merchant
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage.outage import DATABASE_GONE
from fordring.storage.transaction import Connection, Database
from support import make
from support.lives import captured, paid_by_invoice, voided

if TYPE_CHECKING:
    from support.database import RunDatabases

ROOT = Path(__file__).parents[2]
AT_ONCE_SECONDS_MAX = 20
KILL = "SELECT pg_terminate_backend($1, 5000)"
NUMBERS = "SELECT number FROM claim WHERE merchant_id = $1 AND number IS NOT NULL ORDER BY number"


async def numbers_of(database: Database, owner: Merchant) -> list[str]:
    async with database.reading() as connection:
        return [row["number"] for row in await connection.fetch(NUMBERS, owner.merchant_id)]


def series(last: int) -> list[str]:
    return [number_text("A1B2C", number) for number in range(1, last + 1)]


async def test_64_writers_who_pay_and_void_at_once_leave_no_gap_and_no_double(
    database: Database, merchant: Merchant
) -> None:
    before = [await paid_by_invoice(database, make.payment_by_invoice(merchant)) for _ in range(24)]
    await asyncio.gather(
        *(voided(database, view) for view in before),
        *(paid_by_invoice(database, make.payment_by_invoice(merchant)) for _ in range(40)),
    )
    assert await numbers_of(database, merchant) == series(24 + 24 + 40)


async def test_each_of_several_merchants_has_a_series_of_its_own(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, "SE", "T22223333", number_prefix="ZZZZ9")
    owners = [merchant, other] * 16
    await asyncio.gather(*(paid_by_invoice(database, make.payment_by_invoice(owner)) for owner in owners))
    assert await numbers_of(database, merchant) == series(16)
    assert await numbers_of(database, other) == [number_text("ZZZZ9", number) for number in range(1, 17)]


async def test_a_merchant_whose_series_is_held_lets_the_others_go_on(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, "SE", "T22223333")
    held, free = asyncio.Event(), asyncio.Event()

    async def slow(connection: Connection) -> PurchaseView:
        view = await pay_by_invoice(make.payment_by_invoice(merchant), make.work(connection))
        held.set()
        await free.wait()
        return view

    holder = asyncio.create_task(database.run(slow))
    await held.wait()
    behind = asyncio.create_task(paid_by_invoice(database, make.payment_by_invoice(merchant)))
    done = await asyncio.wait_for(paid_by_invoice(database, make.payment_by_invoice(other)), AT_ONCE_SECONDS_MAX)
    assert done.claim.number == "A1B2C-000001"
    assert not behind.done()
    free.set()
    assert [(await holder).claim.number, (await behind).claim.number] == series(2)


async def test_a_merchant_that_captures_does_not_wait_for_the_series(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    async with database.transaction() as connection:
        await pay_by_invoice(make.payment_by_invoice(merchant), make.work(connection))
        await asyncio.wait_for(captured(database, view), AT_ONCE_SECONDS_MAX)


async def test_a_number_taken_by_a_backend_that_dies_is_given_again(
    databases: "RunDatabases", database_name: str, database: Database, merchant: Merchant
) -> None:
    owner = await asyncpg.connect(databases.owner_dsn(database_name))

    async def cut_off(connection: Connection) -> None:
        view = await pay_by_invoice(make.payment_by_invoice(merchant), make.work(connection))
        assert view.claim.number == "A1B2C-000001"
        assert await owner.fetchval(KILL, connection.get_server_pid())
        await connection.fetchval("SELECT 1")

    with pytest.raises(DATABASE_GONE):
        await database.run(cut_off)
    await owner.close()
    views = await asyncio.gather(*(paid_by_invoice(database, make.payment_by_invoice(merchant)) for _ in range(8)))
    assert sorted(view.claim.number or "" for view in views) == series(8)


async def test_a_backend_that_dies_among_64_writers_costs_its_own_work_only(
    databases: "RunDatabases", database_name: str, database: Database, merchant: Merchant
) -> None:
    owner = await asyncpg.connect(databases.owner_dsn(database_name))
    running = [asyncio.create_task(paid_by_invoice(database, make.payment_by_invoice(merchant))) for _ in range(64)]
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    pids = await owner.fetch(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'fordring' LIMIT 3"
    )
    for row in pids:
        await owner.fetchval(KILL, row["pid"])
    done = await asyncio.gather(*running, return_exceptions=True)
    await owner.close()
    lost = [result for result in done if isinstance(result, BaseException)]
    assert all(isinstance(error, DATABASE_GONE) for error in lost)
    assert len(await numbers_of(database, merchant)) >= 64 - len(lost)
    assert await numbers_of(database, merchant) == series(len(await numbers_of(database, merchant)))


async def test_a_number_taken_by_a_client_that_is_killed_is_given_again(
    databases: "RunDatabases", database_name: str, database: Database, merchant: Merchant
) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.doomed_writer", databases.app_dsn(database_name)),
        stdout=asyncio.subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 30) == b"A1B2C-000001\n"
    process.kill()
    await process.wait()
    view = await asyncio.wait_for(paid_by_invoice(database, make.payment_by_invoice(merchant)), AT_ONCE_SECONDS_MAX)
    assert view.claim.number == "A1B2C-000001"


async def test_the_seventh_digit_comes_when_six_are_used_up(database: Database, merchant: Merchant) -> None:
    class UndoneError(Exception):
        """What gives the numbers back."""

    async def at_the_end_of_six_digits(connection: Connection) -> None:
        await connection.execute("UPDATE number_series SET next_number = 999999")
        views = [await pay_by_invoice(make.payment_by_invoice(merchant), make.work(connection)) for _ in range(2)]
        assert [view.claim.number for view in views] == ["A1B2C-999999", "A1B2C-1000000"]
        raise UndoneError

    with pytest.raises(UndoneError):
        await database.run(at_the_end_of_six_digits)
    assert await numbers_of(database, merchant) == []
