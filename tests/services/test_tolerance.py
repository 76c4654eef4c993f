"""A payment that lacks a little closes its claim, where the merchant tolerates it; the rest is written off."""

from pathlib import Path

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.services.configuring.choose_matching import ChooseMatching, choose_matching
from fordring.storage.transaction import Database
from services.counter import Counter, kinds, text
from services.reversals import banked, reversal
from support import make
from support.lives import fees_demanded


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant that tolerates two kroner."""
    merchant = await make.merchant(database)
    command = ChooseMatching(merchant.merchant_id, tolerance_minor=200)
    return Counter(database, await database.run(lambda c: choose_matching(command, make.work(c))), tmp_path)


async def test_a_payment_that_lacks_a_little_closes_the_claim_and_captures_the_purchase(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 12_300, bank_reference="E1"))
    assert await counter.standing(view) == "captured 12300, not_settled; closed paid, 0 open"
    assert kinds(await counter.now(view))[-2:] == [("paid", 12_300), ("voided", 200)]
    assert await counter.balances() == text("""
        client_funds   12300 NOK
        owed.merchant -12300 NOK
    """)
    async with counter.database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM entry WHERE kind = 'tolerated'") == 1
        facts = await connection.fetchval("SELECT facts FROM claim_event WHERE kind = 'paid'")
    assert facts["tolerated_minor"] == 200


async def test_a_payment_that_lacks_more_leaves_it_open_and_the_rest_may_come_later(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 12_299))
    assert await counter.standing(view) == "partially_captured 12299, not_settled; issued, 201 open"
    await counter.pay(counter.deposit(view, 1))
    assert await counter.standing(view) == "captured 12300, not_settled; closed paid, 0 open"


async def test_what_lacks_may_be_a_fee_and_what_is_too_much_goes_back_however_little(counter: Counter) -> None:
    view = await counter.invoice()
    await fees_demanded(counter.database, counter.merchant, view.claim.claim_id, 3_500, 20)
    await counter.pay(counter.deposit(view, 15_900))
    assert (await counter.now(view)).claim.closed_because == "paid"
    await counter.pay(counter.deposit(view, 1))
    assert [amount for amount, *_ in await counter.refunds()] == [1]


async def test_a_small_claim_is_not_closed_by_nothing(counter: Counter) -> None:
    view = await counter.invoice(150)
    await counter.pay(counter.deposit(view, 0))
    assert (await counter.now(view)).claim.open.total == 150


async def test_a_tolerated_rest_stays_written_off_when_the_payment_is_taken_back(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 12_300, bank_reference="E1"))
    await banked(counter, reversal(counter, 12_300, "E1"))
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12300 open"


@pytest.mark.parametrize(
    "chosen", [{"tolerance_minor": -1}, {"tolerance_minor": 10_001}, {"threshold": 89}, {"threshold": 101}]
)
async def test_what_cannot_be_chosen_is_refused(counter: Counter, chosen: dict[str, int]) -> None:
    command = ChooseMatching(counter.merchant.merchant_id, **chosen)
    with pytest.raises(InvalidCommandError):
        await counter.database.run(lambda c: choose_matching(command, make.work(c)))
