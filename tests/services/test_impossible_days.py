"""Lines whose days cannot be: nothing is booked on a day that nobody said, a person says it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.formats.banking.model import Direction
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.reverse_credit import ReverseCredit, reverse_credit
from fordring.services.banking.say_day import SayDay, say_day
from fordring.services.banking.say_same import SaySame, say_same
from fordring.services.banking.take_in_line import TakeInLine, take_in_line
from fordring.storage.house import lines
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, text
from services.test_bank_files import credit, message, of

BECAUSE = "the bank called"


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def came(counter: Counter, days: str, **more: Any) -> dict[str, int]:
    """What became of a line whose booking and value day are spelled so, `-` for none."""
    booked, value = days.split()
    line = credit(counter, 12_500, booked_on=date(2026, 11, 1), value_on=date(2026, 11, 2), **more)
    counter.files += 1
    data = message(counter, line, name=f"N{counter.files}").decode()
    for name, was, now in (("BookgDt", "2026-11-01", booked), ("ValDt", "2026-11-02", value)):
        whole = f"<{name}><Dt>{was}</Dt></{name}>"
        assert whole in data
        data = data.replace(whole, "" if now == "-" else f"<{name}><Dt>{now}</Dt></{name}>")
    return dict((await counter.bank(data.encode())).counts)


async def the_question(counter: Counter) -> Line:
    async with counter.database.reading() as connection:
        [line] = [each for each in await lines.waiting(connection) if each.state == "question"]
    return line


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("0001-01-01 0001-01-01", "0001-01-01 is no day of a payment"),
        ("2026-11-20 9999-12-31", "9999-12-31 is no day of a payment"),
        ("1969-12-31 -", "1969-12-31 is no day of a payment"),
        ("- -", "the bank says no day of it"),
        ("2026-11-20 2026-02-30", "a day that the bank says of it is none"),
        ("2026-13-20 2026-11-20", "a day that the bank says of it is none"),
        ("2028-11-20 2028-11-20", "2028-11-20 is far from 2026-11-20, when the file was made"),
        ("2006-11-20 2006-11-20", "2006-11-20 is far from 2026-11-20, when the file was made"),
        ("2026-11-20 2024-11-20", "its value day 2024-11-20 is far from its booking day 2026-11-20"),
    ],
)
async def test_a_payment_of_an_impossible_day_is_a_question(counter: Counter, days: str, why: str) -> None:
    view = await counter.invoice()
    assert await came(counter, days, references=credit(counter, 1, (of(view), None)).references) == {"question": 1}
    assert await counter.waiting() == [f"question: {why}: say the day of it"]
    assert (await counter.now(view)).purchase.captured_minor == 0
    assert (await the_question(counter)).day_unknown


@pytest.mark.parametrize(
    ("days", "day"),
    [("2026-11-20 -", DAY), ("- 2026-11-20", DAY), ("2017-01-22 2017-01-23", date(2017, 1, 23))],
)
async def test_one_day_that_can_be_is_enough(counter: Counter, days: str, day: date) -> None:
    view = await counter.invoice()
    assert await came(counter, days, references=credit(counter, 1, (of(view), None)).references) == {"matched": 1}
    async with counter.database.reading() as connection:
        assert await connection.fetchval("SELECT value_on FROM house.bank_line") == day


async def said(counter: Counter, day: date = DAY, because: str = BECAUSE) -> Line:
    command = SayDay((await the_question(counter)).bank_line_id, day, because)
    return await counter.database.run(lambda c: say_day(command, counter.jobs.work(c, "anna")))


async def taken_in(counter: Counter) -> Line:
    command = TakeInLine((await the_question(counter)).bank_line_id, "it is money")
    return await counter.database.run(lambda c: take_in_line(command, counter.jobs.work(c)))


async def test_it_is_taken_in_on_the_day_that_a_person_says(counter: Counter) -> None:
    await came(counter, "0001-01-01 -")
    with pytest.raises(IllegalTransitionError, match="of a day that nobody has said"):
        await taken_in(counter)
    with pytest.raises(InvalidCommandError) as refused:
        await said(counter, date(1, 1, 1))
    assert [(each.field, each.message) for each in refused.value.problems] == [
        ("day", "0001-01-01 is no day of a payment")
    ]
    with pytest.raises(InvalidCommandError):
        await said(counter, because=" ")
    kept = await said(counter)
    assert (kept.state, kept.reason, kept.booked_on, kept.day_unknown) == (
        "question",
        "of 2026-11-20, by anna: the bank called",
        DAY,
        False,
    )
    with pytest.raises(IllegalTransitionError, match="with its day"):
        await said(counter)
    assert (await taken_in(counter)).value_on == DAY
    assert await counter.balances() == text("""
        house client_funds        12500 NOK
        house owed.unidentified  -12500 NOK
    """)
    async with counter.database.reading() as connection:
        assert await connection.fetchval("SELECT value_on FROM entry WHERE kind = 'unidentified'") == DAY


async def test_it_may_be_the_same_as_a_line_that_is_booked(counter: Counter) -> None:
    await came(counter, "0001-01-01 -")
    command = SaySame((await the_question(counter)).bank_line_id, "it came with its day in the statement")
    assert (await counter.database.run(lambda c: say_same(command, counter.jobs.work(c)))).state == "noted"
    assert await came(counter, "0001-01-01 -") == {"known before": 1}


async def test_a_debit_is_answered_once_its_day_is_said(counter: Counter) -> None:
    assert await came(counter, "9999-12-31 -", direction=Direction.DEBIT) == {"question": 1}
    line = await the_question(counter)
    charge = BookOperatorsDebit(line.bank_line_id, OperatorsDebit.CHARGE, "a fee")
    taking = ReverseCredit(line.bank_line_id, await paid_line(counter), "the bank called")
    for refused in (
        lambda c: book_operators_debit(charge, counter.jobs.work(c)),
        lambda c: reverse_credit(taking, counter.jobs.work(c)),
    ):
        with pytest.raises(IllegalTransitionError, match="of a day that nobody has said"):
            await counter.database.run(refused)
    await said(counter)
    booked = await counter.database.run(lambda c: book_operators_debit(charge, counter.jobs.work(c)))
    assert (booked.state, booked.value_on) == ("operators", DAY)


async def paid_line(counter: Counter) -> UUID:
    await counter.pay(replace(counter.deposit(await counter.invoice()), bank_reference="E2"))
    async with counter.database.reading() as connection:
        found: UUID = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE credit")
    return found
