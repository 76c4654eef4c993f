"""Somebody asks what all open claims of one payer come to, what was done of each, and what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.mark import Marks
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.summary import DunningSummary, SummaryLine
from fordring.domain.merchant import BankAccount, Merchant
from fordring.services.callers import claim_seen
from fordring.services.planning import plans_of
from fordring.storage import steps
from fordring.storage.charges import marks_on
from fordring.storage.payers_claims import open_claims_of
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Of the payer of which claim, by its public id, among whose; None for all, the operator's."""

    claim_no: int
    merchants: Collection[UUID] | None


@dataclass(frozen=True, slots=True)
class ShownSummary:
    """The summary, and whom it is about; `claim` is the one that was asked by."""

    merchant: Merchant
    claim: Claim
    summary: DunningSummary

    @property
    def account(self) -> BankAccount:
        """Where it is paid to."""
        return self.merchant.bank_account


async def show_summary(command: ShowSummary, work: Work) -> ShownSummary:
    """The summary in that claim's currency. Raises NotFoundError, also for a claim of others."""
    connection = work.connection
    merchant, claim = await claim_seen(connection, command.claim_no, command.merchants)
    day = local_day(merchant.now(work.wall), merchant.country)
    opened = await open_claims_of(connection, merchant.merchant_id, claim.payer_key)
    same = [each for each in opened if each.currency == claim.currency]
    plans = await plans_of(connection, merchant, same, day)
    marks = await marks_on(connection, same)
    lines = [
        _line(each, await steps.last_of(connection, each), plans.get(each.claim_id), marks[each.claim_id])
        for each in same
    ]
    return ShownSummary(merchant, claim, DunningSummary(day, claim.currency, tuple(lines)))


def _line(claim: Claim, last: tuple[StepKind, date] | None, plan: Plan | None, marks: Marks) -> SummaryLine:
    step = plan.step if plan else None
    return SummaryLine(
        claim.claim_no,
        claim.own_number or claim.number,
        claim.reference,
        claim.due_on,
        claim.open,
        last,
        (step.kind, step.earliest_on) if step else None,
        plan.outcome if plan else None,
        marks,
    )
