"""Unidentified money is given to its claim by a person, once."""

import asyncio
from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.services.banking.identify_line import IdentifyLine, identify_line
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.views import PurchaseView
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from services.counter import Counter, text
from support import make


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def unidentified(counter: Counter, view: PurchaseView, amount_minor: int = 12_500) -> Line:
    await counter.pay(counter.deposit(view, amount_minor, reference="", text="for the bicycle"))
    async with counter.database.reading() as connection:
        return (await lines.waiting(connection))[0]


async def identify(counter: Counter, line: Line, view: PurchaseView) -> Line:
    command = IdentifyLine(line.bank_line_id, view.claim.merchant_id, view.claim.claim_id)
    return await counter.database.run(lambda connection: identify_line(command, counter.jobs.work(connection)))


async def test_identified_money_leaves_the_house_book_and_pays_the_claim(counter: Counter) -> None:
    view = await counter.invoice()
    line = await identify(counter, await unidentified(counter, view), view)
    assert (line.state, line.reason, line.claim_id) == ("matched", "identified by fordring", view.claim.claim_id)
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"
    assert await counter.balances() == text("""
        client_funds   12500 NOK
        owed.merchant -12500 NOK
    """)
    assert await counter.waiting() == []


async def test_the_houses_mirror_and_the_payment_have_one_cause(counter: Counter) -> None:
    view = await counter.invoice()
    line = await identify(counter, await unidentified(counter, view), view)
    async with counter.database.reading() as connection:
        entries = await connection.fetch("SELECT kind FROM entry WHERE cause = $1", f"bank line {line.bank_line_id}")
    assert sorted(row["kind"] for row in entries) == ["identified", "paid", "unidentified"]


async def test_a_line_is_identified_once_however_many_try(counter: Counter) -> None:
    view = await counter.invoice()
    line = await unidentified(counter, view)
    done = await asyncio.gather(*(identify(counter, line, view) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(result, IllegalTransitionError) for result in done) == 3
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_a_matched_line_cannot_be_given_to_another_claim(counter: Counter) -> None:
    view, other = await counter.invoice(), await counter.invoice()
    line = await identify(counter, await unidentified(counter, view), view)
    with pytest.raises(IllegalTransitionError):
        await identify(counter, line, other)


async def test_too_much_money_for_the_claim_is_owed_back(counter: Counter) -> None:
    view = await counter.invoice()
    await identify(counter, await unidentified(counter, view, 13_000), view)
    assert await counter.refunds() == [(500, "NO8797101234561", "overpaid")]


async def test_what_is_not_there_is_not_found(counter: Counter) -> None:
    view = await counter.invoice()
    line = await unidentified(counter, view)
    for line_id, claim_id in ((new_id(), view.claim.claim_id), (line.bank_line_id, new_id())):
        command = IdentifyLine(line_id, view.claim.merchant_id, claim_id)
        with pytest.raises(NotFoundError):
            async with counter.database.transaction() as connection:
                await identify_line(command, counter.jobs.work(connection))


async def test_a_credit_note_is_not_paid(counter: Counter) -> None:
    view = await counter.invoice()
    command = VoidPurchase(counter.merchant.merchant_id, view.purchase.purchase_id)
    await counter.database.run(lambda connection: void_purchase(command, make.work(connection)))
    line = await unidentified(counter, view)
    async with counter.database.reading() as connection:
        note = await connection.fetchval("SELECT claim_id FROM claim WHERE kind = 'credit_note'")
    with pytest.raises(InvalidCommandError, match="credit note"):
        await counter.database.run(
            lambda connection: identify_line(
                IdentifyLine(line.bank_line_id, view.claim.merchant_id, note), counter.jobs.work(connection)
            )
        )


async def test_money_in_one_currency_does_not_pay_a_claim_in_another(counter: Counter, tmp_path: Path) -> None:
    swedish = await make.merchant(counter.database, "SE", account_id="T33334444")
    line = await unidentified(counter, await counter.invoice())
    other = await Counter(counter.database, swedish, tmp_path / "se").invoice()
    with pytest.raises(InvalidCommandError, match="SEK"):
        await identify(counter, line, other)
