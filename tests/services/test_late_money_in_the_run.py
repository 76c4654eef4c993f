"""The daily run and money that comes late: real steps are taken back, and the run goes on from there."""

from datetime import UTC, date, datetime
from pathlib import Path

from fordring.domain.claim.parts import Parts
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.simulators.bank import Deposit
from fordring.storage.transaction import Database
from services.counter import Counter
from support.followed import delivered_claim, looked_until, steps_of, stored, story

WHOLE = 100_000


async def test_money_of_a_day_before_the_demand_cancels_it_and_closes_the_claim(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2027-01-21")
    assert (await stored(database, claim)).open == Parts(WHOLE, 18_900, 1_745)
    counter = Counter(database, merchant, tmp_path, datetime(2027, 1, 25, 9, tzinfo=UTC))
    owed = Money(WHOLE + 7_600 + 1_074, "NOK")
    await counter.pay(Deposit(owed, date(2027, 1, 10), reference=claim.reference or ""))
    now = await stored(database, claim)
    assert (now.closed_because, now.next_step_on) == ("paid", None)
    assert (await story(database, claim))[-2:] == ["step_cancelled", "paid"]
    assert await counter.refunds() == []


async def test_a_step_that_a_person_took_back_is_taken_again_with_its_fee_and_its_interest_once(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2026-12-14")
    counter = Counter(database, merchant, tmp_path, datetime(2026, 12, 15, 9, tzinfo=UTC))
    command = CancelStep(claim.claim_no, 1, [merchant.merchant_id], "the wrong address")
    await database.run(lambda connection: cancel_step(command, counter.jobs.work(connection)))
    assert (await stored(database, claim)).open == Parts(WHOLE)
    await looked_until(database, merchant, "2026-12-16")
    first, again = await steps_of(database, claim)
    assert (first[:19], again[:19]) == ("2026-12-14 reminder", "2026-12-15 reminder")
    assert (await stored(database, claim)).open == Parts(WHOLE, 3_800, int(again.split()[3]))
