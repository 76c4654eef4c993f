"""A bank's answer to a payment order that came as a file: read whole, and taken in one transaction."""

import asyncio

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.pain002 import StatusReport
from fordring.formats.banking.pain002_reader import read_pain002
from fordring.jobs.context import JobsContext
from fordring.services.payments.take_statuses import TakeStatuses, take_statuses
from fordring.storage.house.files import BankFile

BYTES_MAX = 32 * 1024 * 1024
"""An order has a transfer for each merchant at most: no answer to one is larger."""


async def take_status_file(jobs: JobsContext, file: BankFile) -> BankFile:
    """Take the answers of a kept pain.002; the file as it stands afterwards."""
    report, refused = await _read(jobs, file)
    command = TakeStatuses(file.bank_file_id, report, refused)
    return await jobs.database.run(lambda connection: take_statuses(command, jobs.work(connection)))


async def _read(jobs: JobsContext, file: BankFile) -> tuple[StatusReport | None, str]:
    """The report, or why there is none."""
    if file.size_bytes > BYTES_MAX:
        return None, f"a status report of {file.size_bytes} bytes is larger than any answer to an order of ours"
    data = await jobs.blobs.get(file.blob_key, file.sha256)
    try:
        return await asyncio.to_thread(read_pain002, data), ""
    except NotABankFileError as error:
        return None, str(error)
