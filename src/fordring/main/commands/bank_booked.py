"""What a command prints of a bank file that it has booked, or that was booked before."""

from datetime import datetime

from fordring.domain.payment.refund import Refund
from fordring.main.terminal import decimals, printable
from fordring.services.banking.receive_bank_file import STATUS_REPORT
from fordring.storage import payouts, refunds
from fordring.storage.house import files, orders, statuses
from fordring.storage.house.files import BankFile
from fordring.storage.house.statuses import TransferStatus
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Connection


def told_of(file: BankFile, began: datetime) -> str:
    """Its name, and how many lines became what; whether that was before the command `began`."""
    before = " before, nothing is booked twice" if file.finished_at and file.finished_at < began else ""
    counts = "".join(f", {number} {what}" for what, number in file.counts.items())
    return f"{file.name}: {file.state}{before}{counts}"


async def answers_of(connection: Connection, file: BankFile) -> tuple[str, list[str]]:
    """What a bank's answer to a payment order is about, and a line for each transfer; nothing of any other file."""
    if file.kind != STATUS_REPORT or file.state != files.BOOKED:
        return "", []
    answered = await statuses.of_file(connection, file.bank_file_id)
    if not answered:
        return ", nothing is said of a transfer", []
    order = await orders.get(connection, answered[0].order_id)
    sent: dict[str, Payout | Refund] = {
        **{each.reference: each for each in await payouts.of_order(connection, order.order_id)},
        **{each.reference: each for each in await refunds.of_order(connection, order.order_id)},
    }
    return f", of order {order.message_id}", [_answer(each, sent[each.reference]) for each in answered]


def _answer(status: TransferStatus, sent: Payout | Refund) -> str:
    amount = sent.amount if isinstance(sent, Refund) else sent.net
    whom = f"{decimals(amount.minor)} {amount.currency} to {sent.payee_name}"
    words = " ".join(filter(None, (status.code, status.reason)))
    return printable(f"{status.reference}  {whom}: {status.answer} ({words}); {_outcome(status, sent)}")


def _outcome(status: TransferStatus, sent: Payout | Refund) -> str:
    """What came of the answer here."""
    if status.outcome == statuses.TAKEN_BACK:
        return "it waits for another account" if isinstance(sent, Refund) else "it is owed again"
    if status.outcome == statuses.KNOWN:
        return "it was rejected before"
    if status.outcome == statuses.QUESTION:
        return "it was confirmed before: look into it, then `fordring payout close`"
    if status.outcome == statuses.CLOSED:
        return f"it was confirmed before, and {status.closed_by} has looked into it"
    return "its debit settles it"
