"""The watched folder: bank files that somebody else puts there are kept, booked, and moved to `done` or `failed`."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from fordring.domain.errors import BusyError
from fordring.gateways.inbox import Claim, Inbox
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext
from fordring.jobs.worker import DATABASE_GONE, through_outages
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.services.incoming_file import keep_bank_file
from fordring.storage.house import files
from fordring.storage.house.files import BankFile

log = structlog.get_logger(__name__)

LOOK = timedelta(seconds=2)
"""Between two looks; a file whose size and time have not changed meanwhile is whole."""


async def run_inbox(jobs: JobsContext, folder: Path, stop: asyncio.Event, look: timedelta = LOOK) -> None:
    """Take what is put into the folder until `stop`. A database, or a folder, that goes away is waited for."""
    watch = BankInbox(jobs, Inbox(folder))
    await through_outages(partial(watch.run, stop, look), stop, look)


@dataclass(frozen=True, slots=True)
class BankInbox:
    """The folder of one worker. Any number of them may watch the same one."""

    jobs: JobsContext
    inbox: Inbox

    async def run(self, stop: asyncio.Event, look: timedelta = LOOK) -> None:
        """Look, take what is whole, wait, until `stop`. Raises what says that the database or the folder is gone."""
        await asyncio.to_thread(self.inbox.prepare)
        while not stop.is_set():
            await self.look(stop)
            try:
                await asyncio.wait_for(stop.wait(), look.total_seconds())
            except TimeoutError:
                continue

    async def look(self, stop: asyncio.Event | None = None) -> list[Path]:
        """Take every file that is whole and nobody else's, and say where each ended."""
        ended = []
        for path in await asyncio.to_thread(self.inbox.ready):
            if stop is not None and stop.is_set():
                break
            with self.inbox.claim(path) as claim:
                if claim is not None and (moved := await self._take(claim)) is not None:
                    ended.append(moved)
        return ended

    async def _take(self, claim: Claim) -> Path | None:
        """Book the file and move it; None where somebody else is booking it, and it is taken up again.

        So it is where the database is gone, which is raised.
        """
        try:
            file = await self._booked(claim)
        except DATABASE_GONE:
            raise
        except BusyError:
            return None
        except Exception as error:
            log.exception("a bank file could not be taken", name=claim.name)
            return self._finish(claim, [f"it could not be taken: {type(error).__name__}: {error}"], failed=True)
        reasons = [_sentence(problem) for problem in file.problems]
        log.info("a bank file was taken", name=claim.name, state=file.state, counts=dict(file.counts))
        return self._finish(claim, reasons, failed=file.state == files.REFUSED)

    def _finish(self, claim: Claim, reasons: list[str], *, failed: bool) -> Path:
        return self.inbox.finish(claim, f"{self.jobs.wall():%Y%m%dT%H%M%SZ}", reasons, failed=failed)

    async def _booked(self, claim: Claim) -> BankFile:
        incoming = await keep_bank_file(self.jobs.blobs, claim.name, claim.stream)
        command = ReceiveBankFile(incoming)
        file = await self.jobs.database.run(lambda connection: receive_bank_file(command, self.jobs.work(connection)))
        return await BookBankFile(self.jobs).book(file.bank_file_id)


def _sentence(problem: Mapping[str, Any]) -> str:
    source = f" ({problem['source']})" if problem["source"] else ""
    return f"{problem['kind']}: {problem['message']}{source}"
