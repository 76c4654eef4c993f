"""Money that comes late and would have put its claim in a lower tier, or had none of it left, lowers a step's fee."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.domain.purchase.purchase import Product
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.simulators.bank import Deposit
from fordring.storage.transaction import Database
from services.counter import Counter
from services.late_money import COLLECTOR, paid_late
from support import make
from support.followed import delivered_claim, jobs_at, looked_until, stored, story, waiting
from support.groups import company
from support.judged import judged_by_value_day
from support.lives import count


async def demanded_of(
    database: Database, owner: Merchant, minor: int, *, steps: int, business: bool = False, wishes: Any = COLLECTOR
) -> tuple[Claim, date]:
    """A claim with so many steps, and the day of the last one."""
    kinds = ["reminder", "payment_demand"]
    if owner.country == "NO":
        kinds = ["reminder", "collection_notice", "payment_demand", "heavy_demand"][: steps if wishes else 3]
    wanted = {"steps": [{"kind": kind} for kind in kinds], **wishes}
    command = ChooseFollowUp(owner.merchant_id, business, wanted)
    await database.run(lambda c: choose_follow_up(command, jobs_at(database, "2026-11-16").work(c)))
    billing = company(owner.country) if business else make.billing(owner.country)
    product = Product.BUSINESS if business else Product.CONSUMER
    claim = await delivered_claim(database, owner, minor, billing=billing, product=product)
    day = date(2026, 11, 30)
    while await count(database, "step") < steps:
        day += timedelta(1)
        assert day.year < 2028, await waiting(database, [claim])
        await looked_until(database, owner, day)
    return claim, day


async def fees(database: Database) -> list[str]:
    """Each step's kind, fee and VAT as they stand."""
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT * FROM step ORDER BY claim_id, step_no")
    return [f"{row['kind']} {row['fee_minor']}+{row['vat_minor']}" for row in rows]


@dataclass(frozen=True)
class Lowered:
    """A claim, what was paid just before the last of so many steps, and that step's fee as it was taken and is."""

    country: str
    minor: int
    steps: int
    paid: int
    taken: int
    now: int
    business: bool = False


LOWERED = [
    Lowered("NO", 150_000, 3, 70_000, 30_000, 26_250),
    Lowered("NO", 150_000, 3, 70_000, 45_000, 39_375, business=True),
    Lowered("NO", 150_000, 3, 40_000, 30_000, 30_000),
    Lowered("NO", 55_000, 3, 50_000, 26_250, 0),
    Lowered("FI", 15_000, 2, 7_000, 2_400, 1_400),
    Lowered("FI", 60_000, 2, 20_000, 7_000, 5_000, business=True),
    Lowered("FI", 15_000, 2, 4_000, 2_400, 2_400),
    Lowered("SE", 100_000, 2, 70_000, 18_000, 18_000),
    Lowered("SE", 100_000, 2, 90_000, 18_000, 0),
]


@pytest.mark.parametrize("life", LOWERED, ids=str)
async def test_money_of_a_day_before_a_demand_lowers_its_fee_to_that_of_what_was_open(
    database: Database, tmp_path: Path, life: Lowered
) -> None:
    owner = await make.merchant(database, life.country, "T33334444")
    claim, day = await demanded_of(database, owner, life.minor, steps=life.steps, business=life.business)
    assert (await fees(database))[-1] == f"payment_demand {life.taken}+0"
    await paid_late(database, owner, tmp_path, claim, life.paid, day - timedelta(1))
    assert (await fees(database))[-1] == f"payment_demand {life.now}+0"
    told = [kind for kind in await story(database, claim) if kind == "fee_lowered"]
    assert told == ["fee_lowered"] * (life.now < life.taken)
    async with database.reading() as connection:
        back = await connection.fetchval(
            """SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM posting p JOIN entry e USING (merchant_id, entry_id)
                WHERE e.kind = 'cancelled' AND p.account = 'receivable.fees'"""
        )
    assert back == life.now - life.taken
    assert await judged_by_value_day(database, owner, day + timedelta(200), collector=True) == []


async def test_light_and_heavy_salaer_fall_together_to_what_the_lower_tier_has_in_all(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claim, _ = await demanded_of(database, merchant, 150_000, steps=4)
    assert await fees(database) == [
        *("reminder 3800+0", "collection_notice 3800+0", "payment_demand 30000+0", "heavy_demand 30000+0"),
    ]
    async with database.reading() as connection:
        day = await connection.fetchval("SELECT sent_on FROM step WHERE kind = 'payment_demand'")
    await paid_late(database, merchant, tmp_path, claim, 70_000, day - timedelta(1))
    assert await fees(database) == [
        *("reminder 3800+0", "collection_notice 3800+0", "payment_demand 26250+0", "heavy_demand 26250+0"),
    ]
    told = [kind for kind in await story(database, claim) if kind == "fee_lowered"]
    assert told == ["fee_lowered", "fee_lowered"]
    assert await judged_by_value_day(database, merchant, day + timedelta(200), collector=True) == []


async def test_what_was_paid_of_the_difference_covers_what_else_is_open(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claim, day = await demanded_of(database, merchant, 150_000, steps=3)
    opened = (await stored(database, claim)).open
    counter = Counter(database, merchant, tmp_path, datetime.combine(day + timedelta(5), time(9), UTC))
    whole = Money(opened.fees + opened.interest, "NOK")
    await counter.pay(Deposit(whole, day + timedelta(5), reference=claim.reference or "", bank_reference="E1"))
    assert (await stored(database, claim)).open.total == 150_000
    await paid_late(database, merchant, tmp_path, claim, 70_000, day - timedelta(1))
    now = await stored(database, claim)
    assert (now.open.fees, now.open.interest) == (0, 0)
    assert now.open.principal < 150_000 - 70_000 - 3_750
    await paid_late(database, merchant, tmp_path, claim, now.open.total, day + timedelta(9))
    assert await counter.refunds() == []


async def test_vat_on_salaer_falls_in_proportion(database: Database, tmp_path: Path) -> None:
    owner = await make.merchant(database, "NO", "T33334444", vat_registered=False)
    claim, day = await demanded_of(database, owner, 150_000, steps=3)
    assert (await fees(database))[-1] == "payment_demand 30000+7500"
    await paid_late(database, owner, tmp_path, claim, 70_000, day - timedelta(1))
    assert (await fees(database))[-1] == "payment_demand 26250+6563"


async def test_a_direct_payment_of_all_capital_before_a_demand_takes_the_demands_fee_back_and_leaves_what_stood_then(
    database: Database, merchant: Merchant
) -> None:
    claim, day = await demanded_of(database, merchant, 100_000, steps=3, wishes={})
    assert (await stored(database, claim)).open.fees == 3_800 + 3_800 + 11_300
    told = Reported(
        Kind.DIRECT_PAYMENT, (ReportedPart(claim.claim_no, 100_000),), 100_000, day - timedelta(1), accounting_id="B1"
    )
    command = ReportPayment(told, [merchant.merchant_id])
    jobs = jobs_at(database, day + timedelta(3))
    await database.run(lambda c: report_payment(command, jobs.work(c)))
    now = await stored(database, claim)
    assert (now.open.principal, now.open.fees) == (0, 7_600)
    assert (await story(database, claim))[-3:] == ["paid", "fee_lowered", "interest_corrected"]
    assert (await fees(database))[-1] == "payment_demand 0+0"


async def test_a_part_that_was_given_back_lowers_nothing_more_and_a_second_payment_lowers_from_there(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claim, day = await demanded_of(database, merchant, 150_000, steps=3)
    await paid_late(database, merchant, tmp_path, claim, 70_000, day - timedelta(1))
    await paid_late(database, merchant, tmp_path, claim, 5_000, day - timedelta(2))
    assert (await fees(database))[-1] == "payment_demand 26250+0"
    await paid_late(database, merchant, tmp_path, claim, 40_000, day - timedelta(2))
    assert (await fees(database))[-1] == "payment_demand 18750+0"
    assert await judged_by_value_day(database, merchant, day + timedelta(200), collector=True) == []
