"""The bank's answer to a payment order (pain.002): what it refused goes back to where it was owed, the rest goes on.

No answer moves money out: that is the debit's to say. A transfer that the bank refuses after it has debited it is a
question for a person, for the money may be on its way back.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.payment.refund import Refund
from fordring.formats.banking.pain002 import Answer, StatusReport, Verdict
from fordring.services.refunding import take_back_refund
from fordring.services.settling import take_back_payout
from fordring.storage import payouts, refunds
from fordring.storage.house import files, lines, orders, statuses
from fordring.storage.house.files import BankFile
from fordring.storage.house.orders import OrderRow
from fordring.storage.house.statuses import TransferStatus
from fordring.storage.payouts import Payout
from fordring.storage.work import Work

PROBLEMS_MAX = 100
COUNTED = {statuses.KNOWN: "rejected before", statuses.QUESTION: statuses.QUESTION}
"""As what an answer is counted that is not simply what the bank says."""


@dataclass(frozen=True, slots=True)
class TakeStatuses:
    """A file that was kept, and what it says; None with the reason where it cannot be read."""

    bank_file_id: UUID
    report: StatusReport | None
    refused: str = ""


async def take_statuses(command: TakeStatuses, work: Work) -> BankFile:
    """Take the answers of the file, all in one transaction; the file as it stands afterwards.

    A file that was taken or refused before is answered unchanged.
    """
    file = await files.get(work.connection, command.bank_file_id, lock=True)
    if file.state != files.RECEIVED:
        return file
    report = command.report
    order = await orders.by_message_id(work.connection, report.order_id) if report else None
    if report is None or order is None:
        reason = command.refused or f"order {report.order_id if report else ''} is none of ours"
        ended = replace(file, state=files.REFUSED, problems=[_problem(reason)], finished_at=work.wall)
    else:
        ended = await _taken(file, report, order, work)
    await files.save(work.connection, ended)
    return ended


async def _taken(file: BankFile, report: StatusReport, order: OrderRow, work: Work) -> BankFile:
    await lines.lock_accounts(work.connection, [order.bank_account_id])
    sent = await _transfers(work, order)
    counts: Counter[str] = Counter()
    problems = [_problem(problem) for problem in report.problems]
    problems += [_problem(f"{name} is no transfer of order {order.message_id}") for name in report.named - set(sent)]
    for reference, verdict in report.verdicts(order.message_id, sorted(sent)).items():
        outcome = await _take(sent[reference], verdict, report, work)
        answer = verdict.answer.value
        statuses.add(
            work.unit,
            TransferStatus(
                file.bank_file_id, reference, order.order_id, answer, verdict.code, verdict.reason, outcome, work.wall
            ),
        )
        counts[COUNTED.get(outcome, answer)] += 1
        if outcome == statuses.QUESTION:
            problems.append(_problem(f"{reference} was confirmed before, and is refused now: {_words(verdict)}"))
    orders.happened(work.unit, await orders.next_event(work.connection, order, "answered", work, **counts))
    await work.unit.flush()
    return replace(
        file,
        state=files.BOOKED,
        counts=dict(counts),
        problems=problems[:PROBLEMS_MAX],
        finished_at=work.wall,
    )


async def _transfers(work: Work, order: OrderRow) -> Mapping[str, Payout | Refund]:
    paid = await payouts.of_order(work.connection, order.order_id)
    back = await refunds.of_order(work.connection, order.order_id)
    return {**{each.reference: each for each in paid}, **{each.reference: each for each in back}}


async def _take(sent: Payout | Refund, verdict: Verdict, report: StatusReport, work: Work) -> str:
    """Take one answer; what came of it."""
    if verdict.answer is not Answer.REJECTED:
        return statuses.NOTED
    if sent.state == payouts.REJECTED:
        return statuses.KNOWN
    if sent.state != payouts.SENT:
        return statuses.QUESTION
    if isinstance(sent, Refund):
        await take_back_refund(work, sent, _words(verdict), report.created_on)
    else:
        await take_back_payout(work, sent, _words(verdict), report.created_on)
    return statuses.TAKEN_BACK


def _words(verdict: Verdict) -> str:
    return verdict.reason or verdict.code


def _problem(message: str) -> dict[str, Any]:
    return {"kind": "status", "message": message, "source": ""}
