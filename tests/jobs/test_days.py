"""What a merchant's days bring: scheduled claims are issued, collected money is paid out; the schedule and its jobs."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.jobs.handlers import player_of, registry_of
from fordring.jobs.play import Moved
from fordring.jobs.registry import JobContext
from fordring.jobs.schedule import SCHEDULE
from fordring.services.sandbox.move_clock import ClockMove
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from services.claims_made import merchant_of
from support import lives, make, registrations

SOURCES = Path(__file__).parents[2] / "src"


async def moved(house: Installation, merchant: Merchant, days: int) -> Moved:
    return await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=days))


def told(move: Moved) -> list[str]:
    return [f"{happening.at:%m-%d} {happening.what}" for happening in move.happened]


async def test_a_claim_scheduled_for_a_later_day_is_issued_and_delivered_on_that_day(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    given = registrations.registration(invoice_on=date(2026, 11, 20))
    claim = (await registrations.registered(database, merchant, given)).claim
    await registrations.started(database, merchant, claim)
    assert told(await moved(house, merchant, 3)) == []
    assert told(await moved(house, merchant, 20)) == ["11-20 claim.issued", "11-20 claim.delivered"]


async def test_live_merchants_of_one_account_are_paid_in_one_file(database: Database, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    live = [
        await make.merchant(database, account_id=f"P1000000{place}", number_prefix=f"LIVE{place}", settings=settings)
        for place, settings in enumerate([{}, {}, {"payout_weekdays": [4]}])
    ]
    for merchant in live:
        await lives.received(database, (await house.pay(merchant)).claim, 12_500)
    for _day in range(2):  # a merchant's first morning is the next one
        for merchant in live:
            await player_of(house.jobs).play_today(merchant.merchant_id)
        house.wall.now += timedelta(days=1)
    async with database.reading() as connection:
        files = await connection.fetch("SELECT transfers FROM house.payment_order")
    assert [row["transfers"] for row in files] == [2]  # the third is paid on Fridays, and this is a Tuesday


async def test_money_is_paid_out_on_the_next_payout_day_and_the_file_is_there(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    await house.run(merchant)
    await lives.received(database, view.claim, 12_500)
    assert told(await moved(house, merchant, 0)) == []
    assert told(await moved(house, merchant, 1)) == ["11-17 payout.sent"]
    assert told(await moved(house, merchant, 10)) == []
    assert len(list((tmp_path / "blobs" / "payment-orders").iterdir())) == 1
    jobs = registry_of(house.jobs)
    async with database.reading() as connection:
        order_id = await connection.fetchval("SELECT order_id::text FROM payout")
    await jobs["write_payment_order"].handler({"order_id": order_id}, house_context("write_payment_order"))
    assert len(list((tmp_path / "blobs" / "payment-orders").iterdir())) == 1


async def test_payouts_keep_to_the_merchants_weekdays(database: Database, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    merchant = await make.merchant(database, settings={"payout_weekdays": [3]})
    view = await house.pay(merchant)
    await house.run(merchant)
    await lives.received(database, view.claim, 12_500)
    assert told(await moved(house, merchant, 14)) == ["11-19 payout.sent"]


async def test_payers_get_their_money_back_on_the_next_business_day_whatever_the_payout_days(
    database: Database, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    merchant = await make.merchant(database, settings={"payout_weekdays": [3]})
    view = await house.pay(merchant)
    await house.run(merchant)
    await moved(house, merchant, 4)  # a Friday
    await lives.received(database, view.claim, 15_000, "NO5015032080119")
    assert told(await moved(house, merchant, 3)) == ["11-23 claim.refund_sent"]
    assert told(await moved(house, merchant, 7)) == ["11-26 payout.sent"]


@pytest.mark.parametrize(
    ("settings", "day", "expected"),
    [
        ({}, "2026-11-16", "2026-11-16"),
        ({}, "2026-11-21", "2026-11-23"),
        ({}, "2026-12-25", "2026-12-28"),
        ({"payout_weekdays": [0, 4]}, "2026-11-17", "2026-11-20"),
        ({"payout_weekdays": [4]}, "2026-12-25", "2026-12-28"),
        ({"payout_weekdays": [9]}, "2026-11-17", "2026-11-17"),
    ],
)
def test_a_payout_day_is_a_chosen_weekday_or_the_business_day_after_it(
    settings: dict[str, object], day: str, expected: str
) -> None:
    merchant = merchant_of(settings=settings)
    assert merchant.payout_schedule.first_day(date.fromisoformat(day), "NO") == date.fromisoformat(expected)


def house_context(name: str) -> JobContext:
    """A job of the house's own."""
    return JobContext(1, name, "", None, 1, 5, in_place=False)


async def test_every_periodic_job_has_a_handler_that_can_run_twice(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    registry = registry_of(house.jobs)
    for _ in range(2):
        for line in SCHEDULE:
            await registry[line.name].handler({}, house_context(line.name))
    assert list(await house.queued()) == ["play_today:now"]
    today = replace(house_context("play_today"), merchant_id=merchant.merchant_id)
    for _ in range(2):
        await registry["play_today"].handler({}, today)


async def test_a_live_merchants_days_are_played_as_the_wall_clock_goes(database: Database, tmp_path: Path) -> None:
    live = await make.merchant(database, "NO", "P11112222")
    house = Installation(database, tmp_path)
    player = player_of(house.jobs)
    view = await house.pay(live)
    await house.run(live)
    await lives.received(database, view.claim, 12_500)
    sent = []
    for _ in range(3):
        await player.play_today(live.merchant_id)
        async with database.reading() as connection:
            sent.append(await connection.fetchval("SELECT count(*) FROM payout"))
        house.wall.now += timedelta(days=1)
    assert sent == [0, 1, 1]


def test_every_job_that_is_queued_has_a_handler(tmp_path: Path) -> None:
    names = {name for file in SOURCES.rglob("*.py") for name in re.findall(r'\bJob\(\s*"(\w+)"', file.read_text())}
    assert {"deliver", "render_document"} <= names
    database = Database.__new__(Database)  # no job is run
    assert names - set(registry_of(Installation(database, tmp_path).jobs)) == set()
