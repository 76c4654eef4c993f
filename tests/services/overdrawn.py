"""Merchants that owe: a payer's money is paid out, and the bank takes it back; and whoever invoices what is owed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.payment.schedule import PayoutSchedule, Shortfall
from fordring.services.banking.name_invoicer import NameInvoicer, name_invoicer
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.invoice_shortfall import InvoicedShortfall, InvoiceShortfall, invoice_shortfall
from fordring.services.shortfalls import open_shortfalls
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.reversals import banked, credit, reversal
from support import make

OFFICE = {"contact": {"email": "office@fjord.example", "phone": "+4722222222"}}


def agreed(shortfall: Shortfall = Shortfall.INVOICED, minimum_minor: int = 0, **more: Any) -> Mapping[str, Any]:
    """The settings of a merchant with an agreement about what it owes, and an address to write to."""
    schedule = PayoutSchedule(shortfall=shortfall, minimum_minor=minimum_minor, **more)
    return {**OFFICE, "payouts": schedule.settings}


async def invoicing(database: Database, account_id: str = "T22223333", **more: Any) -> Merchant:
    """A merchant of the operator's own."""
    facts = {"name": "Operatør AS", "number_prefix": "OPER1", "organization_number": "974760673"}
    return await make.merchant(database, account_id=account_id, **facts | more)


async def counter_of(database: Database, folder: Path, settings: Mapping[str, Any] | None = None) -> Counter:
    """A merchant with such settings, at the bank."""
    return Counter(database, await make.merchant(database, settings=settings or agreed()), folder)


async def overdrawn(counter: Counter, minor: int = 12_500, named: str = "C1") -> PurchaseView:
    """So much was paid, paid out and confirmed; then the bank took it back."""
    view = await counter.invoice(minor)
    await banked(counter, credit(counter, minor, view.claim.reference or "", named=named))
    run, _ = await counter.pay_out()
    command = ConfirmPayout(run.payouts[0].reference, DAY)
    await counter.database.run(lambda c: confirm_payout(command, counter.jobs.work(c)))
    assert await banked(counter, reversal(counter, minor, named)) == {"reversal": 1}
    return view


async def named(counter: Counter, account_id: str | None) -> BankAccount:
    """The account, for which a merchant invoices from now on."""
    command = NameInvoicer(counter.iban, account_id)
    return await counter.database.run(lambda c: name_invoicer(command, counter.jobs.work(c)))


async def invoice(counter: Counter) -> InvoicedShortfall | None:
    """What the counter's merchant owes is invoiced, if it is to be."""
    command = InvoiceShortfall(counter.merchant.merchant_id, counter.merchant.bank_account.bank_account_id)
    return await counter.database.run(lambda c: invoice_shortfall(command, counter.jobs.work(c)))


async def told(counter: Counter) -> list[tuple[int, str | None]]:
    """What is owed by merchants, and why it is not invoiced."""
    async with counter.database.reading() as connection:
        return [(each.owed.minor, each.why_not) for each in await open_shortfalls(connection, counter.wall)]
