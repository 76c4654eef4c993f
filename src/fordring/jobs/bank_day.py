"""A day at a sandbox merchant's bank is played: its payers' files are received, and booked before this answers."""

from contextlib import suppress
from io import BytesIO
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.errors import BusyError
from fordring.domain.merchant import Merchant
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.services.bill import name_of
from fordring.services.incoming_file import keep_bank_file
from fordring.services.sandbox.move_clock import require_sandbox
from fordring.simulators.bank_day import DayPlayed, OpenBill, PlayDay, deal, files_of
from fordring.storage import merchants, sandbox_payments
from fordring.storage.house import accounts, files
from fordring.storage.house.files import BankFile

BILLS_MAX = 500
ASKER = "sandbox bank"


async def play_bank_day(jobs: JobsContext, merchant_id: UUID, asked: PlayDay) -> DayPlayed:
    """Let the payers of the merchant's open claims, the oldest five hundred at most, have their day.

    Raises NotFoundError for a live merchant, InvalidCommandError for a format that is not of the account's country.
    """
    async with jobs.database.reading() as connection:
        merchant = require_sandbox(await merchants.get(connection, merchant_id))
    day = local_day(merchant.now(jobs.wall()), merchant.country)
    dealt = deal(asked, await _bills(jobs, merchant, asked), day)
    booked = []
    for file_format, content in files_of(asked, dealt, day):
        name = f"sandbox-bank-{day}-{asked.seed}.{file_format}"
        booked.append(await _booked(jobs, name, content))
    return DayPlayed(day, dealt, booked)


async def _bills(jobs: JobsContext, merchant: Merchant, asked: PlayDay) -> list[OpenBill]:
    async with jobs.database.reading() as connection:
        found = await sandbox_payments.open_claims(connection, merchant.merchant_id, asked.claim_nos, BILLS_MAX)
        paid_to = {one: await accounts.get(connection, one) for one in {bill.bank_account_id for bill in found}}
    return [
        OpenBill(bill.claim_no, bill.reference, bill.open, name_of(bill.billing), paid_to[bill.bank_account_id])
        for bill in found
    ]


async def _booked(jobs: JobsContext, name: str, content: bytes) -> BankFile:
    incoming = await keep_bank_file(jobs.blobs, name, BytesIO(content))
    command = ReceiveBankFile(incoming)
    file = await jobs.database.run(lambda connection: receive_bank_file(command, jobs.work(connection, ASKER)))
    with suppress(BusyError):  # a worker has it in hand
        return await BookBankFile(jobs).book(file.bank_file_id)
    async with jobs.database.reading() as connection:
        return await files.get(connection, file.bank_file_id)
