"""Money that the bank takes back: the booking is undone, once, and everything stands as if it had not come."""

from pathlib import Path
from typing import Any

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.formats.banking.model import BankLine, Direction, Reference, ReferenceKind
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.views import PurchaseView
from fordring.storage import payments
from fordring.storage.transaction import Database
from services.counter import Counter, kinds, text
from services.reversals import banked, credit, reversal
from support import make
from support.lives import fees_demanded


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def paid(counter: Counter, amount_minor: int = 12_500, named: str = "E1") -> PurchaseView:
    """An invoice of 125 kr with a payment for it."""
    view = await counter.invoice()
    await banked(counter, credit(counter, amount_minor, view.claim.reference or "", named=named))
    return view


@pytest.mark.parametrize(
    ("names", "more"),
    [
        (("E1",), {}),
        ((), {"entry_reference": "E1"}),
        ((), {"transaction_reference": "E1"}),
        ((), {"text": "Tilbakeføring av E1-0001 E1"}),
        (("E1",), {"reversal": False}),
        (("E1",), {"reversal": False, "return_reason": "AC04"}),
    ],
)
async def test_a_reversal_that_names_the_credit_reopens_the_claim(
    counter: Counter, names: tuple[str, ...], more: dict[str, Any]
) -> None:
    long = "E1-0001"
    view = await paid(counter, named=long)
    named = tuple(long for _ in names)
    told = {key: (value.replace("E1", long) if isinstance(value, str) else value) for key, value in more.items()}
    assert await banked(counter, reversal(counter, 12_500, *named, **told)) == {"reversal": 1}
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"
    assert await counter.balances() == text("""
        expected.merchant    -12500 NOK
        receivable.principal  12500 NOK
    """)


async def test_the_merchant_is_told_what_was_undone_and_called_for_it(counter: Counter) -> None:
    wanted = Callback("https://shop.example/callback", frozenset({Kind.REVERSED}), 30)
    view = await counter.invoice(callback=wanted)
    await banked(counter, credit(counter, 12_500, view.claim.reference or "", named="E1"))
    await banked(counter, reversal(counter, 12_500, "E1"))
    now = await counter.now(view)
    event = now.purchase.events[-1]
    assert kinds(now)[-2:] == [("paid", 12_500), ("reversed", 12_500)]
    assert (event.facts["corrects"], event.correlation_request_id) == ([4], now.purchase.events[2].request.request_id)
    async with counter.database.reading() as connection:
        owed = await connection.fetch("SELECT event_no FROM outgoing_call")
    assert [call["event_no"] for call in owed] == [5]


@pytest.mark.parametrize("more", [{"names": True}, {"end_to_end_id": "faktura-77"}])
async def test_without_the_banks_reference_the_end_to_end_id_or_the_payment_reference_finds_it(
    counter: Counter, more: dict[str, Any]
) -> None:
    view = await counter.invoice()
    reference = view.claim.reference or ""
    await banked(counter, credit(counter, 12_500, reference, named="E1", end_to_end_id="faktura-77"))
    names = (reference,) if more.pop("names", False) else ()
    assert await banked(counter, reversal(counter, 12_500, *names, **more)) == {"reversal": 1}
    assert (await counter.now(view)).claim.open.principal == 12_500


async def test_the_same_reversal_in_two_files_is_booked_once(counter: Counter) -> None:
    view = await paid(counter)
    once = reversal(counter, 12_500, "E1", entry_reference="B1")
    assert await banked(counter, once) == {"reversal": 1}
    assert await banked(counter, once) == {"known before": 1}
    assert await banked(counter, reversal(counter, 12_500, "E1", entry_reference="B2")) == {"question": 1}
    assert await counter.waiting() == ["question: the credit with its bank reference has 0.00 NOK left, not 125.00 NOK"]
    assert (await counter.now(view)).claim.open.principal == 12_500


async def test_a_credit_and_its_reversal_may_stand_in_one_file_in_either_order(counter: Counter) -> None:
    view = await counter.invoice()
    came = credit(counter, 12_500, view.claim.reference or "", named="E1")
    assert await banked(counter, reversal(counter, 12_500, "E1"), came) == {"matched": 1, "reversal": 1}
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"


async def test_a_part_that_is_taken_back_leaves_what_a_smaller_payment_would_have_covered(counter: Counter) -> None:
    view = await counter.invoice()
    await fees_demanded(counter.database, counter.merchant, view.claim.claim_id, 3_500, 100)
    await banked(counter, credit(counter, 10_000, view.claim.reference or "", named="E1"))
    await banked(counter, reversal(counter, 9_000, "E1"))
    now = await counter.now(view)
    assert (now.purchase.status, now.claim.open.principal, now.claim.open.fees, now.claim.open.interest) == (
        *("authorized", 12_500),
        *(2_500, 100),
    )
    await banked(counter, reversal(counter, 1_000, "E1"))
    assert (await counter.now(view)).claim.open.total == 16_100


async def test_an_overpayment_that_waits_to_go_back_is_not_sent(counter: Counter) -> None:
    view = await paid(counter, 15_000)
    await banked(counter, reversal(counter, 1_000, "E1"))
    assert [amount for amount, *_ in await counter.refunds()] == [1_500]
    await banked(counter, reversal(counter, 14_000, "E1", entry_reference="B2"))
    assert await counter.refunds() == []
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"


async def test_unidentified_money_that_is_taken_back_leaves_the_house_book(counter: Counter) -> None:
    await banked(counter, credit(counter, 900, "", named="E1"))
    await banked(counter, reversal(counter, 400, "E1"))
    assert await counter.balances() == text("""
        house client_funds       500 NOK
        house owed.unidentified -500 NOK
    """)
    await banked(counter, reversal(counter, 500, "E1", entry_reference="B2"))
    assert (await counter.balances(), await counter.waiting()) == ("", [])


async def test_a_reversal_of_one_transfer_for_several_invoices_undoes_each(counter: Counter) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    named = [(view.claim.reference, view.claim.principal_minor) for view in views]
    await banked(counter, several(counter, named))
    assert await banked(counter, reversal(counter, 500, "E1")) == {"question": 1}
    assert await banked(counter, reversal(counter, 3_000, "E1", entry_reference="B2")) == {"reversal": 1}
    assert [(await counter.now(view)).claim.open.total for view in views] == [1_000, 2_000]


async def test_of_a_transfer_for_several_invoices_a_part_may_name_its_own(counter: Counter) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    await banked(counter, several(counter, [(view.claim.reference, view.claim.principal_minor) for view in views]))
    await banked(counter, reversal(counter, 500, "E1", views[1].claim.reference or ""))
    assert [(await counter.now(view)).claim.open.total for view in views] == [0, 500]
    await banked(counter, reversal(counter, 1_000, "E1", entry_reference="B2"))
    assert [(await counter.now(view)).claim.open.total for view in views] == [1_000, 500]


async def test_what_was_paid_of_a_voided_purchase_and_taken_back_is_open_again(counter: Counter) -> None:
    view = await paid(counter, 5_000)
    command = VoidPurchase(counter.merchant.merchant_id, view.purchase.purchase_id)
    await counter.database.run(lambda connection: void_purchase(command, make.work(connection)))
    await banked(counter, reversal(counter, 5_000, "E1"))
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 5000 open"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, "a reversal: no earlier credit is what it takes back"),
        ({"direction": Direction.CREDIT}, "a reversal of a debit: reject the payout or refund that came back"),
    ],
)
async def test_a_reversal_without_its_credit_is_a_question_and_not_posted(
    counter: Counter, more: dict[str, Any], reason: str
) -> None:
    await paid(counter)
    assert await banked(counter, reversal(counter, 12_500, "E9", **more)) == {"question": 1}
    assert await counter.waiting() == [f"question: {reason}"]


async def test_a_charge_that_names_its_credit_is_a_question_and_any_other_debit_is_noted(counter: Counter) -> None:
    view = await paid(counter)
    assert await banked(counter, reversal(counter, 100, "E1", reversal=False)) == {"question": 1}
    assert await banked(counter, reversal(counter, 100, "E7", reversal=False)) == {"noted": 1}
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_the_claims_file_has_the_payment_and_what_was_taken_back_of_it(counter: Counter) -> None:
    view = await paid(counter)
    await banked(counter, reversal(counter, 4_000, "E1"))
    async with counter.database.reading() as connection:
        first, second = await payments.of_claim(connection, view.claim.merchant_id, view.claim.claim_id)
    assert (first.amount_minor, second.amount_minor, second.reverses) == (12_500, -4_000, first.payment_id)


def several(counter: Counter, named: list[tuple[str | None, int]]) -> BankLine:
    """One credit with several references and what is for each."""
    references = tuple(
        Reference(ReferenceKind.SCOR, reference or "", "SCOR", amount=Money(part, "NOK")) for reference, part in named
    )
    return credit(counter, sum(part for _, part in named), "", named="E1", references=references)
