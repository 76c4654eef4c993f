"""Booking a bank file: read through to see that it is whole, then booked in batches of one transaction each.

A worker that is killed goes on after the last mark. What was read waits on disk, one batch is fetched ahead of the
database, and nothing is held whole, so memory does not grow with the file.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from uuid import UUID

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking.model import AccountTotals, BankLine, Problem
from fordring.formats.banking.read_bank_file import read_bank_file
from fordring.jobs.context import JobsContext
from fordring.jobs.garbage import collections_rare
from fordring.jobs.registry import JobContext
from fordring.jobs.spool import next_batch, put_batch
from fordring.jobs.status_reports import take_status_file
from fordring.services.banking.begin_booking import PROBLEMS_MAX, BeginBooking, begin_booking
from fordring.services.banking.book_batch import BookBatch, book_batch
from fordring.services.banking.receive_bank_file import STATUS_REPORT
from fordring.services.banking.seek_credits import SeekCredits, seek_credits
from fordring.storage.house import files
from fordring.storage.house.files import BankFile

LINES_AT_ONCE = 1_000
SECONDS_MAX = 3600
"""How long one attempt may take, for the registry; the next goes on where it ended."""


@dataclass(frozen=True, slots=True)
class BookBankFile:
    """The handler of `book_bank_file`."""

    jobs: JobsContext
    lines_at_once: int = LINES_AT_ONCE

    async def __call__(self, payload: dict[str, Any], _context: JobContext, /) -> None:
        """Book the file named in the payload, from its mark to its end."""
        await self.book(UUID(payload["bank_file_id"]))

    async def book(self, bank_file_id: UUID) -> BankFile:
        """Check and book the file; the file as it stands afterwards. Where it is booked or refused, nothing changes.

        Raises NotFoundError, BlobCorruptedError, and BusyError when somebody begins it anew meanwhile.
        """
        async with self.jobs.database.reading() as connection:
            file = await files.get(connection, bank_file_id)
        if file.state == files.BOOKED:
            return await self._seek(SeekCredits(bank_file_id))
        if file.state not in {files.RECEIVED, files.BOOKING}:
            return file
        if file.kind == STATUS_REPORT:
            return await take_status_file(self.jobs, file)
        with TemporaryFile() as spool, collections_rare():
            async with self._bytes_of(file) as stream:
                checked = await asyncio.to_thread(read_through, stream, spool, bank_file_id, self.lines_at_once)
            if file.state == files.RECEIVED:
                file = await self._begin(checked)
            if file.state == files.BOOKING:
                file = await self._book_batches(file, spool)
            if file.state == files.BOOKED:
                file = await self._seek(SeekCredits(bank_file_id, [each.account for each in checked.statements]))
            return file

    async def _seek(self, command: SeekCredits) -> BankFile:
        """Let debits find the credits of this file, and its own those of others; the file as it stands afterwards."""
        return await self.jobs.database.run(lambda connection: seek_credits(command, self.jobs.work(connection)))

    async def _book_batches(self, file: BankFile, spool: BinaryIO) -> BankFile:
        """One transaction a batch, the next batch read meanwhile; those before the mark are passed over."""
        spool.seek(0)
        first = 0
        batch = await asyncio.to_thread(next_batch, spool)
        while file.state == files.BOOKING:
            ahead = asyncio.create_task(asyncio.to_thread(next_batch, spool))
            try:
                if first + len(batch) > file.booked_lines or not batch:
                    command = BookBatch(file.bank_file_id, first, batch, last=len(batch) < self.lines_at_once)
                    file = await self._in_one_transaction(command)
            finally:
                following = await ahead
            first, batch = first + len(batch), following
        return file

    async def _begin(self, checked: BeginBooking) -> BankFile:
        return await self.jobs.database.run(lambda connection: begin_booking(checked, self.jobs.work(connection)))

    async def _in_one_transaction(self, command: BookBatch) -> BankFile:
        """A batch that met the lines of another file is booked again, with its accounts to itself."""
        alone = replace(command, alone=True)
        return await self.jobs.database.run(
            lambda connection: book_batch(command, self.jobs.work(connection)),
            again=lambda connection: book_batch(alone, self.jobs.work(connection)),
        )

    @asynccontextmanager
    async def _bytes_of(self, file: BankFile) -> AsyncIterator[BinaryIO]:
        """The file's bytes on disk, its checksum proved."""
        with TemporaryFile() as stream:
            async for chunk in self.jobs.blobs.get_chunks(file.blob_key, file.sha256):
                stream.write(chunk)
            stream.seek(0)
            yield stream


def read_through(stream: BinaryIO, spool: BinaryIO, bank_file_id: UUID, lines_at_once: int) -> BeginBooking:
    """What the whole file says of itself, before anything of it is booked; its lines go to the spool in batches.

    Statements of one account are taken together.
    """
    statements: dict[str, AccountTotals] = {}
    balances: list[AccountTotals] = []
    problems = _Problems()
    batch: list[BankLine] = []
    try:
        for item in read_bank_file(stream):
            if isinstance(item, BankLine):
                batch.append(item)
                if len(batch) == lines_at_once:
                    put_batch(spool, batch)
                    batch = []
            elif isinstance(item, AccountTotals):
                before = statements.get(item.account.comparable)
                statements[item.account.comparable] = _together(before, item) if before else item
                balances += [item] if item.closing is not None and item.closing_on else []
            else:
                problems.add(item)
    except NotABankFileError as error:
        problems.add(Problem(str(error), fatal=True))
    put_batch(spool, batch)
    shown = [*problems.fatal, *problems.others][:PROBLEMS_MAX]
    return BeginBooking(
        bank_file_id,
        tuple(statements.values()),
        shown,
        problems.count,
        fatal=bool(problems.fatal),
        balances=balances,
    )


@dataclass(slots=True)
class _Problems:
    """How many problems a file has, and the first of each kind."""

    count: int = 0
    fatal: list[Problem] = field(default_factory=list)
    others: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.count += 1
        kept = self.fatal if problem.fatal else self.others
        if len(kept) < PROBLEMS_MAX:
            kept.append(problem)


def _together(before: AccountTotals, more: AccountTotals) -> AccountTotals:
    """Two statements of one account as one; what came in another currency is counted among the entries only."""
    more_credits = more.credits if more.currency == before.currency else Money.zero(before.currency)
    return replace(before, entries=before.entries + more.entries, credits=before.credits + more_credits)
