"""Whatever workers do at the same time with files that tell of the same money, the ledger is that of one worker."""

import asyncio
from collections import Counter as Tally
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from fordring.domain.money import Money
from fordring.jobs.booking import BookBankFile
from fordring.services.views import PurchaseView
from fordring.simulators.bank import Deposit, credits_file
from fordring.simulators.bank_formats import FileFormat, deposits_file
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Connection, Database
from services.counter import DAY, Counter
from support import make

if TYPE_CHECKING:
    from support.database import RunDatabases

CLAIMS = 5
DAYS = 3
PAYMENTS_A_DAY = 9
PAUSE_SECONDS_MAX = 0.03


class Dawdling(Database):
    """Each transaction stays open a little longer than it must."""

    random = Random(0)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """As it is, with a pause before the commit."""
        async with super().transaction() as connection:
            yield connection
            await asyncio.sleep(self.random.random() * PAUSE_SECONDS_MAX)


def days_of_money(random: Random, views: Sequence[PurchaseView]) -> Iterator[list[Deposit]]:
    """What payers pay on each day: by reference, by a wrong one, or with words alone, some of it twice."""
    for day in range(DAYS):
        paid = []
        for place in range(PAYMENTS_A_DAY):
            amount = Money(random.choice([100, 200, 300, 1_500]), "SEK")
            reference = random.choice([*(view.claim.reference or "" for view in views), "2234567897", ""])
            text = "" if reference else random.choice(["Tack", "Gåva"])
            named = f"E{day}-{place}"
            paid.append(Deposit(amount, DAY, reference, text, "Åsa Öberg", "", bank_reference=named))
        yield paid


def tellings(random: Random, counter: Counter, day: int, paid: Sequence[Deposit]) -> Iterator[bytes]:
    """The day's money in BgMax, in a notification and in a statement; two of it in one entry, which one gives whole."""
    account = counter.merchant.bank_account
    yield deposits_file(account, paid, f"G{day}", counter.wall, FileFormat.BGMAX)
    notified = [*paid]
    random.shuffle(notified)
    yield credits_file(counter.iban, notified, f"N{day}", counter.wall)
    yield credits_file(counter.iban, paid, f"S{day}", counter.wall)
    pair = [
        Deposit(Money(minor, "SEK"), DAY, text=f"both {day}", payer=f"P{minor}", payer_account="") for minor in (61, 62)
    ]
    parts = [replace(each, batch="B", bank_reference=f"B{day}") for each in pair]
    yield credits_file(counter.iban, parts, f"P{day}", counter.wall)
    whole = Deposit(Money(123, "SEK"), DAY, payer="", payer_account="", bank_reference=f"B{day}")
    yield credits_file(counter.iban, [whole], f"W{day}", counter.wall)


async def booked_by(workers: int, counter: Counter, database: Database, files: list[BankFile]) -> Tally[str]:
    """What became of all lines together, each worker taking the next file when it is done with one."""
    found: Tally[str] = Tally()
    jobs = replace(counter.jobs, database=database)

    async def work() -> None:
        while files:
            booked = await BookBankFile(jobs, lines_at_once=4).book(files.pop().bank_file_id)
            assert booked.state == "booked"
            found.update({str(what): many for what, many in booked.counts.items()})

    await asyncio.gather(*(work() for _ in range(workers)))
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
async def test_many_workers_give_the_ledger_that_one_gives(
    databases: "RunDatabases", database_name: str, database: Database, tmp_path: Path, workers: int, seed: int
) -> None:
    counter = Counter(database, await make.merchant(database, "SE"), tmp_path)
    random = Random(seed)
    views = [await counter.invoice(1_000) for _ in range(CLAIMS)]
    money = list(days_of_money(random, views))
    told = [each for day, paid in enumerate(money) for each in tellings(random, counter, day, paid)]
    random.shuffle(told)
    files = [await counter.receive(data) for data in told]
    dawdling = await Dawdling.connect(databases.app_dsn(database_name), connections_max=workers)
    try:
        found = await booked_by(workers, counter, dawdling, files)
    finally:
        await dawdling.close()
    all_paid = [deposit for paid in money for deposit in paid]
    known = {view.claim.reference: 0 for view in views}
    for deposit in all_paid:
        if deposit.reference in known:
            known[deposit.reference] += deposit.amount.minor
    assert found["conflict"] == 0
    assert found["matched"] == sum(deposit.reference in known for deposit in all_paid)
    captured = [(await counter.now(view)).purchase.captured_minor for view in views]
    assert captured == [min(1_000, minor) for minor in known.values()]
    refunds = sum(minor for minor, *_ in await counter.refunds())
    assert refunds == sum(max(0, minor - 1_000) for minor in known.values())
    house = sum(deposit.amount.minor for deposit in all_paid if deposit.reference not in known) + 123 * DAYS
    assert f"house owed.unidentified -{house} SEK" in await counter.balances()
