"""Fees of the operator beside the merchant's: which are covered first, and that both books stay true."""

from pathlib import Path

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.settings import Whose
from fordring.domain.merchant import Merchant
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.reversals import banked, reversal
from support.lives import fees_demanded, voided


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def followed_up(counter: Counter) -> PurchaseView:
    """An invoice of 125 kr with a reminder's fee of 38 kr, a collector's of 600 kr and interest of 20 kr."""
    view = await counter.invoice()
    claim_id = view.claim.claim_id
    await fees_demanded(counter.database, counter.merchant, claim_id, 3_800, 500)
    await fees_demanded(counter.database, counter.merchant, claim_id, 60_000, 1_500, Whose.OPERATOR)
    return view


async def test_of_fees_the_merchants_are_covered_before_the_operators(counter: Counter) -> None:
    view = await followed_up(counter)
    await counter.pay(counter.deposit(view, 10_000, bank_reference="E1"))
    assert (await counter.now(view)).claim.open == Parts(12_500, 53_800, 2_000, 53_800)
    assert await counter.balances() == text("""
        client_funds           10000 NOK
        expected.merchant     -14500 NOK
        expected.operator     -53800 NOK
        owed.merchant          -3800 NOK
        owed.operator.fees     -6200 NOK
        receivable.fees        53800 NOK
        receivable.interest     2000 NOK
        receivable.principal   12500 NOK
    """)
    await counter.pay(counter.deposit(view, 68_300))
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"


async def test_a_payment_that_is_taken_back_leaves_the_operators_fees_open_again(counter: Counter) -> None:
    view = await followed_up(counter)
    await counter.pay(counter.deposit(view, 10_000, bank_reference="E1"))
    await banked(counter, reversal(counter, 4_000, "E1"))
    assert (await counter.now(view)).claim.open == Parts(12_500, 57_800, 2_000, 57_800)
    await banked(counter, reversal(counter, 6_000, "E1"))
    assert (await counter.now(view)).claim.open == Parts(12_500, 63_800, 2_000, 60_000)


async def test_all_of_it_falls_away_with_the_invoice(counter: Counter) -> None:
    view = await followed_up(counter)
    await voided(counter.database, view)
    assert (await counter.now(view)).claim.open == Parts()
    assert await counter.balances() == ""
