"""The daily run and what nobody wants: other currencies, fees above the claim, holidays, new wishes, broken batches."""

from datetime import date

import pytest

from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.jobs.following_up import FollowUp
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.following_up.follow_up_batch import FollowUpBatch, follow_up_batch
from fordring.storage import following_up
from fordring.storage.transaction import Database
from support import make
from support.followed import delivered_claim, jobs_at, looked_at, looked_until, steps_of, story, waiting
from support.judged import judged
from support.lives import balances, count


class BrokenOffError(Exception):
    """The worker is gone."""


async def test_another_currency_than_the_countrys_bears_no_fee_and_waits_for_a_person(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim SET currency = 'EUR' WHERE claim_id = $1", claim.claim_id)
    await looked_until(database, merchant, "2027-12-31")
    assert [(kind, why[0]) for kind, _, why in (await waiting(database, [claim])).values()] == [
        ("person", "other_currency")
    ]
    assert await steps_of(database, claim) == []
    assert await story(database, claim) == ["issued", "delivered", "person_wanted"]
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim SET currency = 'NOK' WHERE claim_id = $1", claim.claim_id)


async def test_a_fee_that_is_more_than_the_claim_is_not_asked_for(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant, 1_000)
    await looked_until(database, merchant, "2027-12-31")
    assert [step.split()[2] for step in await steps_of(database, claim)] == ["0+0", "0+0", "0+0"]
    assert (await judged(database, merchant, date(2027, 12, 31))).total() == 3


async def test_days_count_from_the_business_day_behind_a_holiday(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant, days_until_due=46)
    assert claim.due_on == date(2027, 1, 1)
    await looked_until(database, merchant, "2027-01-17")
    assert await steps_of(database, claim) == []
    await looked_until(database, merchant, "2027-01-18")
    assert [step[:19] for step in await steps_of(database, claim)] == ["2027-01-18 reminder"]


async def test_years_without_a_run_are_one_step_a_day_and_never_two_at_once(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_at(database, merchant, "2028-06-01")
    assert [step.split()[1] for step in await steps_of(database, claim)] == ["reminder"]
    await looked_until(database, merchant, "2028-12-31")
    assert [step.split()[1] for step in await steps_of(database, claim)] == [
        *("reminder", "collection_notice", "payment_demand"),
    ]
    assert (await judged(database, merchant, date(2028, 12, 31))).total() == 3


async def test_wishes_changed_in_mid_plan_hold_for_the_steps_to_come(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2026-12-20")
    steps = [{"kind": "reminder"}, {"kind": "collection_notice", "after_days": 60, "fee": False}]
    command = ChooseFollowUp(merchant.merchant_id, False, {"steps": steps})
    await database.run(lambda c: choose_follow_up(command, jobs_at(database, "2026-12-20").work(c)))
    async with database.transaction() as connection:
        await following_up.look_again(connection, merchant.merchant_id, [claim.claim_id], date(2026, 12, 20))
    await looked_until(database, merchant, "2027-12-31")
    assert [step.split()[:3] for step in await steps_of(database, claim)] == [
        ["2026-12-14", "reminder", "3800+0"],
        ["2027-02-12", "collection_notice", "0+0"],
    ]


async def test_a_batch_that_was_broken_off_is_done_again_with_the_same_ledger(
    database: Database, merchant: Merchant
) -> None:
    claims = [
        await delivered_claim(database, merchant, billing=make.billing(email=f"{place}@example.com"))
        for place in range(6)
    ]
    await looked_until(database, merchant, "2026-12-13")
    jobs = jobs_at(database, "2026-12-14")
    with pytest.raises(BrokenOffError):
        await _broken_off(database, merchant, jobs)
    assert await count(database, "step") == 0
    assert await FollowUp(jobs, claims_max=4).follow_up(merchant.merchant_id) == len(claims)
    assert (await balances(database, merchant))["receivable.fees NOK"] == 3_800 * len(claims)
    assert await looked_at(database, merchant, "2026-12-14") == 0


async def _broken_off(database: Database, merchant: Merchant, jobs: JobsContext) -> None:
    day = date(2026, 12, 14)
    async with database.transaction() as connection:
        held = await following_up.hold_due(connection, merchant.merchant_id, day, claims_max=2, wait=False)
        assert await follow_up_batch(FollowUpBatch(merchant.merchant_id, held), jobs.work(connection)) == 2
        raise BrokenOffError
