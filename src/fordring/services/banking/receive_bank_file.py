"""A bank's file has come: it is recorded and acknowledged; a job books it. The same bytes twice are one file."""

from dataclasses import dataclass, replace

from fordring.formats.banking.read_bank_file import NO_BANK_FILE, READERS
from fordring.storage.house import files
from fordring.storage.house.files import BankFile, IncomingFile
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.work import Work

UNFINISHED = "wrong_account"
STATUS_REPORT = "pain.002"
"""The bank's answer to a payment order: it comes as bank files do, and holds no line."""


@dataclass(frozen=True, slots=True)
class ReceiveBankFile:
    """A file that `services/incoming_file.py` has kept."""

    file: IncomingFile


async def receive_bank_file(command: ReceiveBankFile, work: Work) -> BankFile:
    """Record the file and queue its booking.

    What is no bank file is recorded as refused. The same bytes again answer the same file; one that was refused, or
    that named an account nobody knew, is tried again, since what was wrong may have been on our side: what is booked
    already is not booked twice.
    """
    came = command.file
    readable = came.kind in READERS or came.kind == STATUS_REPORT
    fresh = BankFile(
        bank_file_id=new_id(),
        sha256=came.sha256,
        name=came.name,
        kind=came.kind,
        size_bytes=came.size_bytes,
        blob_key=came.blob_key,
        state=files.RECEIVED if readable else files.REFUSED,
        received_at=work.wall,
        problems=() if readable else ({"kind": "refused", "message": NO_BANK_FILE, "source": ""},),
        finished_at=None if readable else work.wall,
    )
    file = await files.add(work.connection, fresh)
    if readable and _worth_another_try(file):
        file = replace(file, state=files.RECEIVED, booked_lines=0, counts={}, problems=(), finished_at=None)
        await files.save(work.connection, file)
    if file.state == files.RECEIVED:
        work.unit.add_job(Job("book_bank_file", str(file.bank_file_id), {"bank_file_id": str(file.bank_file_id)}))
        await work.unit.flush()
    return file


def _worth_another_try(file: BankFile) -> bool:
    if file.state == files.REFUSED:
        return True
    return file.state == files.BOOKED and any(problem["kind"] == UNFINISHED for problem in file.problems)
