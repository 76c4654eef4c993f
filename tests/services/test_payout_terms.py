"""Payouts by contract: how long money rests, from how much on it is sent, and what is kept of it since when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.errors import InvalidCommandError, NotFoundError
from fordring.domain.payment.price import PriceRule, Rates
from fordring.domain.payment.schedule import Every
from fordring.services.configuring.agree_price import AgreePrice, agree_price
from fordring.services.configuring.schedule_payouts import SchedulePayouts, schedule_payouts
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, text
from support import make

TODAY = make.WALL.date()


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant from which nothing is kept."""
    return Counter(database, await make.merchant(database), tmp_path)


async def scheduled(counter: Counter, **changes: Any) -> None:
    command = SchedulePayouts(counter.merchant.merchant_id, changes)
    await counter.database.run(lambda connection: schedule_payouts(command, counter.jobs.work(connection)))


async def agreed(counter: Counter, **facts: Any) -> Sequence[PriceRule]:
    command = AgreePrice(counter.merchant.merchant_id, **facts)
    return await counter.database.run(lambda connection: agree_price(command, counter.jobs.work(connection)))


async def run(counter: Counter, day: date = DAY, *, as_is: bool = False) -> list[Payout]:
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, day, as_is=as_is)
    made = await counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection)))
    return list(made.payouts) if made else []


async def paid(counter: Counter, minor: int) -> None:
    """An invoice, paid on DAY."""
    await counter.pay(counter.deposit(await counter.invoice(minor)))


@pytest.mark.parametrize("disbursement", ["batch", "per_invoice"])
async def test_money_rests_and_what_came_first_leaves_first(
    database: Database, tmp_path: Path, disbursement: str
) -> None:
    merchant = await make.merchant(database, settings={"disbursement": disbursement})
    counter = Counter(database, merchant, tmp_path)
    await scheduled(counter, hold_days=3)
    view = await counter.invoice(100_000)
    await counter.pay(counter.deposit(view, 40_000))
    await counter.pay(replace(counter.deposit(view, 60_000), day=DAY + timedelta(days=1)))
    assert await run(counter, DAY + timedelta(days=2)) == []
    assert [each.gross_minor for each in await run(counter, DAY + timedelta(days=3))] == [40_000]
    assert await run(counter, DAY + timedelta(days=3)) == []
    assert [each.gross_minor for each in await run(counter, DAY + timedelta(days=4))] == [60_000]


@pytest.mark.parametrize("disbursement", ["batch", "per_invoice"])
async def test_less_than_the_minimum_waits_unless_it_is_asked_for_as_it_is(
    database: Database, tmp_path: Path, disbursement: str
) -> None:
    merchant = await make.merchant(database, settings={"disbursement": disbursement})
    counter = Counter(database, merchant, tmp_path)
    await scheduled(counter, minimum_minor=50_000)
    await paid(counter, 49_999)
    assert await run(counter) == []
    assert await counter.balances() == text("""
        client_funds    49999 NOK
        owed.merchant  -49999 NOK
    """)
    await paid(counter, 1)
    assert sum(each.gross_minor for each in await run(counter)) == 50_000
    await paid(counter, 10)
    assert [each.gross_minor for each in await run(counter, as_is=True)] == [10]


async def test_each_payout_has_the_price_of_its_day_and_the_books_show_it(counter: Counter) -> None:
    await agreed(counter, valid_from=DAY, commission_bp=100, per_payment_minor=200, per_payout_minor=1_000)
    await agreed(counter, valid_from=DAY + timedelta(days=30), per_payout_minor=500, vat_bp=0)
    for minor in (60_000, 40_000):
        await paid(counter, minor)
    [before] = await run(counter, DAY - timedelta(days=1))
    assert (before.commission_minor, before.vat_minor) == (0, 0)
    await _rejected(counter, before)
    [at_first] = await run(counter)
    assert (at_first.gross_minor, at_first.commission_minor, at_first.vat_minor) == (100_000, 2_400, 600)
    assert await counter.balances() == text("""
        client_funds              100000 NOK
        in_transit                -97000 NOK
        owed.operator.commission   -2400 NOK
        owed.operator.vat           -600 NOK
    """)
    await _rejected(counter, at_first)
    assert await counter.balances() == text("""
        client_funds    100000 NOK
        owed.merchant  -100000 NOK
    """)
    [later] = await run(counter, DAY + timedelta(days=30))
    assert (later.commission_minor, later.vat_minor, later.net_minor) == (500, 0, 99_500)


async def test_fixed_amounts_are_kept_of_every_payout_and_what_they_would_eat_waits(
    database: Database, tmp_path: Path
) -> None:
    merchant = await make.merchant(database, settings={"disbursement": "per_invoice"})
    counter = Counter(database, merchant, tmp_path)
    await agreed(counter, valid_from=DAY, per_payout_minor=1_000)
    for minor in (60_000, 900):
        await paid(counter, minor)
    assert [(each.gross_minor, each.net_minor) for each in await run(counter)] == [(60_000, 58_750)]
    assert "owed.merchant -900 NOK" in await counter.balances()


async def test_a_price_begins_today_or_later_and_never_changes(counter: Counter) -> None:
    rules = await agreed(counter, commission_bp=150)
    assert rules == [PriceRule(TODAY, Rates(150, 2_500))]
    for facts in ({"commission_bp": 100}, {"commission_bp": 1, "valid_from": TODAY - timedelta(days=1)}):
        with pytest.raises(InvalidCommandError, match="valid_from"):
            await agreed(counter, **facts)
    with pytest.raises(InvalidCommandError, match="commission_bp"):
        await agreed(counter, commission_bp=10_001, valid_from=DAY)
    assert len(await agreed(counter, valid_from=DAY)) == 2


async def test_a_schedule_changes_by_what_is_named(counter: Counter) -> None:
    await scheduled(counter, every=Every.MONTHLY, month_day=5)
    await scheduled(counter, minimum_minor=100)
    async with counter.database.reading() as connection:
        kept = await connection.fetchval("SELECT settings -> 'payouts' FROM merchant")
    assert kept == {
        "every": "monthly",
        "weekdays": [0],
        "month_day": 5,
        "minimum_minor": 100,
        "hold_days": 0,
        "shortfall": "carried",
    }
    with pytest.raises(InvalidCommandError, match="hold_days"):
        await scheduled(counter, hold_days=-1)
    unknown = SchedulePayouts(new_id(), {})
    with pytest.raises(NotFoundError):
        await counter.database.run(lambda connection: schedule_payouts(unknown, counter.jobs.work(connection)))


async def _rejected(counter: Counter, payout: Payout) -> None:
    command = RejectPayout(payout.reference, "AC04", DAY)
    await counter.database.run(lambda connection: reject_payout(command, counter.jobs.work(connection)))
