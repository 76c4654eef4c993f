"""A worker that is killed at any point of a booking is followed by one that comes to the same ledger."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.jobs.booking import BookBankFile
from fordring.services.banking.book_batch import BookBatch, book_batch
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.reversals import credit, message, reversal
from support import make

BATCHES = 4


class PowerCutError(Exception):
    """What ends a worker."""


@dataclass(frozen=True, slots=True)
class Doomed(BookBankFile):
    """A worker whose power goes in its next batch but so many, before that is committed or behind it."""

    batches: list[int] = field(default_factory=list)
    committed: bool = False

    async def _in_one_transaction(self, command: BookBatch) -> BankFile:
        self.batches[0] -= 1
        if self.batches[0] >= 0:
            return await super(Doomed, self)._in_one_transaction(command)
        if self.committed:
            await super(Doomed, self)._in_one_transaction(command)
            raise PowerCutError
        async with self.jobs.database.transaction() as connection:
            await book_batch(command, self.jobs.work(connection))
            raise PowerCutError


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("after", range(BATCHES))
async def test_wherever_a_worker_is_killed_the_next_comes_to_the_same_ledger(
    database: Database, merchant: Merchant, tmp_path: Path, after: int, committed: object
) -> None:
    counter = Counter(database, merchant, tmp_path, lines_at_once=2)
    views = [await counter.invoice(amount) for amount in (1_000, 2_000, 3_000)]
    refs = [view.claim.reference or "" for view in views]
    data = message(
        counter,
        credit(counter, 1_000, refs[0], named="E1"),
        credit(counter, 2_500, refs[1], named="E2"),
        credit(counter, 700, "", named="E3", party_name="Ola Nordmann"),
        reversal(counter, 2_500, "E2", entry_reference="B1"),
        reversal(counter, 200, "E3", entry_reference="B2"),
        credit(counter, 1_200, refs[2], named="E4"),
        reversal(counter, 9, "E9", entry_reference="B3"),
    )
    file = await counter.receive(data)
    with pytest.raises(PowerCutError):
        await Doomed(counter.jobs, 2, [after], committed=bool(committed)).book(file.bank_file_id)
    done = await counter.book(file)
    assert dict(done.counts) == {"matched": 3, "unidentified": 1, "reversal": 2, "question": 1}
    assert await counter.balances() == text("""
        client_funds             2200 NOK
        expected.merchant       -3800 NOK
        owed.merchant           -2200 NOK
        receivable.principal     3800 NOK
        house client_funds        500 NOK
        house owed.unidentified  -500 NOK
    """)
    async with database.reading() as connection:
        kinds = await connection.fetch("SELECT kind, count(*) AS many FROM entry GROUP BY 1 ORDER BY 1")
    assert {row["kind"]: row["many"] for row in kinds} == {
        "issued": 3,
        "paid": 3,
        "payment_reversed": 1,
        "unidentified": 1,
        "unidentified_reversed": 1,
    }
    assert counter.wall == make.WALL
