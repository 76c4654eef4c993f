"""Payment plans on a database: agreed on, kept, broken, paid early, taken back; and what is refused."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.figures import Item
from fordring.domain.followup.instalments import PlanState, PlanWish
from fordring.domain.followup.mark import Mark
from fordring.domain.merchant import Merchant
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.claim_facts import facts_of
from fordring.services.following_up.cancel_plan import CancelPlan, cancel_plan
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.views import PurchaseView
from fordring.storage import claim_stops
from fordring.storage.claim_stops import ListedStop
from fordring.storage.transaction import Database
from services.counter import Counter
from services.plans import FIRST, agreed, at, days, paid, rows, standing, stops, story, taken_away
from support import make


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
    [ended] = await listed(counter, view)
    assert (ended.look_on, ended.stop.ended_on) == (None, date(2027, 1, 26))
    assert ended.stop.ended_because == "plan 1 broken: instalment 1 of 2027-01-04 was not paid in full"


async def test_the_stop_of_a_plan_is_looked_at_when_something_is_due_of_the_plan(counter: Counter) -> None:
    """Not thirty days after it was made; and it stands in the list of stops by that day."""
    view, other = await counter.invoice(900_00), await counter.invoice(500_00)
    await agreed(counter, view)
    stop = StopClaim(other.claim.claim_no, None, StopReason.DISPUTED, date(2026, 12, 30))
    await counter.database.run(lambda connection: stop_claim(stop, make.work(connection, counter.wall)))
    for day, expected in (
        ("2026-11-30", ["payment_plan 2026-12-25", "disputed 2026-12-30"]),
        ("2026-12-25", ["disputed 2026-12-30", "payment_plan 2027-01-11"]),
        ("2027-01-11", ["disputed 2026-12-30", "payment_plan 2027-01-26"]),
    ):
        await days(counter, day)
        async with counter.database.reading() as connection:
            found = await claim_stops.open_ones(connection, None)
        assert [f"{each.stop.reason} {each.look_on}" for each in found] == expected


async def listed(counter: Counter, view: PurchaseView) -> Sequence[ListedStop]:
    async with counter.database.reading() as connection:
        return await claim_stops.of_claim(connection, view.claim)


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


async def test_what_nobody_vouches_for_is_said_of_a_collectors_plan_and_in_its_letters(counter: Counter) -> None:
    collector = {"regime": "collector", "licence": "2026/1", "collector": "Fjellinkasso AS"}
    choosing = ChooseFollowUp(counter.merchant.merchant_id, False, collector, by_operator=True)
    await counter.database.run(lambda c: choose_follow_up(choosing, counter.jobs.work(c)))
    view = await counter.invoice(10_000_00)
    at(counter, "2026-12-20")
    plan = (await agreed(counter, view)).plan
    assert plan.fee_minor > 0
    marked = {mark.item for text in plan.marks if (mark := Mark.read(text))}
    assert marked == {Item.COLLECTION_RATE, Item.PLAN_SHARE, Item.LATE_INTEREST}
    await days(counter, "2026-12-30")
    assert (await standing(counter, view)).plan.marks == plan.marks
    async with counter.database.reading() as connection:
        letters = await connection.fetch("SELECT content FROM letter ORDER BY document_id")
    assert [each["content"]["marks"] for each in letters] == [list(plan.marks)] * 2


REFUSED: list[tuple[PlanWish, dict[str, str], str]] = [
    (PlanWish(FIRST, count=30), {}, "count"),
    (PlanWish(date(2026, 1, 1), count=2), {}, "first_on"),
    (PlanWish(FIRST, monthly_minor=1), {}, "monthly_minor"),
    (PlanWish(FIRST, count=2), {"accepted_by": " "}, "accepted_by"),
    (PlanWish(FIRST, count=2), {"accepted_how": "x" * 201}, "accepted_how"),
    (PlanWish(FIRST, count=2), {"note": "x" * 2001}, "note"),
]


async def test_what_cannot_be_agreed_on_names_its_field(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    for wish, more, field in REFUSED:
        with pytest.raises(InvalidCommandError, match=field):
            await agreed(counter, view, wish, **more)


COUNTRIES = [("SE", "SEK", 170_00, 60_00), ("FI", "EUR", 20_00, 0)]


@pytest.mark.parametrize(("country", "currency", "fee", "notice"), COUNTRIES)
async def test_each_country_has_its_fees_and_a_notices_is_paid_with_its_instalment(
    database: Database, tmp_path: Path, country: str, currency: str, fee: int, notice: int
) -> None:
    owner = await make.merchant(database, country)
    counter = Counter(database, owner, tmp_path)
    view = await counter.invoice(900_00)
    found = await agreed(counter, view)
    assert (found.plan.fee_minor, found.plan.notice_fee_minor, found.claim.currency) == (fee, notice, currency)
    assert found.plan.agreed == Parts(900_00, fee)
    await days(counter, "2026-12-30")
    first = (await standing(counter, view)).rows[0]
    assert first.instalment.fee_minor == notice
    assert first.amount_minor == (900_00 + fee) // 3 + notice
    async with database.reading() as connection:
        known = await facts_of(connection, owner, [(await counter.now(view)).claim], date(2026, 12, 30))
    assert known[view.claim.claim_id].plan_fees_minor == fee + notice


async def test_a_fee_higher_than_the_claim_is_refused_and_the_plan_may_go_without(
    database: Database, tmp_path: Path
) -> None:
    counter = Counter(database, await make.merchant(database, "SE"), tmp_path)
    view = await counter.invoice(150_00)
    with pytest.raises(InvalidCommandError, match="fee: is more than what is owed"):
        await agreed(counter, view, PlanWish(FIRST, count=1))
    assert (await agreed(counter, view, PlanWish(FIRST, count=1), fee=False)).plan.agreed.total == 150_00


async def test_while_the_payer_disputes_it_nothing_is_sent_and_no_plan_is_broken(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    await agreed(counter, view)
    await days(counter, "2026-12-25", "2027-01-11")
    stop = StopClaim(view.claim.claim_no, None, StopReason.DISPUTED)
    await counter.database.run(lambda c: stop_claim(stop, counter.jobs.work(c)))
    await days(counter, "2027-01-26", "2027-01-27", "2027-03-01")
    assert (await standing(counter, view)).state is PlanState.ACTIVE
    assert await story(counter) == ["issued", "plan_agreed", "instalment_noticed", "instalment_reminded", "stopped"]


async def test_a_disputed_claim_gets_no_plan(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    stop = StopClaim(view.claim.claim_no, None, StopReason.DISPUTED)
    await counter.database.run(lambda c: stop_claim(stop, counter.jobs.work(c)))
    with pytest.raises(IllegalTransitionError, match="disputed"):
        await agreed(counter, view)


async def test_a_payment_that_is_taken_back_opens_a_kept_plan_again(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    await agreed(counter, view)
    await paid(counter, 900_00, view.claim.reference or "", "2026-12-01")
    await days(counter, "2026-12-02")
    assert ((await standing(counter, view)).plan.state, await stops(counter)) == (PlanState.KEPT, 0)
    await taken_away(counter)
    await days(counter, "2026-12-03")
    found = await standing(counter, view)
    assert (found.plan.state, found.paid_minor, await stops(counter)) == (PlanState.ACTIVE, 0, 1)


async def test_a_withdrawn_claim_needs_no_plan(counter: Counter) -> None:
    view = await counter.invoice(900_00)
    await agreed(counter, view)
    void = VoidPurchase(counter.merchant.merchant_id, view.purchase.purchase_id)
    await counter.database.run(lambda c: void_purchase(void, counter.jobs.work(c)))
    await days(counter, "2026-12-03")
    assert ((await standing(counter, view)).plan.state, await stops(counter)) == (PlanState.CANCELLED, 0)
