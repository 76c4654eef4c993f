"""The sandbox's payers pay as their e-mail aliases ask, on the merchant's own clock and by a file of the bank.

That they paid and that the file was received is one transaction; what a crash left unbooked is booked by the next turn.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.services.bill import name_of
from fordring.services.incoming_file import keep_bank_file
from fordring.services.sandbox.note_payments import NotePayments, note_payments
from fordring.simulators.bank import Deposit, credits_file
from fordring.simulators.payers import Bill, asked_deposits
from fordring.storage import sandbox_payments
from fordring.storage.house import accounts
from fordring.storage.house.files import IncomingFile
from fordring.storage.ids import new_id
from fordring.storage.sandbox_payments import AskedClaim, PaidPart
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class SandboxPayers:
    """Everybody who owes sandbox merchants and whose alias says how it is paid. `book` books the bank's files."""

    jobs: JobsContext
    book: Callable[[UUID], Awaitable[object]]

    async def first_due(self, connection: Connection, merchant: Merchant, day: date) -> date | None:
        """The next day on which somebody pays; at a live merchant an alias means nothing."""
        if not merchant.sandbox:
            return None
        if await sandbox_payments.unbooked_files(connection, merchant.merchant_id):
            return day
        return await sandbox_payments.next_day(connection, merchant.merchant_id)

    async def pay(self, merchant: Merchant, day: date) -> None:
        """Let everybody pay who is to by `day`, and book the bank's files of it."""
        async with self.jobs.database.reading() as connection:
            asked = await sandbox_payments.asking_on(connection, merchant.merchant_id, day)
        together: defaultdict[tuple[UUID, str], list[AskedClaim]] = defaultdict(list)
        for claim in asked:
            together[claim.bank_account_id, claim.principal.currency].append(claim)
        for (bank_account_id, _currency), owed in together.items():
            await self._pay_into(bank_account_id, merchant, owed, day)
        async with self.jobs.database.reading() as connection:
            unbooked = await sandbox_payments.unbooked_files(connection, merchant.merchant_id)
        for bank_file_id in unbooked:
            await self.book(bank_file_id)

    async def _pay_into(self, bank_account_id: UUID, merchant: Merchant, owed: Sequence[AskedClaim], day: date) -> None:
        made = {
            (claim.claim_id, part.part_no): deposit
            for claim in owed
            for part, deposit in asked_deposits(
                _bill(claim), str(claim.billing["email"]), claim.paid_parts, claim.open_minor, day
            )
        }
        incoming = await self._file(bank_account_id, merchant, [deposit for deposit in made.values() if deposit.amount])

        async def paid(connection: Connection) -> None:
            file_id = None
            if incoming is not None:
                file_id = (await receive_bank_file(ReceiveBankFile(incoming), self.jobs.work(connection))).bank_file_id
            noted = NotePayments(_noted(merchant, made, file_id))
            await note_payments(noted, self.jobs.work(connection))

        await self.jobs.database.run(paid)

    async def _file(
        self, bank_account_id: UUID, merchant: Merchant, deposits: Sequence[Deposit]
    ) -> IncomingFile | None:
        """The sandbox bank's file of these, kept; None where nobody pays anything."""
        if not deposits:
            return None
        async with self.jobs.database.reading() as connection:
            account = await accounts.get(connection, bank_account_id)
        message_id = f"S{new_id().hex}"
        data = credits_file(account.iban, deposits, message_id[:30], merchant.now(self.jobs.wall()))
        return await keep_bank_file(self.jobs.blobs, f"sandbox-payers-{message_id}.xml", BytesIO(data))


def _bill(claim: AskedClaim) -> Bill:
    return Bill(claim.reference, claim.principal, claim.due_on, claim.due_on, name_of(claim.billing))


def _noted(merchant: Merchant, made: Mapping[tuple[UUID, int], Deposit], file_id: UUID | None) -> list[PaidPart]:
    return [
        PaidPart(
            merchant_id=merchant.merchant_id,
            claim_id=claim_id,
            part_no=part_no,
            paid_on=deposit.day,
            amount_minor=deposit.amount.minor,
            bank_file_id=file_id if deposit.amount else None,
        )
        for (claim_id, part_no), deposit in made.items()
    ]
