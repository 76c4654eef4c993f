"""A bank counter for tests: invoices go out, files come in and are booked, and everything can be told as text."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fordring.channels.callback import HTTPCall, RecordingCallbacks
from fordring.domain.merchant import HOUSE, Merchant
from fordring.domain.money import Money
from fordring.gateways.blobs import open_blobs
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.payment_orders import order_file
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.incoming_file import keep_bank_file
from fordring.services.payments.run_payouts import PayoutRun, RunPayouts, run_payouts
from fordring.services.views import PurchaseView, purchase_view
from fordring.simulators.bank import Deposit, credits_file
from fordring.storage import ledger, refunds
from fordring.storage.house import lines
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Database
from support import make

DAY = date(2026, 11, 20)


@dataclass
class Counter:
    """One merchant's side of a bank. `wall` is what the clock shows."""

    database: Database
    merchant: Merchant
    folder: Path
    wall: datetime = make.WALL
    lines_at_once: int = 500
    files: int = field(default=0)

    def __post_init__(self) -> None:
        outlets = Outlets(RecordingCallbacks(), RecordingCallbacks())
        self.jobs = JobsContext(self.database, open_blobs(str(self.folder)), lambda: self.wall, outlets, _wordless)

    @property
    def iban(self) -> str:
        """The client account."""
        return self.merchant.bank_account.iban

    async def invoice(self, amount_minor: int = 12_500, **more: Any) -> PurchaseView:
        """A purchase paid by invoice."""
        command = make.payment_by_invoice(self.merchant, amount_minor, **more)
        return await self.database.run(lambda c: pay_by_invoice(command, self.jobs.work(c)))

    def deposit(self, view: PurchaseView, amount_minor: int | None = None, **more: Any) -> Deposit:
        """Money for an invoice, the whole amount unless said otherwise."""
        whole = view.claim.principal_minor if amount_minor is None else amount_minor
        facts: dict[str, Any] = {"reference": view.claim.reference or ""}
        return Deposit(Money(whole, self.merchant.currency), DAY, **facts | more)

    def file_of(self, *deposits: Deposit, version: str = "08") -> bytes:
        """The bank's file of these, unlike any before it."""
        self.files += 1
        return credits_file(self.iban, deposits, f"M{self.files}", self.wall, version)

    async def receive(self, data: bytes, name: str = "from-bank.xml") -> BankFile:
        """The file at the door: kept and recorded, not booked."""
        incoming = await keep_bank_file(self.jobs.blobs, name, io.BytesIO(data))
        command = ReceiveBankFile(incoming)
        return await self.database.run(lambda c: receive_bank_file(command, self.jobs.work(c)))

    async def book(self, file: BankFile) -> BankFile:
        """What the job does."""
        return await BookBankFile(self.jobs, self.lines_at_once).book(file.bank_file_id)

    async def bank(self, data: bytes) -> BankFile:
        """Received and booked."""
        return await self.book(await self.receive(data))

    async def pay(self, *deposits: Deposit) -> BankFile:
        """Booked from a file of their own."""
        return await self.bank(self.file_of(*deposits))

    async def now(self, view: PurchaseView) -> PurchaseView:
        """How the purchase stands."""
        async with self.database.reading() as connection:
            return await purchase_view(connection, self.merchant, view.purchase.purchase_id)

    async def standing(self, view: PurchaseView) -> str:
        """Purchase and claim in one line: status, captured, settlement, state, open."""
        now = await self.now(view)
        bought, claim = now.purchase, now.claim
        because = f" {claim.closed_because}" if claim.closed_because else ""
        return (
            f"{bought.status} {bought.captured_minor}, {bought.settlement_status}; "
            f"{claim.state}{because}, {claim.open.total} open"
        )

    async def balances(self) -> str:
        """The merchant's book, then the house's, as lines of account, amount and currency."""
        async with self.database.reading() as connection:
            own = await ledger.balances(connection, self.merchant.merchant_id)
            house = await ledger.balances(connection, HOUSE)
        told = [_balance(name, minor) for name, minor in own.items()]
        return "\n".join([*told, *(f"house {_balance(name, minor)}" for name, minor in house.items())])

    async def waiting(self) -> list[str]:
        """State and reason of what waits for a person."""
        async with self.database.reading() as connection:
            return [f"{line.state}: {line.reason}" for line in await lines.waiting(connection)]

    async def refunds(self) -> list[tuple[int, str, str]]:
        """Amount, account and reason of what goes back to payers."""
        async with self.database.reading() as connection:
            found = [each.refund for each in await refunds.open_refunds(connection)]
        waiting = [refund for refund in found if refund.state == "waiting"]
        return [(refund.amount.minor, refund.to_account, refund.reason) for refund in waiting]

    async def pay_out(self) -> tuple[PayoutRun, bytes]:
        """A payout run of the account, and its file."""
        command = RunPayouts(self.merchant.bank_account.bank_account_id, DAY)
        run = await self.database.run(lambda c: run_payouts(command, self.jobs.work(c)))
        assert run is not None
        return run, await order_file(self.jobs, run.order.order_id)


def text(table: str) -> str:
    """A table of balances without its indentation."""
    return "\n".join(" ".join(line.split()) for line in table.strip().splitlines())


def kinds(view: PurchaseView) -> Sequence[tuple[str, int]]:
    """Each event's kind and amount."""
    return [(event.kind.value, event.amount_minor) for event in view.purchase.events]


def _balance(name: str, minor: int) -> str:
    account, _, currency = name.partition(" ")
    return f"{account} {minor} {currency}"


def _wordless(*_facts: object) -> HTTPCall:
    raise AssertionError("nothing is worded here")
