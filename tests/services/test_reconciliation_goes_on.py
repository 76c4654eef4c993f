"""A reconciliation that goes on from the last one comes to what reading everything comes to, to the line."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import asyncpg
import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.formats.banking.model import Direction
from fordring.services.banking.keep_reconciliations import KeepReconciliations, keep_reconciliations
from fordring.services.banking.move_line import MoveLine, move_line
from fordring.services.banking.reconcile import reconcile
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.simulators.bank import Deposit, confirmations
from fordring.storage.house import reconciled
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.reversals import banked, line, reversal

WHOLE = """
    WITH bank AS (
        SELECT CASE WHEN NOT credit AND remittance ->> 'end_to_end_id' ~ '^[PR][0-9a-f]{32}$'
                    THEN CASE left(remittance ->> 'end_to_end_id', 1) WHEN 'P' THEN 'payout ' ELSE 'refund ' END
                         || (remittance ->> 'end_to_end_id') ELSE 'bank line ' || bank_line_id END AS cause,
               sum(CASE WHEN credit THEN amount_minor ELSE -amount_minor END) AS minor, min(booked_on) AS on_day
          FROM house.bank_line WHERE booked_on <= $1 GROUP BY 1),
    ledger AS (
        SELECT x.cause, sum(p.amount_minor) AS minor, min(x.value_on) AS on_day
          FROM posting p JOIN entry x USING (merchant_id, entry_id)
         WHERE p.account = 'client_funds' AND x.value_on <= $1 GROUP BY 1)
    SELECT cause, coalesce(b.minor, 0)::bigint, coalesce(l.minor, 0)::bigint, coalesce(b.on_day, l.on_day)
      FROM bank b FULL JOIN ledger l USING (cause)
     WHERE coalesce(b.minor, 0) <> coalesce(l.minor, 0) ORDER BY 4, 1"""
"""Everything there is of the one account, read anew."""


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def closes(counter: Counter, day: date) -> None:
    """The bank tells a balance; which one matters to nothing here."""
    async with counter.database.transaction() as connection:
        await connection.execute(
            """INSERT INTO house.bank_balance SELECT $1, $2, 0, 'NOK', bank_file_id, 'S', now() FROM house.bank_file
                LIMIT 1 ON CONFLICT DO NOTHING""",
            counter.merchant.bank_account.bank_account_id,
            day,
        )


async def kept(counter: Counter) -> int:
    work = counter.jobs.work
    return await counter.database.run(lambda c: keep_reconciliations(KeepReconciliations(), work(c)))


async def agrees_with_the_whole(counter: Counter, day: date) -> list[str]:
    """The differences that are told, which are those of the whole history."""
    async with counter.database.reading() as connection:
        [found] = await reconcile(connection, day)
        whole = await connection.fetch(WHOLE, day)
        total = await connection.fetchval(
            """SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM posting p JOIN entry x USING (merchant_id, entry_id)
                WHERE p.account = 'client_funds' AND x.value_on <= $1""",
            day,
        )
        anew = await reconciled.compare(connection, found.account.bank_account_id, day, reconciled.NOTHING)
    told = [(each.cause, each.bank_minor, each.ledger_minor, each.on_day) for each in found.lines]
    assert told == [tuple(row) for row in whole]
    assert [each.why for each in found.lines] == [each.why for each in anew.differences]
    assert found.ledger_minor == total
    return [each.why for each in found.lines]


async def test_what_was_compared_is_not_read_again(
    counter: Counter, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    """Proved by lines that vanish behind its back: only who reads everything misses them."""
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    await banked(counter, line(counter, 300, direction=Direction.DEBIT, entry_reference="D1"))
    await closes(counter, DAY)
    counter.wall += timedelta(days=2)
    assert await kept(counter) == 1
    [why] = await agrees_with_the_whole(counter, DAY)
    assert why.startswith("noted: ")
    await owner.execute("ALTER TABLE house.bank_line DISABLE TRIGGER USER")
    await owner.execute("DELETE FROM house.bank_line WHERE amount_minor = 1000")
    async with counter.database.reading() as connection:
        [found] = await reconcile(connection, DAY)
        anew = await reconciled.compare(connection, found.account.bank_account_id, DAY, reconciled.NOTHING)
    assert ([each.bank_minor for each in found.lines], len(anew.differences)) == ([-300], 2)


async def test_what_was_recorded_within_a_day_is_read_again(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    await closes(counter, DAY)
    assert await kept(counter) == 1
    async with counter.database.reading() as connection:
        since = await reconciled.of_account(connection, counter.merchant.bank_account.bank_account_id)
    assert (since.ledger_minor, since.unlike) == (0, {})
    assert await agrees_with_the_whole(counter, DAY) == []


async def test_a_day_before_the_last_comparison_is_read_whole(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    await closes(counter, DAY)
    await closes(counter, DAY + timedelta(days=3))
    counter.wall += timedelta(days=2)
    await kept(counter)
    await agrees_with_the_whole(counter, DAY)
    counter.wall -= timedelta(days=1)
    assert await kept(counter) == 0


@pytest.mark.parametrize("seed", range(8))
async def test_any_history_comes_to_the_same(counter: Counter, seed: int) -> None:
    random, life = Random(seed), Life(counter)
    await life.money(random, DAY)
    for place in range(8):
        for deed in random.sample(life.deeds, 3):
            await deed(random, DAY + timedelta(days=place - random.randrange(3)))
        day = DAY + timedelta(days=place)
        await closes(counter, day)
        counter.wall += timedelta(hours=random.choice([1, 20, 50]))
        await agrees_with_the_whole(counter, day)
        if random.random() < 0.6:
            await kept(counter)
        await agrees_with_the_whole(counter, day)
    assert life.done


class Life:
    """What happens on an account, some of it late: money, debits that nobody explains, payouts, moves, reversals."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.done = 0
        self.came: list[tuple[str, int]] = []
        self.orders: list[tuple[str, bytes]] = []
        self.deeds: list[Callable[[Random, date], Awaitable[None]]] = [
            *(self.money, self.money, self.debit, self.pay_out, self.confirm, self.debited, self.moved, self.reversed)
        ]

    async def money(self, random: Random, day: date) -> None:
        """A payment with a reference, more or less than is asked for, and one without."""
        view = await self.counter.invoice(1_000)
        self.done += 1
        named = f"E{self.done}"
        deposit = self.counter.deposit(view, random.choice([400, 1_000, 1_300]), bank_reference=named)
        await self.counter.pay(replace(deposit, day=day))
        self.came.append((named, deposit.amount.minor))
        await self.counter.pay(Deposit(Money(55, "NOK"), day, text="gift"))

    async def debit(self, random: Random, day: date) -> None:
        """A debit that nobody explains."""
        self.done += 1
        minor = random.randrange(1, 90)
        debit = line(self.counter, minor, direction=Direction.DEBIT, entry_reference=f"D{self.done}", booked_on=day)
        await banked(self.counter, debit)

    async def pay_out(self, _random: Random, _day: date) -> None:
        """A payout, where something is owed."""
        if not await self._owed():
            return
        run, order = await self.counter.pay_out()
        self.orders += [(payout.reference, order) for payout in run.payouts]

    async def confirm(self, _random: Random, day: date) -> None:
        """A person confirms a payout before its debit is there."""
        if self.orders:
            command = ConfirmPayout(self.orders[0][0], day)
            work = self.counter.jobs.work
            await self.counter.database.run(lambda c: confirm_payout(command, work(c)))
            self.orders.append(self.orders.pop(0))

    async def debited(self, _random: Random, _day: date) -> None:
        """The bank debits a payout, whoever confirmed it."""
        if self.orders:
            for data in confirmations(self.orders.pop(0)[1], self.counter.wall):
                await self.counter.bank(data)

    async def moved(self, _random: Random, _day: date) -> None:
        """Booked money is nobody's after all."""
        async with self.counter.database.reading() as connection:
            found = await connection.fetchval(
                "SELECT bank_line_id FROM house.bank_line WHERE state = 'matched' ORDER BY bank_line_id LIMIT 1"
            )
        if found is not None:
            command = MoveLine(found, None, "nobody's after all")
            work = self.counter.jobs.work
            with suppress(IllegalTransitionError):  # a part of it was refunded
                await self.counter.database.run(lambda c: move_line(command, work(c)))

    async def reversed(self, _random: Random, day: date) -> None:
        """The bank takes a credit back."""
        if self.came:
            named, minor = self.came.pop()
            self.done += 1
            debit = reversal(self.counter, minor, named, entry_reference=f"B{self.done}", booked_on=day, value_on=day)
            await banked(self.counter, debit)

    async def _owed(self) -> bool:
        async with self.counter.database.reading() as connection:
            return bool(
                await connection.fetchval(
                    "SELECT coalesce(sum(amount_minor), 0) > 0 FROM payable WHERE payout_id IS NULL"
                )
            )
