"""Money whose file comes late: steps that it would have prevented are taken back, interest is that of its own day."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.settings import Whose
from fordring.domain.merchant import Merchant
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.payments.report_credit import ReportCredit, report_credit
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.late_money import PRINCIPAL, followed_up, money, open_of, refunded, standing, told
from services.reversals import banked, reversal
from support import make
from support.steps import Taken, day, step_taken


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def test_a_payment_that_came_before_the_reminder_takes_its_fee_and_interest_back(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    assert await open_of(counter, view) == Parts(PRINCIPAL, 3_800, 6_712)
    await money(counter, view, PRINCIPAL, paid=15, comes=22)
    assert await counter.standing(view) == "captured 1000000, not_settled; closed paid, 0 open"
    assert await standing(counter) == []
    assert await told(counter) == [
        ("issued", "fordring"),
        ("reminded", "fordring"),
        ("step_cancelled", "fordring"),
        ("paid", "fordring"),
    ]
    assert await counter.balances() == text("""
        client_funds   1000000 NOK
        owed.merchant -1000000 NOK
    """)


async def test_a_payment_on_the_day_of_the_reminder_does_not(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, PRINCIPAL, paid=20, comes=22)
    assert await open_of(counter, view) == Parts(10_512)
    assert await standing(counter) == [1]


async def test_a_part_payment_lowers_the_interest_to_that_of_its_own_day(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, PRINCIPAL // 2, paid=10, comes=22)
    assert await open_of(counter, view) == Parts(PRINCIPAL // 2, 3_800, 3_356 + 1_678)
    assert await standing(counter) == [1]


async def test_what_was_paid_of_a_fee_that_is_taken_back_covers_what_is_open_and_the_rest_goes_back(
    counter: Counter,
) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, 10_512 + 300_000, paid=25, comes=25, payer_account="97101234561")
    assert await open_of(counter, view) == Parts(700_000)
    await money(counter, view, PRINCIPAL, paid=15, comes=30)
    assert await counter.standing(view) == "captured 1000000, not_settled; closed paid, 0 open"
    assert await refunded(counter) == [310_512]


async def test_a_paid_fee_of_a_closed_claim_goes_back_to_the_account_it_came_from(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, PRINCIPAL + 10_512, paid=25, comes=25, bank_reference="E1")
    await money(counter, view, PRINCIPAL, paid=15, comes=30)
    assert await refunded(counter) == [10_512, PRINCIPAL]
    assert await counter.balances() == text("""
        client_funds   2010512 NOK
        owed.merchant -1000000 NOK
        owed.payer    -1010512 NOK
    """)


async def test_the_operators_fee_is_taken_back_from_the_operator(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20), Taken(40, 60_000, whose=Whose.OPERATOR))
    await money(counter, view, 63_800, paid=45, comes=45)
    await money(counter, view, PRINCIPAL + 10_512, paid=30, comes=50)
    assert await standing(counter) == [1]
    kept = 3_800 + 10_068  # the reminder's fee, and the interest up to the day of the money
    assert await refunded(counter) == [63_800 + 10_512 - kept]
    assert await counter.balances() == text(f"""
        client_funds   {PRINCIPAL + 10_512 + 63_800} NOK
        owed.merchant -{PRINCIPAL + kept} NOK
        owed.payer    -{63_800 + 10_512 - kept} NOK
    """)


async def test_one_who_pays_what_the_letter_says_is_done_and_a_little_more_is_interest(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, PRINCIPAL + 10_512 + 4_000, paid=30, comes=31)
    assert await counter.standing(view) == "captured 1000000, not_settled; closed paid, 0 open"
    assert await refunded(counter) == [4_000 - 3_356]


async def test_without_a_letter_nothing_but_the_invoice_is_owed(counter: Counter) -> None:
    view = await followed_up(counter)
    await money(counter, view, PRINCIPAL + 5_000, paid=20, comes=20)
    assert await refunded(counter) == [5_000]


async def test_days_on_which_the_delay_was_the_creditors_meet_no_interest(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    counter.wall = datetime.combine(day(21), time(9), UTC)
    stop = StopClaim(view.claim.claim_no, [counter.merchant.merchant_id], StopReason.DISPUTED, interest_paused=True)
    await counter.database.run(lambda c: stop_claim(stop, counter.jobs.work(c)))
    await money(counter, view, PRINCIPAL + 10_512 + 4_000, paid=30, comes=31)
    assert await refunded(counter) == [4_000]


async def test_the_next_letter_asks_for_the_interest_of_the_day_the_money_was_paid_not_the_day_its_file_came(
    counter: Counter,
) -> None:
    view = await followed_up(counter)
    await money(counter, view, PRINCIPAL // 2, paid=10, comes=18)
    await step_taken(counter.database, counter.merchant, view.claim.claim_id, Taken(20))
    assert await open_of(counter, view) == Parts(PRINCIPAL // 2, 3_800, 3_356 + 1_678)


async def test_what_the_bank_takes_back_bears_interest_again_from_then_on_by_the_next_letter(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, PRINCIPAL + 10_512, paid=25, comes=25, bank_reference="E1")
    counter.wall = datetime.combine(day(40), time(9), UTC)
    await banked(counter, reversal(counter, PRINCIPAL + 10_512, "E1", value_on=day(40)))
    assert await open_of(counter, view) == Parts(PRINCIPAL, 3_800, 6_712)
    await step_taken(counter.database, counter.merchant, view.claim.claim_id, Taken(50, 0))
    assert await open_of(counter, view) == Parts(PRINCIPAL, 3_800, 8_390 + 3_356)


@pytest.mark.parametrize(
    ("kind", "minor", "left"),
    [
        (Kind.DIRECT_PAYMENT, PRINCIPAL, Parts()),
        (Kind.DIRECT_PAYMENT, PRINCIPAL // 2, Parts(PRINCIPAL // 2, 3_800, 3_356 + 1_678)),
        (Kind.CREDIT, PRINCIPAL // 2, Parts(PRINCIPAL // 2, 3_800, 3_356 + 1_678)),
        (Kind.CREDIT, PRINCIPAL, Parts()),
    ],
)
async def test_what_the_merchants_books_report_counts_from_the_day_that_is_said(
    counter: Counter, kind: Kind, minor: int, left: Parts
) -> None:
    view = await followed_up(counter, Taken(20))
    told = Reported(kind, (ReportedPart(view.claim.claim_no, minor),), minor, day(10))
    counter.wall = datetime.combine(day(22), time(9), UTC)
    owner = [counter.merchant.merchant_id]
    if kind is Kind.CREDIT:
        await counter.database.run(lambda c: report_credit(ReportCredit(told, owner), counter.jobs.work(c)))
    else:
        await counter.database.run(lambda c: report_payment(ReportPayment(told, owner), counter.jobs.work(c)))
    assert await open_of(counter, view) == left


@pytest.mark.parametrize(("country", "left"), [("SE", (999_000, 0)), ("FI", (996_000, 3_000))])
async def test_each_country_covers_in_its_own_order_what_was_owed_on_the_day(
    database: Database, tmp_path: Path, country: str, left: tuple[int, int]
) -> None:
    counter = Counter(database, await make.merchant(database, country, "T22223333"), tmp_path)
    view = await followed_up(counter, Taken(20, 3_000, interest=False), Taken(40, 5_000, interest=False))
    await money(counter, view, 4_000, paid=30, comes=45)
    assert await open_of(counter, view) == Parts(left[0], left[1] + 5_000)
