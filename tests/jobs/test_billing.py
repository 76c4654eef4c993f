"""Grouped purchases by the calendar: the daily schedule owes the run, the job bills, and a moving clock plays both."""

from datetime import date, timedelta
from pathlib import Path

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.lifecycle import Status
from fordring.jobs.billing import BillPurchases
from fordring.jobs.handlers import player_of
from fordring.services.invoicing.bill_due import BillDue, bill_due
from fordring.services.sandbox.move_clock import ClockMove
from fordring.storage import billing
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from support import make
from support.groups import bought, company, grouped, invoices, noon
from support.lives import count, shown, voided


async def test_a_moving_clock_bills_on_the_first_business_day_and_delivers_the_invoice(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    views = [await bought(database, grouped(merchant, 100 * n, f"order-{n}"), "2026-11-16") for n in (1, 2)]
    house.wall.now = noon("2026-11-16") + timedelta(hours=1)
    moved = await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=14))  # 30 November, a Monday
    assert [each.what for each in moved.happened] == []
    moved = await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=1))
    assert [each.what for each in moved.happened] == [
        "claim.issued",
        "purchase.collection_started",
        "purchase.collection_started",
        "claim.delivered",
    ]
    (claim,) = await invoices(database, merchant)
    assert (claim.principal_minor, str(claim.issued_on), str(claim.due_on)) == (300, "2026-12-01", "2026-12-15")
    assert {(await shown(database, view)).claim.claim_id for view in views} == {claim.claim_id}
    assert await count(database, "mailbox_message") == 1


async def test_a_clock_that_jumps_over_two_periods_bills_each_on_its_own_day(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    await bought(database, grouped(merchant, 100, "nov"), "2026-11-16")
    await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=20))
    await house.pay(merchant, **_facts(merchant))
    await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=60))
    found = await invoices(database, merchant)
    assert [str(claim.issued_on) for claim in found] == ["2026-12-01", "2027-01-04"]


async def test_a_live_merchants_jobs_bill_when_its_day_has_come(database: Database, tmp_path: Path) -> None:
    owner = await make.merchant(database, account_id="P11112222")
    house = Installation(database, tmp_path)
    await bought(database, grouped(owner), "2026-11-16")
    for day, jobs, issued in (("2026-11-30", 0, 0), ("2026-12-01", 1, 1), ("2026-12-02", 1, 1)):
        house.wall.now = noon(day)
        await player_of(house.jobs).play_today(owner.merchant_id)
        assert await count(database, "house.pgqueuer", "entrypoint = 'bill_purchases'") == jobs
        await house.do("bill_purchases", owner, {})
        await house.do("bill_purchases", owner, {})  # a second time it does nothing
        assert len(await invoices(database, owner)) == issued


async def test_much_to_bill_is_owed_to_several_jobs_and_nothing_to_none(database: Database, merchant: Merchant) -> None:
    async def owed(day: date) -> int:
        work_at = noon(day)
        return await database.run(
            lambda connection: bill_due(BillDue(merchant.merchant_id), make.work(connection, work_at))
        )

    view = await bought(database, grouped(merchant), "2026-01-05")
    assert view.item is not None
    assert await owed(view.item.group.bill_on - timedelta(days=1)) == 0
    assert await owed(view.item.group.bill_on) == 1
    async with database.transaction() as connection:
        await connection.execute("UPDATE billing_group SET purchases = 1000000")
    assert await owed(view.item.group.bill_on) == 4
    assert await count(database, "house.pgqueuer", "entrypoint = 'bill_purchases'") == 4


async def test_a_group_that_was_voided_whole_leaves_nothing_and_is_not_asked_for_again(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await voided(database, await bought(database, grouped(merchant), "2026-11-16"))
    house.wall.now = noon("2026-12-01")
    assert await BillPurchases(house.jobs).bill(merchant.merchant_id) == 1
    assert (await shown(database, view)).purchase.status is Status.VOIDED
    assert await count(database, "claim") == 0
    async with database.reading() as connection:
        assert await billing.first_day(connection, merchant.merchant_id) is None


def _facts(merchant: Merchant) -> dict[str, object]:
    """The fields of a grouped purchase."""
    command = grouped(merchant, 200, "dec")
    return {"product": command.product, "order": command.order, "billing": command.billing, "channel": None}


async def test_a_sandbox_payer_pays_a_grouped_invoice_on_its_due_day(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    payer = company(email="faktura+paid@example.com")
    view = await bought(database, grouped(merchant, billing=payer), "2026-11-16")
    await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=28))
    assert (await shown(database, view)).purchase.status is Status.AUTHORIZED
    await player_of(house.jobs).advance(merchant.merchant_id, ClockMove(days=2))  # past 15 December
    assert (await shown(database, view)).purchase.status is Status.CAPTURED
