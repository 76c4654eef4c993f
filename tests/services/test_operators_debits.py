"""A bank's charge and the operator's sweep leave the account in the ledger once, and the reconciliation agrees."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.formats.banking.model import Direction
from fordring.services.banking.agree_charges import AgreeCharges, agree_charges
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.undo_operators_debit import UndoOperatorsDebit, undo_operators_debit
from fordring.storage import ledger
from fordring.storage.house import accounts, reconciled
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import banked, credit, line

DAY = date(2026, 11, 30)


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def lines_by_amount(counter: Counter) -> dict[int, UUID]:
    async with counter.database.reading() as connection:
        rows = await connection.fetch("SELECT amount_minor, bank_line_id FROM house.bank_line")
    return {row["amount_minor"]: row["bank_line_id"] for row in rows}


async def book(counter: Counter, bank_line_id: UUID, kind: OperatorsDebit, because: str = "its fee") -> Line:
    command = BookOperatorsDebit(bank_line_id, kind, because)
    return await counter.database.run(lambda c: book_operators_debit(command, counter.jobs.work(c)))


async def unlike(counter: Counter, closing_minor: int) -> tuple[int, list[str]]:
    """What the ledger has less than the bank, and the movements that the two tell otherwise."""
    account = counter.merchant.bank_account.bank_account_id
    async with counter.database.reading() as connection:
        found = await reconciled.compare(connection, account, DAY, reconciled.NOTHING)
    return closing_minor - found.ledger_minor, [each.why for each in found.differences]


async def test_a_charge_and_a_sweep_leave_the_account_once(counter: Counter) -> None:
    await banked(
        counter,
        credit(counter, 50_000, "", named="C1"),
        line(counter, 1_500, direction=Direction.DEBIT, entry_reference="D1", text="Gebyr"),
        line(counter, 20_000, direction=Direction.DEBIT, entry_reference="D2"),
    )
    assert (await unlike(counter, 28_500))[0] == -21_500
    known = await lines_by_amount(counter)
    charged = await book(counter, known[1_500], OperatorsDebit.CHARGE)
    assert (charged.state, charged.reason) == ("operators", "charge of the operator's, by fordring: its fee")
    await book(counter, known[20_000], OperatorsDebit.SWEEP, "October")
    assert await unlike(counter, 28_500) == (0, [])
    with pytest.raises(IllegalTransitionError):
        await book(counter, known[1_500], OperatorsDebit.CHARGE)
    with pytest.raises(IllegalTransitionError):
        await book(counter, known[50_000], OperatorsDebit.SWEEP)
    async with counter.database.reading() as connection:
        own = [(account, money.minor) for _, account, money in await ledger.operators_own(connection)]
    assert own == [("owed.operator.charges", -1_500), ("owed.operator.swept", -20_000)]


async def test_the_same_debit_in_another_file_is_not_booked_again(counter: Counter) -> None:
    debit = line(counter, 1_500, direction=Direction.DEBIT, entry_reference="D1")
    await banked(counter, debit)
    await book(counter, (await lines_by_amount(counter))[1_500], OperatorsDebit.CHARGE)
    assert await banked(counter, debit) == {"known before": 1}
    assert await unlike(counter, -1_500) == (0, [])


async def test_it_needs_a_reason(counter: Counter) -> None:
    await banked(counter, line(counter, 1_500, direction=Direction.DEBIT, entry_reference="D1"))
    with pytest.raises(InvalidCommandError):
        await book(counter, (await lines_by_amount(counter))[1_500], OperatorsDebit.CHARGE, " ")


async def test_what_was_said_wrongly_is_taken_back_and_said_anew(counter: Counter) -> None:
    await banked(counter, line(counter, 1_500, direction=Direction.DEBIT, entry_reference="D1"))
    debit = (await lines_by_amount(counter))[1_500]
    for kind in (OperatorsDebit.SWEEP, OperatorsDebit.CHARGE):
        await book(counter, debit, kind)
        back = await undo(counter, debit, "it is not")
        assert (back.state, back.reason) == ("question", "not the operator's, by fordring: it is not")
        assert await unlike(counter, -1_500) == (-1_500, ["question: not the operator's, by fordring: it is not"])
        async with counter.database.reading() as connection:
            assert await ledger.operators_own(connection) == []
    with pytest.raises(IllegalTransitionError):
        await undo(counter, debit, "again")
    await book(counter, debit, OperatorsDebit.CHARGE)
    with pytest.raises(InvalidCommandError):
        await undo(counter, debit, "")
    assert await unlike(counter, -1_500) == (0, [])


async def undo(counter: Counter, bank_line_id: UUID, because: str) -> Line:
    command = UndoOperatorsDebit(bank_line_id, because)
    return await counter.database.run(lambda c: undo_operators_debit(command, counter.jobs.work(c)))


async def test_what_the_bank_calls_a_charge_is_asked_about_and_not_booked(counter: Counter) -> None:
    charge = line(counter, 1_500, direction=Direction.DEBIT, entry_reference="D1", codes=("CHRG",))
    assert await banked(counter, charge) == {"question": 1}
    said = "question: a charge by the bank's own code CHRG: say that it is the operator's charge"
    assert await unlike(counter, -1_500) == (-1_500, [said])
    await book(counter, (await lines_by_amount(counter))[1_500], OperatorsDebit.CHARGE)
    assert await unlike(counter, -1_500) == (0, [])


async def agreed(counter: Counter, codes: Collection[str] | None) -> BankAccount:
    command = AgreeCharges(counter.iban, codes)
    return await counter.database.run(lambda c: agree_charges(command, counter.jobs.work(c)))


async def test_an_accounts_own_codes_take_the_place_of_the_usual_ones(counter: Counter) -> None:
    debits = [
        line(counter, minor, direction=Direction.DEBIT, entry_reference=f"D{minor}", codes=codes)
        for minor, codes in ((1, ("CHRG",)), (2, ("ESCT", "GEB")), (3, ("ESCT",)))
    ]
    assert (await agreed(counter, ["GEB", " GEB "])).charge_codes == frozenset({"GEB"})
    assert await banked(counter, *debits) == {"noted": 2, "question": 1}
    [waiting] = await counter.waiting()
    assert "own code GEB" in waiting
    assert (await agreed(counter, [])).charge_codes == frozenset()
    assert await banked(counter, replace(debits[0], entry_reference="D4")) == {"noted": 1}
    for _ in range(2):
        assert (await agreed(counter, None)).charge_codes is None
    assert await banked(counter, replace(debits[0], entry_reference="D5")) == {"question": 1}
    async with counter.database.reading() as connection:
        told = await accounts.events(connection, counter.merchant.bank_account.bank_account_id)
    assert [(each.what, each.was, each.became) for each in told] == [
        ("charge_codes", "the usual ones", "GEB"),
        ("charge_codes", "GEB", "none"),
        ("charge_codes", "none", "the usual ones"),
    ]


@pytest.mark.parametrize("codes", [[""], ["x" * 36], ["A\nB"], [str(n) for n in range(51)]])
async def test_what_is_no_code_is_refused(counter: Counter, codes: list[str]) -> None:
    with pytest.raises(InvalidCommandError):
        await agreed(counter, codes)
