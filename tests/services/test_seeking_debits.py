"""A debit that takes back a credit which comes behind it, or beside it, finds it once that is booked."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fordring.domain.merchant import Merchant
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.undo_operators_debit import UndoOperatorsDebit, undo_operators_debit
from fordring.storage.transaction import Database
from services.counter import Counter
from services.holding import held, waits
from services.reversals import banked, credit, message, reversal


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def states(counter: Counter) -> dict[str, str]:
    """What each line is, by its side, and why."""
    async with counter.database.reading() as connection:
        rows = await connection.fetch("SELECT credit, state FROM house.bank_line")
    return {("credit" if row["credit"] else "debit"): row["state"] for row in rows}


@pytest.mark.parametrize(
    ("first", "more"),
    [
        ("noted", {"reversal": False}),
        ("question", {}),
        ("question", {"end_to_end_id": "faktura-77", "references": ()}),
    ],
)
async def test_a_debit_that_came_before_its_credit_takes_it_back(
    counter: Counter, first: str, more: dict[str, Any]
) -> None:
    view = await counter.invoice()
    assert await banked(counter, reversal(counter, 12_500, "E1", **more)) == {first: 1}
    money = credit(counter, 12_500, view.claim.reference or "", named="E1", end_to_end_id="faktura-77")
    assert await banked(counter, money) == {"matched": 1}
    assert await states(counter) == {"credit": "reversed", "debit": "reversal"}
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"
    assert await counter.waiting() == []


async def test_by_the_reference_of_a_claim_that_was_made_afterwards(counter: Counter) -> None:
    await banked(counter, reversal(counter, 12_500, "000010000016"))
    view = await counter.invoice()
    async with counter.database.transaction() as connection:
        await connection.execute("UPDATE house.reference SET reference = '000010000016'")
    await banked(counter, credit(counter, 12_500, "000010000016", named="E7"))
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("marked", [False, True])
async def test_of_two_files_at_once_the_last_finds_what_the_other_brought(
    counter: Counter, *, turned: bool, marked: bool
) -> None:
    view = await counter.invoice()
    money = message(counter, credit(counter, 12_500, view.claim.reference or "", named="E1"))
    back = message(counter, reversal(counter, 12_500, "E1", reversal=marked))
    one, other = (back, money) if turned else (money, back)
    async with held(counter, one):
        booking = asyncio.create_task(counter.bank(other))
        await waits(booking)
    await booking
    assert await states(counter) == {"credit": "reversed", "debit": "reversal"}
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"


async def test_a_debit_before_its_credit_in_one_file_of_many_batches(counter: Counter) -> None:
    counter.lines_at_once = 1
    view = await counter.invoice()
    debit = reversal(counter, 12_500, "E1", reversal=False)
    money = credit(counter, 12_500, view.claim.reference or "", named="E1")
    assert await banked(counter, debit, money) == {"matched": 1, "reversal": 1}
    assert await states(counter) == {"credit": "reversed", "debit": "reversal"}


async def test_a_charge_that_names_a_later_credit_becomes_a_question(counter: Counter) -> None:
    await banked(counter, reversal(counter, 100, "E1", reversal=False))
    await banked(counter, credit(counter, 12_500, "", named="E1"))
    assert await counter.waiting() == [
        "question: the credit with its bank reference has 125.00 NOK left, not 1.00 NOK",
        "unidentified: the payment bears no reference",
    ]
    await banked(counter, credit(counter, 700, "", named="E2"))
    assert len(await counter.waiting()) == 3


async def test_a_debit_of_which_a_person_has_said_something_seeks_no_more(counter: Counter) -> None:
    await banked(counter, reversal(counter, 700, "E1"))
    async with counter.database.reading() as connection:
        debit: UUID = await connection.fetchval("SELECT bank_line_id FROM house.bank_line")
    command = BookOperatorsDebit(debit, OperatorsDebit.SWEEP, "October")
    await counter.database.run(lambda c: book_operators_debit(command, counter.jobs.work(c)))
    back = UndoOperatorsDebit(debit, "a typo")
    await counter.database.run(lambda c: undo_operators_debit(back, counter.jobs.work(c)))
    await banked(counter, credit(counter, 700, "", named="E1"))
    assert await states(counter) == {"credit": "unidentified", "debit": "question"}


async def test_a_worker_that_died_before_it_looked_is_followed_by_one_that_does(counter: Counter) -> None:
    view = await counter.invoice()
    await banked(counter, reversal(counter, 12_500, "E1"))
    data = message(counter, credit(counter, 12_500, view.claim.reference or "", named="E1"))
    async with counter.database.transaction() as connection:
        await connection.execute("UPDATE house.bank_line SET seeks = seeks || '{\"keys\": []}'")
    await counter.bank(data)
    assert await states(counter) == {"credit": "matched", "debit": "question"}
    async with counter.database.transaction() as connection:
        key = f'["bank:{counter.iban}:credit:E1"]'
        await connection.execute(
            "UPDATE house.bank_line SET seeks = jsonb_set(seeks, '{keys}', $1::text::jsonb) WHERE NOT credit", key
        )
    await counter.bank(data)
    assert await states(counter) == {"credit": "reversed", "debit": "reversal"}
