"""Payment plans on a database: agreed on, kept, broken, paid early, taken back; and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.instalments import PlanState, PlanWish
from fordring.domain.merchant import Merchant
from fordring.services.following_up.cancel_plan import CancelPlan, cancel_plan
from fordring.storage.transaction import Database
from services.counter import Counter
from services.plans import FIRST, agreed, at, days, paid, rows, standing, stops, story


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def test_a_plan_is_kept_when_each_instalment_is_paid_by_its_own_reference(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    plan = (await agreed(counter, view)).plan
    first, second, third = plan.instalments
    assert len({each.reference for each in plan.instalments} | {view.claim.reference}) == 4
    assert (plan.fee_minor, plan.agreed.total, await stops(counter)) == (0, 900_00, 1)
    assert await rows(counter, view) == ["2027-01-04 30000 0", "2027-02-04 30000 0", "2027-03-04 30000 0"]
    await days(counter, "2026-12-24", "2026-12-25")
    await days(counter, "2026-12-25")
    await paid(counter, first.amount_minor, first.reference, "2027-01-04")
    await paid(counter, second.amount_minor, second.reference, "2027-01-20")
    assert await rows(counter, view) == ["2027-01-04 30000 30000", "2027-02-04 30000 30000", "2027-03-04 30000 0"]
    await days(counter, "2027-01-25", "2027-02-20", "2027-02-22")
    await paid(counter, third.amount_minor, third.reference, "2027-03-01")
    found = await standing(counter, view)
    assert (found.state, found.plan.state) == (PlanState.KEPT, PlanState.ACTIVE)
    await days(counter, "2027-03-02", "2027-03-03")
    assert (await standing(counter, view)).plan.state is PlanState.KEPT
    assert await stops(counter) == 0
    told = ["issued", "plan_agreed", "instalment_noticed", "paid", "paid", "instalment_noticed", "paid", "plan_kept"]
    assert await story(counter) == told


async def test_an_instalment_that_stays_unpaid_is_reminded_of_and_breaks_the_plan(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    await agreed(counter, view)
    await days(counter, "2026-12-25", "2027-01-09", "2027-01-11", "2027-01-25")
    assert (await standing(counter, view)).state is PlanState.ACTIVE
    await days(counter, "2027-01-26", "2027-01-27")
    found = await standing(counter, view)
    assert (found.state, found.plan.ended_because) == (
        PlanState.BROKEN,
        "instalment 1 of 2027-01-04 was not paid in full",
    )
    assert await stops(counter) == 0
    assert await story(counter) == ["issued", "plan_agreed", "instalment_noticed", "instalment_reminded", "plan_broken"]


async def test_money_that_is_paid_early_covers_the_instalments_in_order(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    plan = (await agreed(counter, view)).plan
    await paid(counter, 450_00, plan.instalments[2].reference, "2026-12-01")
    assert await rows(counter, view) == ["2027-01-04 30000 30000", "2027-02-04 30000 15000", "2027-03-04 30000 0"]
    await days(counter, "2027-01-26")
    assert await story(counter) == ["issued", "plan_agreed", "paid", "instalment_noticed"]
    await paid(counter, 450_00, view.claim.reference or "", "2027-01-27")
    assert (await standing(counter, view)).state is PlanState.KEPT


async def test_a_cancelled_plan_lets_the_claim_go_on_and_another_may_be_agreed_on(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    await agreed(counter, view)
    with pytest.raises(IllegalTransitionError, match="another payment plan"):
        await agreed(counter, view)
    command = CancelPlan(view.claim.claim_no, [counter.merchant.merchant_id], "The payer asked for it.")
    ended = await counter.database.run(lambda c: cancel_plan(command, counter.jobs.work(c)))
    assert (ended.state, await stops(counter)) == (PlanState.CANCELLED, 0)
    with pytest.raises(IllegalTransitionError, match="payment plan in state cancelled"):
        await counter.database.run(lambda c: cancel_plan(command, counter.jobs.work(c)))
    again = await agreed(counter, view, PlanWish(FIRST, monthly_minor=500_00))
    assert [each.amount_minor for each in again.plan.instalments] == [500_00, 400_00]
    assert again.plan.plan_no == 2


async def test_interest_up_to_the_agreement_is_in_the_plan_and_what_runs_later_falls_on_the_last(
    counter: Counter,
) -> None:
    view = await counter.invoice(10_000_00)
    at(counter, "2026-12-20")
    plan = (await agreed(counter, view)).plan
    assert plan.agreed.interest > 0
    assert (
        sum(each.amount_minor for each in plan.instalments)
        == plan.agreed.total
        == ((await counter.now(view)).claim.open.total)
    )


@pytest.mark.parametrize(
    ("wish", "more", "field"),
    [
        (PlanWish(FIRST, count=30), {}, "count"),
        (PlanWish(date(2026, 1, 1), count=2), {}, "first_on"),
        (PlanWish(FIRST, monthly_minor=1), {}, "monthly_minor"),
        (PlanWish(FIRST, count=2), {"accepted_by": " "}, "accepted_by"),
        (PlanWish(FIRST, count=2), {"accepted_how": "x" * 201}, "accepted_how"),
        (PlanWish(FIRST, count=2), {"note": "x" * 2001}, "note"),
    ],
)
async def test_what_cannot_be_agreed_on_names_its_field(
    counter: Counter, wish: PlanWish, more: dict[str, str], field: str
) -> None:
    view = await counter.invoice(900_00)
    with pytest.raises(InvalidCommandError, match=field):
        await agreed(counter, view, wish, **more)
