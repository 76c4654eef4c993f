"""The payout run of one bank account, in one payment order: what was collected to merchants, refunds to payers."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import payout_sent
from fordring.domain.merchant import BankAccount
from fordring.domain.money import Money
from fordring.domain.payment.refund import Refund
from fordring.services.disbursing import made_payouts
from fordring.services.order_file import order_bytes, service_level
from fordring.services.refunding import addressed, record_sent
from fordring.storage import ledger, payments, payouts, refunds
from fordring.storage.house import accounts, lines, orders
from fordring.storage.house.orders import OrderEvent, OrderRow
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.queue import Job
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RunPayouts:
    """Which account, and the day the bank is to execute on. Without names everybody is paid who is owed anything.

    `merchants` are paid, payers of `refunding` get back what they are owed; the two may have days of their own. Money
    that has not rested long enough by that day waits, and what is below a merchant's minimum does unless `as_is`.
    """

    bank_account_id: UUID
    execute_on: date
    merchants: frozenset[UUID] | None = None
    refunding: frozenset[UUID] | None = None
    as_is: bool = False


@dataclass(frozen=True, slots=True)
class PayoutRun:
    """The order that was made, and the payouts and refunds in it."""

    order: OrderRow
    payouts: Sequence[Payout]
    refunds: Sequence[Refund]

    @property
    def transfers(self) -> Sequence[Payout | Refund]:
        """Everything in it, payouts first."""
        return [*self.payouts, *self.refunds]


async def run_payouts(command: RunPayouts, work: Work) -> PayoutRun | None:
    """Pay each merchant to whom more is owed than commission and VAT, and each payer whose account is known.

    A merchant that has chosen so is paid for each invoice by itself (decision 0028).

    None when there is nobody. The file is not written here: a job (`write_payment_order`) puts its bytes, which follow
    from the rows, into the blob store; the rows hold their checksum. Where the account wants four eyes it waits until
    another client releases the order. Raises NotFoundError, InvalidCommandError for what
    no bank would take.
    """
    account = await accounts.get(work.connection, command.bank_account_id)
    await lines.lock_accounts(work.connection, [account.bank_account_id])
    order = _order(account, command.execute_on, work)
    made = await made_payouts(work, order, command.merchants, as_is=command.as_is)
    back = await _refunds(command, order, work)
    if not made and not back:
        return None
    order = replace(order, service_level=service_level(account, made, back))
    run = PayoutRun(_filled(order, account, made, back), made, back)
    await _record(run, work)
    return run


async def _refunds(command: RunPayouts, order: OrderRow, work: Work) -> list[Refund]:
    found = await refunds.to_send(work.connection, command.bank_account_id, command.refunding)
    owners = {each.refund.merchant_id for each in found}
    merchants = await payments.merchants_by_id(work.connection, owners)
    return [addressed(each, order, merchants.get(each.refund.merchant_id), work) for each in found]


def _order(account: BankAccount, day: date, work: Work) -> OrderRow:
    """An order without transfers."""
    order_id = new_id()
    message_id = f"O{order_id.hex}"
    return OrderRow(
        order_id=order_id,
        bank_account_id=account.bank_account_id,
        message_id=message_id,
        file_name=f"pain001-{day.isoformat()}-{message_id}.xml",
        blob_key=f"payment-orders/{message_id}.xml",
        currency=account.currency,
        total_minor=0,
        transfers=0,
        execute_on=day,
        debtor_name=account.name,
        created_at=work.wall,
        pain_version=account.pain_version,
        service_level="",
        state=orders.WAITING if account.four_eyes else orders.RELEASED,
        made_by=work.asker.name,
    )


def _filled(order: OrderRow, account: BankAccount, made: Sequence[Payout], back: Sequence[Refund]) -> OrderRow:
    """The order with what is in it, and the checksum of the bytes that follow."""
    total = sum(payout.net_minor for payout in made) + sum(refund.amount.minor for refund in back)
    filled = replace(order, total_minor=total, transfers=len(made) + len(back))
    data = order_bytes(filled, account, made, back)
    return replace(filled, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data))


async def _record(run: PayoutRun, work: Work) -> None:
    order = run.order
    for payout in run.payouts:
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
    await payouts.purchases_sent(work.connection, run.payouts)
    await record_sent(work, run.refunds, order.execute_on)
    orders.happened(work.unit, OrderEvent(order.order_id, 1, "made", work.asker.name, work.wall))
    if order.state == orders.RELEASED:
        payload = {"order_id": str(order.order_id)}
        work.unit.add_job(Job("write_payment_order", str(order.order_id), payload))
    await work.unit.flush()
