"""A sandbox merchant looks at a report before there is a settlement: of chosen purchases, and of no money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.services.reports import owe_report
from fordring.storage import merchants, report_lines, reports
from fordring.storage.report_lines import SourceLine
from fordring.storage.reports import Report
from fordring.storage.work import Work

PURCHASES_MAX = 1000


@dataclass(frozen=True, slots=True)
class MakeTestReport:
    """Which purchases: these, or the newest so many, or those made from one moment to another."""

    merchant_id: UUID
    purchase_ids: Sequence[UUID] | None = None
    newest: int | None = None
    between: tuple[datetime, datetime] | None = None


async def make_test_report(command: MakeTestReport, work: Work) -> Report | None:
    """Make the report; None where there is no such purchase. The ledger and the payouts know nothing of it.

    Raises NotFoundError for a live merchant and for a purchase that is not the merchant's, InvalidCommandError naming
    `date_range` where it holds too many.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    if not merchant.sandbox:
        raise NotFoundError("test report of a live account", merchant.account_id)
    lines = await _lines(command, work)
    if not lines:
        return None
    made = [line.made_at for line in lines if line.made_at is not None]
    return owe_report(
        work,
        merchant,
        kind=reports.TEST,
        payout_id=None,
        purchase_ids=[line.purchase_id for line in lines],
        currency=merchant.currency,
        capture_minor=sum(line.amount_minor for line in lines),
        refund_minor=0,
        data_from=min(made),
        data_to=max(made),
    )


async def _lines(command: MakeTestReport, work: Work) -> Sequence[SourceLine]:
    purchase_ids = command.purchase_ids
    if purchase_ids is None:
        most = command.newest or PURCHASES_MAX + 1
        purchase_ids = await report_lines.newest_purchases(work.connection, command.merchant_id, command.between, most)
        if len(purchase_ids) > PURCHASES_MAX:
            raise InvalidCommandError(FieldProblem("date_range", f"holds more than {PURCHASES_MAX} transactions"))
    lines = await report_lines.of_purchases(work.connection, command.merchant_id, purchase_ids)
    missing = set(purchase_ids) - {line.purchase_id for line in lines}
    if missing:
        raise NotFoundError("transaction", min(missing))
    return lines
