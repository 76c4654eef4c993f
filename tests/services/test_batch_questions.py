"""How often a batch of a bank file waits for the database: nothing is asked of what the batch does not hold."""

import io
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from fordring.domain.merchant import Merchant
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, LineStatus
from fordring.jobs.booking import read_through
from fordring.services.banking.begin_booking import begin_booking
from fordring.services.banking.book_batch import BookBatch, book_batch
from fordring.services.banking.seek_credits import SeekCredits, seek_credits
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Database
from services.counter import Counter
from services.test_bank_files import credit, of
from support.overtaken import round_trips


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def begun(counter: Counter) -> BankFile:
    """A file that is being booked; what it holds does not matter."""
    data = counter.file_of(counter.deposit(await counter.invoice()))
    file = await counter.receive(data)
    with TemporaryFile() as spool:
        checked = read_through(io.BytesIO(data), spool, file.bank_file_id, 500)
    return await counter.database.run(lambda c: begin_booking(checked, counter.jobs.work(c)))


async def asked(counter: Counter, *lines: BankLine) -> int:
    """How often the batch of these lines waits, begin and commit left out."""
    file = await begun(counter)
    return await round_trips(counter.database, partial(book_batch, BookBatch(file.bank_file_id, 0, lines)))


async def paid(counter: Counter) -> Sequence[BankLine]:
    view = await counter.invoice()
    return [credit(counter, 12_500, (of(view), None))]


async def known(counter: Counter) -> Sequence[BankLine]:
    lines = await paid(counter)
    await asked(counter, *lines)
    return lines


async def nothing(_counter: Counter) -> Sequence[BankLine]:
    return []


async def pending(counter: Counter) -> Sequence[BankLine]:
    return [credit(counter, 12_500, status=LineStatus.PENDING)]


async def nameless(counter: Counter) -> Sequence[BankLine]:
    return [credit(counter, 12_500, party_name="", text="takk")]


async def charge(counter: Counter) -> Sequence[BankLine]:
    return [credit(counter, 12_500, direction=Direction.DEBIT)]


@pytest.mark.parametrize(
    ("lines", "times"), [(nothing, 2), (pending, 3), (known, 6), (charge, 8), (nameless, 9), (paid, 18)]
)
async def test_a_batch_asks_for_what_it_holds(
    counter: Counter, lines: Callable[[Counter], Awaitable[Sequence[BankLine]]], times: int
) -> None:
    assert await asked(counter, *await lines(counter)) == times


async def test_after_a_file_debits_are_asked_for_once_where_none_waits(counter: Counter) -> None:
    file = await begun(counter)
    command = SeekCredits(file.bank_file_id, [BankAccountRef(counter.iban)])
    assert await round_trips(counter.database, partial(seek_credits, command)) == 3
