"""Money in: files from the bank become payments, refunds, unidentified money and questions; never twice, never lost."""

from pathlib import Path
from typing import Any

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.purchase.purchase import Callback, Channel, Kind
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.simulators.bank import Deposit
from fordring.simulators.payers import Bill, Habit, deposits_of
from fordring.storage import payments
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, kinds, text
from support import make


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def test_a_payment_with_the_reference_captures_the_purchase_and_closes_the_claim(counter: Counter) -> None:
    view = await counter.invoice()
    file = await counter.pay(counter.deposit(view))
    assert (file.state, file.counts, file.problems) == ("booked", {"matched": 1}, [])
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"
    assert await counter.balances() == text("""
        client_funds   12500 NOK
        owed.merchant -12500 NOK
    """)


async def test_the_capture_event_correlates_to_the_start_of_collection(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 5_000), counter.deposit(view, 7_500))
    events = (await counter.now(view)).purchase.events
    assert kinds(await counter.now(view))[2:] == [("collection_started", 12_500), ("paid", 5_000), ("paid", 7_500)]
    assert [event.event_no for event in events] == [1, 2, 3, 4, 5]
    assert {event.correlation_request_id for event in events[3:]} == {events[2].request.request_id}


async def test_a_part_payment_leaves_the_rest_receivable(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 5_000))
    assert await counter.standing(view) == "partially_captured 5000, not_settled; issued, 7500 open"
    assert await counter.balances() == text("""
        client_funds          5000 NOK
        expected.merchant    -7500 NOK
        owed.merchant        -5000 NOK
        receivable.principal  7500 NOK
    """)


async def test_an_overpayment_is_owed_back_to_the_account_it_came_from(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 15_000))
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"
    assert await counter.refunds() == [(2_500, "NO8797101234561", "overpaid")]
    assert await counter.balances() == text("""
        client_funds   15000 NOK
        owed.merchant -12500 NOK
        owed.payer     -2500 NOK
    """)


async def test_a_second_payment_of_a_paid_claim_goes_back_whole(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view), counter.deposit(view, payer_account=""))
    assert await counter.refunds() == [(12_500, "", "the claim is paid")]
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_money_for_a_voided_purchase_is_refunded_and_never_captured(counter: Counter) -> None:
    view = await counter.invoice()
    command = VoidPurchase(counter.merchant.merchant_id, view.purchase.purchase_id)
    await counter.database.run(lambda connection: void_purchase(command, make.work(connection)))
    await counter.pay(counter.deposit(view))
    assert await counter.standing(view) == "voided 0, not_settled; closed withdrawn, 0 open"
    assert await counter.refunds() == [(12_500, "NO8797101234561", "the claim is withdrawn")]


async def test_a_payment_before_the_merchant_delivers_is_taken_too(counter: Counter) -> None:
    view = await counter.invoice(channel=Channel.MERCHANT)
    await counter.pay(counter.deposit(view))
    assert kinds(await counter.now(view)) == [("initialized", 12_500), ("authorized", 12_500), ("paid", 12_500)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"reference": ""}, "unidentified: the payment bears no reference"),
        ({"reference": "999999999999"}, "unidentified: no claim has the reference 999999999999"),
    ],
)
async def test_money_without_a_known_reference_waits_in_the_house_book(
    counter: Counter, said: dict[str, Any], reason: str
) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, **said))
    assert await counter.waiting() == [reason]
    assert await counter.balances() == text("""
        expected.merchant       -12500 NOK
        receivable.principal     12500 NOK
        house client_funds       12500 NOK
        house owed.unidentified -12500 NOK
    """)


async def test_a_reference_in_free_text_is_found_by_its_check_digit(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, reference="", text=f"Faktura, KID {view.claim.reference} takk"))
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"


async def test_a_payment_is_never_matched_against_its_own_reference(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, reference="999999999999", text=f"KID {view.claim.reference}"))
    assert await counter.waiting() == ["unidentified: no claim has the reference 999999999999"]


@pytest.mark.parametrize("country", ["SE", "FI"])
async def test_references_of_the_neighbours_are_matched(database: Database, tmp_path: Path, country: str) -> None:
    counter = Counter(database, await make.merchant(database, country), tmp_path)
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 5_000), counter.deposit(view, 7_500, reference=f" {view.claim.reference}"))
    assert (await counter.standing(view)).startswith("captured 12500")


@pytest.mark.parametrize("spelt", ["{0:0>20}", "RF{1:02}{0}"])
async def test_a_viitenumero_may_be_padded_or_stand_in_an_rf_reference(
    database: Database, tmp_path: Path, spelt: str
) -> None:
    counter = Counter(database, await make.merchant(database, "FI"), tmp_path)
    view = await counter.invoice()
    reference = view.claim.reference or ""
    check = 98 - int(f"{reference}271500") % 97
    await counter.pay(counter.deposit(view, reference=spelt.format(reference, check)))
    assert (await counter.standing(view)).startswith("captured 12500")


async def test_payments_of_one_batch_entry_are_booked_each_for_its_own_claim(counter: Counter) -> None:
    views = [await counter.invoice(amount) for amount in (1_000, 2_000, 3_000)]
    await counter.pay(*(counter.deposit(view, batch="B1") for view in views))
    assert [(await counter.now(view)).purchase.status for view in views] == ["captured"] * 3


async def test_lines_are_booked_in_order_when_several_pay_one_claim(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(*(counter.deposit(view, 5_000) for _ in range(3)))
    async with counter.database.reading() as connection:
        found = await payments.of_claim(connection, view.claim.merchant_id, view.claim.claim_id)
    assert [(p.principal_minor, p.surplus_minor) for p in found] == [(5_000, 0), (5_000, 0), (2_500, 2_500)]


async def test_the_merchant_is_called_for_a_payment_it_wants_to_hear_of(counter: Counter) -> None:
    wanted = Callback("https://shop.example/callback", frozenset({Kind.PAID}), 30)
    view = await counter.invoice(callback=wanted)
    await counter.pay(counter.deposit(view))
    async with counter.database.reading() as connection:
        owed = await connection.fetch("SELECT event_no, state FROM outgoing_call")
    assert [tuple(call) for call in owed] == [(4, "waiting")]


async def test_what_a_payment_covers_first_may_be_the_merchants_choice(database: Database, tmp_path: Path) -> None:
    settings = {"payment_order": ["principal", "fees", "interest"]}
    counter = Counter(database, await make.merchant(database, settings=settings), tmp_path)
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 1))
    assert await counter.standing(view) == "partially_captured 1, not_settled; issued, 12499 open"


@pytest.mark.parametrize(
    ("habit", "captured", "refunded"),
    [
        (Habit.ON_TIME, 12_501, 0),
        (Habit.AT_ONCE, 12_501, 0),
        (Habit.LATE, 12_501, 0),
        (Habit.IN_TWO_PARTS, 12_501, 0),
        (Habit.TOO_MUCH, 12_501, 5_000),
        (Habit.TWICE, 12_501, 12_501),
        (Habit.WITHOUT_REFERENCE, 0, 0),
    ],
)
async def test_every_habit_of_payers_comes_out_even(
    counter: Counter, habit: Habit, captured: int, refunded: int
) -> None:
    view = await counter.invoice(12_501)
    claim = view.claim
    bill = Bill(claim.reference or "", Money(12_501, "NOK"), claim.issued_on or DAY, claim.due_on or DAY)
    await counter.pay(*deposits_of(bill, habit))
    assert (await counter.now(view)).purchase.captured_minor == captured
    assert sum(amount for amount, _, _ in await counter.refunds()) == refunded


async def test_money_in_another_currency_is_a_question_and_not_posted(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(Deposit(Money(12_500, "EUR"), DAY, view.claim.reference or ""))
    assert await counter.waiting() == ["question: EUR on an account in NOK"]
    assert (await counter.now(view)).purchase.captured_minor == 0
