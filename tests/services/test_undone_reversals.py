"""A reversal that was said wrongly is taken back: what it undid is booked again, and the debit is a question."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.formats.banking.model import Direction, Reference, ReferenceKind
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.identify_line import IdentifyLine, identify_line
from fordring.services.banking.move_line import MoveLine, move_line
from fordring.services.banking.return_line import ReturnLine, return_line
from fordring.services.banking.reverse_credit import ReverseCredit, reverse_credit
from fordring.services.banking.undo_reversal import UndoReversal, undo_reversal
from fordring.services.payments.write_off_refund import WriteOffRefund, write_off_refund
from fordring.services.views import PurchaseView
from fordring.simulators.bank import confirmations
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from services.counter import Counter, kinds, text
from services.late_money import PRINCIPAL, money, open_of, standing
from services.reversals import banked, credit, line, owing, reversal
from support.steps import Taken, day, step_taken


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def line_of(counter: Counter, *, is_credit: bool) -> UUID:
    async with counter.database.reading() as connection:
        found: UUID = await connection.fetchval(
            "SELECT bank_line_id FROM house.bank_line WHERE credit = $1 ORDER BY bank_line_id DESC", is_credit
        )
    return found


async def paid(counter: Counter, amount_minor: int = 12_500) -> PurchaseView:
    view = await counter.invoice()
    await banked(counter, credit(counter, amount_minor, view.claim.reference or "", named="E1", party_name="Ola"))
    return view


async def said(counter: Counter, minor: int, **more: Any) -> UUID:
    """A debit that names nothing, said by a person to take so much of the newest credit back; its id."""
    counter.files += 1
    facts: dict[str, Any] = {"direction": Direction.DEBIT, "entry_reference": f"D{counter.files}"}
    await banked(counter, line(counter, minor, **facts | more))
    debit = await line_of(counter, is_credit=False)
    command = ReverseCredit(debit, await line_of(counter, is_credit=True), "the bank called")
    await counter.database.run(lambda c: reverse_credit(command, counter.jobs.work(c)))
    return debit


async def undone(counter: Counter, debit: UUID, because: str = "it was another one") -> Line:
    command = UndoReversal(debit, because)
    return await counter.database.run(lambda c: undo_reversal(command, counter.jobs.work(c, "anna")))


@pytest.mark.parametrize("took", [12_500, 4_000])
async def test_the_claim_is_paid_as_it_was_and_the_debit_is_a_question(counter: Counter, took: int) -> None:
    view = await paid(counter)
    before = await counter.standing(view), await counter.balances()
    debit = await said(counter, took)
    money = await line_of(counter, is_credit=True)
    kept = await undone(counter, debit)
    assert (kept.state, kept.reverses, kept.claim_id) == ("question", None, None)
    assert kept.reason == f"not the reversal of {money}, by anna: it was another one"
    assert (await counter.standing(view), await counter.balances()) == before
    assert kinds(await counter.now(view))[-3:] == [("paid", 12_500), ("reversed", took), ("paid", took)]
    assert await counter.waiting() == [f"question: {kept.reason}"]
    async with counter.database.reading() as connection:
        days = await connection.fetch(
            """SELECT sum(p.amount_minor) FROM entry e JOIN posting p USING (merchant_id, entry_id)
                WHERE p.account = 'client_funds' AND e.cause = $1""",
            f"bank line {debit}",
        )
    assert [row["sum"] for row in days] == [0]


async def test_it_may_be_said_again_of_another_credit_or_of_the_same(counter: Counter) -> None:
    first = await paid(counter)
    debit = await said(counter, 4_000)
    await undone(counter, debit)
    second = await counter.invoice()
    await banked(counter, credit(counter, 12_500, second.claim.reference or "", named="E2"))
    money = await line_of(counter, is_credit=True)
    command = ReverseCredit(debit, money, "of this one")
    for _ in range(2):
        await counter.database.run(lambda c: reverse_credit(command, counter.jobs.work(c)))
        assert await counter.standing(second) == "partially_captured 8500, not_settled; issued, 4000 open"
        await undone(counter, debit)
        assert await counter.standing(second) == "captured 12500, not_settled; closed paid, 0 open"
    await banked(counter, reversal(counter, 12_500, "E2"))
    assert await counter.standing(second) == "authorized 0, not_settled; issued, 12500 open"
    await banked(counter, reversal(counter, 12_500, "E1"))
    assert await counter.standing(first) == "authorized 0, not_settled; issued, 12500 open"


async def test_a_reversal_that_the_bank_named_is_taken_back_too(counter: Counter) -> None:
    view = await paid(counter)
    await banked(counter, reversal(counter, 12_500, "E1"))
    await undone(counter, await line_of(counter, is_credit=False))
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"


async def test_what_was_paid_again_meanwhile_makes_it_too_much(counter: Counter) -> None:
    view = await paid(counter)
    debit = await said(counter, 12_500)
    await counter.pay(counter.deposit(view, 12_500))
    await undone(counter, debit)
    assert await counter.standing(view) == "captured 12500, not_settled; closed paid, 0 open"
    assert [(minor, because) for minor, _, because in await counter.refunds()] == [(12_500, "the claim is paid")]


async def test_what_waited_to_go_back_waits_again(counter: Counter) -> None:
    await paid(counter, 15_000)
    before = await counter.balances()
    await undone(counter, await said(counter, 14_000))
    assert [minor for minor, *_ in await counter.refunds()] == [2_500]
    assert await counter.balances() == before


async def test_a_payer_owes_nothing_of_a_refund_that_was_its_own(counter: Counter) -> None:
    _, order = await owing(counter)
    for debit in confirmations(order, counter.wall):
        await counter.bank(debit)
    async with counter.database.reading() as connection:
        taken = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE state = 'reversal'")
    await undone(counter, taken)
    assert await counter.balances() == ""
    async with counter.database.reading() as connection:
        states = await connection.fetch("SELECT state, amount_minor FROM refund ORDER BY refund_id")
    assert [tuple(row) for row in states] == [("confirmed", 2_500), ("cancelled", 1_500)]


@pytest.mark.parametrize("between", ["", "another payout", "on its way"])
async def test_what_its_merchant_was_paid_is_not_kept_back_or_paid_twice(counter: Counter, between: str) -> None:
    view = await paid(counter)
    run, order = await counter.pay_out()
    if between != "on its way":
        for confirmed in confirmations(order, counter.wall):
            await counter.bank(confirmed)
    debit = await said(counter, 12_500)
    if between == "another payout":
        other = await counter.invoice(20_000)
        await banked(counter, credit(counter, 20_000, other.claim.reference or "", named="E3"))
        for confirmed in confirmations((await counter.pay_out())[1], counter.wall):
            await counter.bank(confirmed)
        assert (await counter.now(view)).purchase.settled_minor == 0
    await undone(counter, debit)
    if between == "on its way":
        for confirmed in confirmations(order, counter.wall):
            await counter.bank(confirmed)
    if between == "another payout":
        assert "owed.merchant -12500 NOK" in await counter.balances()
        for confirmed in confirmations((await counter.pay_out())[1], counter.wall):
            await counter.bank(confirmed)
    assert run.payouts[0].gross_minor == 12_500
    assert await counter.balances() == ""
    assert await counter.standing(view) == "captured 12500, settled; closed paid, 0 open"


async def test_what_was_written_off_is_not_given_back(counter: Counter) -> None:
    refund, order = await owing(counter)
    for debit in confirmations(order, counter.wall):
        await counter.bank(debit)
    command = WriteOffRefund(refund.reference, "cannot be found")
    await counter.database.run(lambda c: write_off_refund(command, counter.jobs.work(c)))
    async with counter.database.reading() as connection:
        taken = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE state = 'reversal'")
    with pytest.raises(IllegalTransitionError, match="written off"):
        await undone(counter, taken)


@pytest.mark.parametrize("took", [700, 300])
async def test_unidentified_money_waits_again(counter: Counter, took: int) -> None:
    await banked(counter, credit(counter, 700, "", named="E1"))
    before = await counter.balances(), await counter.waiting()
    debit = await said(counter, took)
    kept = await undone(counter, debit)
    assert await counter.balances() == before[0]
    assert await counter.waiting() == [*before[1], f"question: {kept.reason}"]


async def test_the_rest_of_a_credit_must_be_where_its_money_goes(counter: Counter) -> None:
    view = await counter.invoice(400)
    await banked(counter, credit(counter, 700, "", named="E1"))
    debit, money = await said(counter, 300), await line_of(counter, is_credit=True)
    given = IdentifyLine(money, view.claim.merchant_id, view.claim.claim_id)
    await counter.database.run(lambda c: identify_line(given, counter.jobs.work(c)))
    with pytest.raises(IllegalTransitionError, match="the rest of its credit"):
        await undone(counter, debit)
    await counter.database.run(lambda c: move_line(MoveLine(money, None, "first"), counter.jobs.work(c)))
    await undone(counter, debit)
    assert await counter.balances() == text("""
        expected.merchant       -400 NOK
        receivable.principal     400 NOK
        house client_funds       700 NOK
        house owed.unidentified -700 NOK
    """)


@pytest.mark.parametrize("took", [12_500, 2_500])
async def test_what_was_going_back_to_its_payer_goes_back(counter: Counter, took: int) -> None:
    view = await paid(counter)
    money = await line_of(counter, is_credit=True)
    await counter.database.run(lambda c: return_line(ReturnLine(money, "not ours"), counter.jobs.work(c)))
    before = await counter.balances()
    await undone(counter, await said(counter, took))
    assert await counter.balances() == before
    assert sum(minor for minor, *_ in await counter.refunds()) == 12_500
    async with counter.database.reading() as connection:
        assert await connection.fetchval("SELECT state FROM house.bank_line WHERE credit") == "returned"
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"


async def test_each_claim_of_one_transfer_has_its_part_again(counter: Counter) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    shares = tuple(
        Reference(ReferenceKind.SCOR, view.claim.reference or "", "SCOR", amount=Money(view.claim.open.total, "NOK"))
        for view in views
    )
    await banked(counter, credit(counter, 3_000, "", named="E1", references=shares))
    await undone(counter, await said(counter, 3_000))
    assert [(await counter.now(view)).purchase.captured_minor for view in views] == [1_000, 2_000]


async def test_what_is_no_reversal_is_refused(counter: Counter) -> None:
    await banked(counter, credit(counter, 700, "", named="E1"))
    debit = await said(counter, 700)
    with pytest.raises(InvalidCommandError):
        await undone(counter, debit, " ")
    with pytest.raises(NotFoundError):
        await undone(counter, new_id())
    await undone(counter, debit)
    with pytest.raises(IllegalTransitionError, match="question"):
        await undone(counter, debit)
    charge = BookOperatorsDebit(debit, OperatorsDebit.CHARGE, "a fee after all")
    done = await counter.database.run(lambda c: book_operators_debit(charge, counter.jobs.work(c)))
    assert done.state == "operators"


@pytest.mark.parametrize("took", [PRINCIPAL, 400_000])
async def test_what_was_asked_for_since_is_not_asked_for_any_more(counter: Counter, took: int) -> None:
    view = await counter.invoice(PRINCIPAL)
    await money(counter, view, PRINCIPAL, 0, 1)
    counter.wall = datetime.combine(day(3), time(9), UTC)
    before = await counter.balances()
    debit = await said(counter, took, booked_on=day(3), value_on=day(3))
    await step_taken(counter.database, counter.merchant, view.claim.claim_id, Taken(30))
    assert (await open_of(counter, view)).total > took + 3_800
    counter.wall = datetime.combine(day(40), time(9), UTC)
    await undone(counter, debit)
    assert await counter.standing(view) == f"captured {PRINCIPAL}, not_settled; closed paid, 0 open"
    assert (await counter.balances(), await standing(counter)) == (before, [])
    assert await counter.refunds() == []
