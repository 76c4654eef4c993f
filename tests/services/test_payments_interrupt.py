"""The days of payments are known where one interrupts limitation; what was taken back did not pay."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.services.planning import plans_of
from fordring.storage import limitation
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.reversals import banked, credit, reversal
from support import make
from support.followed import delivered_claim, stored


async def reported(database: Database, owner: Merchant, claim: Claim, minor: int, on: str) -> None:
    """The merchant reports money that came to itself that day, or takes that back."""
    day = date.fromisoformat(on)
    told = Reported(Kind.DIRECT_PAYMENT, (ReportedPart(claim.claim_no, minor),), minor, value_on=day)
    command = ReportPayment(told, {owner.merchant_id})
    wall = datetime.combine(day, make.WALL.timetz())
    await database.run(lambda connection: report_payment(command, make.work(connection, wall)))


async def last_day(database: Database, owner: Merchant, claim: Claim) -> str:
    now = await stored(database, claim)
    async with database.reading() as connection:
        plans: dict[Any, Any] = await plans_of(connection, owner, [now], make.WALL.date())
    return str(plans[now.claim_id].barred_after)


async def test_a_payment_begins_the_period_anew_in_sweden_and_not_in_norway(
    database: Database, merchant: Merchant
) -> None:
    swedish = await make.merchant(database, "SE", "T33334444")
    theirs = await delivered_claim(database, swedish, billing=make.billing("SE"))
    ours = await delivered_claim(database, merchant)
    for owner, claim in ((swedish, theirs), (merchant, ours)):
        assert await last_day(database, owner, claim) == "2029-11-30"
        await reported(database, owner, claim, 10_000, "2026-12-05")
        await reported(database, owner, claim, 10_000, "2027-01-07")
    assert await last_day(database, merchant, ours) == "2029-11-30"
    assert await last_day(database, swedish, theirs) == "2030-01-07"
    await reported(database, swedish, theirs, -10_000, "2027-01-09")
    assert await last_day(database, swedish, theirs) == "2029-12-05"
    await reported(database, swedish, theirs, -10_000, "2027-01-09")
    assert await last_day(database, swedish, theirs) == "2029-11-30"


async def test_money_from_the_bank_counts_on_its_value_day_until_it_is_taken_back(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    counter = Counter(database, merchant, tmp_path)
    claim = (await counter.invoice()).claim
    await banked(counter, credit(counter, 5_000, claim.reference or "", named="E1"))
    await banked(counter, credit(counter, 100, claim.reference or "", named="E2", value_on=DAY - timedelta(days=2)))

    async def days() -> tuple[date, ...]:
        async with database.reading() as connection:
            found = await limitation.paid_on(connection, merchant.merchant_id, [claim.claim_id])
        return found.get(claim.claim_id, ())

    assert await days() == (DAY - timedelta(days=2), DAY)
    await banked(counter, reversal(counter, 5_000, "E1"))
    assert await days() == (DAY - timedelta(days=2),)
