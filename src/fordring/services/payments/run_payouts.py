"""The payout run of one bank account: what was collected goes to its merchants, in one payment order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import payout_sent
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.money import Money
from fordring.services.order_file import order_bytes
from fordring.storage import ledger, payments, payouts
from fordring.storage.house import accounts, lines, orders
from fordring.storage.house.orders import OrderRow
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.queue import Job
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RunPayouts:
    """Which account, and the day the bank is to execute on; only these merchants when they are named."""

    bank_account_id: UUID
    execute_on: date
    merchants: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class PayoutRun:
    """The order that was made, and the payouts in it."""

    order: OrderRow
    payouts: Sequence[Payout]


async def run_payouts(command: RunPayouts, work: Work) -> PayoutRun | None:
    """Make a payout for each merchant to whom more is owed than commission and VAT; None when there is none.

    The file is not written here: a job (`write_payment_order`) puts its bytes, which follow from the rows, into the
    blob store; the rows hold their checksum. Raises NotFoundError, InvalidCommandError for what no bank would take.
    """
    account = await accounts.get(work.connection, command.bank_account_id)
    await lines.lock_accounts(work.connection, [account.bank_account_id])
    due = await payouts.merchants_due(work.connection, account.bank_account_id, command.merchants)
    merchants = await payments.merchants_by_id(work.connection, due)
    payout_ids = {merchant_id: new_id() for merchant_id in due}
    sums = await payouts.take_payables(work.connection, account.bank_account_id, payout_ids)
    order_id = new_id()
    made = []
    for merchant_id, payout_id in payout_ids.items():
        gross = Money(sums[merchant_id], account.currency)
        payout = _payout(merchants[merchant_id], payout_id, order_id, account, gross, work)
        if payout.net_minor > 0:
            made.append(payout)
        else:
            await payouts.free_payables(work.connection, merchant_id, payout_id)
    if not made:
        return None
    order = _order(order_id, account, made, command.execute_on, work)
    await _record(order, made, work)
    return PayoutRun(order, made)


def _payout(
    merchant: Merchant, payout_id: UUID, order_id: UUID, account: BankAccount, gross: Money, work: Work
) -> Payout:
    commission = gross.portion(merchant.commission_bp)
    vat = commission.portion(merchant.commission_vat_bp)
    return Payout(
        merchant_id=merchant.merchant_id,
        payout_id=payout_id,
        bank_account_id=account.bank_account_id,
        reference=f"P{payout_id.hex}",
        order_id=order_id,
        state=payouts.SENT,
        currency=gross.currency,
        gross_minor=gross.minor,
        commission_minor=commission.minor,
        vat_minor=vat.minor,
        net_minor=(gross - commission - vat).minor,
        payee_name=merchant.name,
        payee_country=merchant.country,
        payout_account=merchant.payout_account,
        created_at=merchant.now(work.wall),
    )


def _order(order_id: UUID, account: BankAccount, made: Sequence[Payout], day: date, work: Work) -> OrderRow:
    message_id = f"O{order_id.hex}"
    order = OrderRow(
        order_id=order_id,
        bank_account_id=account.bank_account_id,
        message_id=message_id,
        file_name=f"pain001-{day.isoformat()}-{message_id}.xml",
        blob_key=f"payment-orders/{message_id}.xml",
        currency=account.currency,
        total_minor=sum(payout.net_minor for payout in made),
        transfers=len(made),
        execute_on=day,
        debtor_name=account.name,
        created_at=work.wall,
    )
    data = order_bytes(order, account, made)
    return replace(order, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data))


async def _record(order: OrderRow, made: Sequence[Payout], work: Work) -> None:
    for payout in made:
        postings = payout_sent(
            payout.bank_account_id,
            Money(payout.gross_minor, payout.currency),
            Money(payout.commission_minor, payout.currency),
            Money(payout.vat_minor, payout.currency),
        )
        entry = Entry(new_id(), "payout_sent", order.execute_on, f"payout {payout.reference}", postings)
        ledger.post(work.unit, payout.merchant_id, entry, work.wall)
        payouts.add(work.unit, payout)
    orders.add(work.unit, order)
    await payouts.purchases_sent(work.connection, made)
    payload = {"order_id": str(order.order_id)}
    work.unit.add_job(Job("write_payment_order", str(order.order_id), payload))
    await work.unit.flush()
