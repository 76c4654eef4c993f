"""The merchant's books credit invoices: principal falls away, the last of it closes a claim; more is ignored."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.lifecycle import Closed
from fordring.domain.payment.reported import Reported, taken_of
from fordring.services.correcting import correct_after
from fordring.services.crediting import Fall, Held, let_fall
from fordring.services.reporting_in import Report, keep, open_desk, refuse_unissued
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ReportCredit:
    """The credit, and the merchants that the caller may act for."""

    reported: Reported
    merchants: Collection[UUID]


async def report_credit(command: ReportCredit, work: Work) -> Report:
    """Credit each invoice up to what remains of its principal; the same report again is answered as before.

    With the last of the principal unpaid fees and interest fall away, unless the merchant's setting
    `full_credit_writes_off` is off. Raises NotFoundError, IllegalTransitionError: then nothing is booked.
    """
    desk = await open_desk(work, command.reported, command.merchants)
    before = desk.answered_before()
    if before is not None:
        return before
    refuse_unissued(desk)
    for part in command.reported.parts:
        held = desk.held[part.claim_no]
        taken = taken_of(held.claim, part.amount_minor)
        if taken.minor:
            held = await let_fall(work, held, _fall(command.reported, held, taken.minor))
        keep(work, desk, part, taken, held)
    await work.unit.flush()  # so late, because the series of credit notes stays locked until the commit
    await correct_after(work, [(held.claim.merchant_id, held.claim.claim_id) for held in desk.held.values()])
    return desk.report()


def _fall(report: Reported, held: Held, minor: int) -> Fall:
    facts = {"message": report.description, "accounting_id": report.accounting_id}
    writes_off = held.merchant.policies.full_credit_writes_off
    return Fall(minor, Closed.CREDITED, "credited", writes_off=writes_off, facts=facts, value_on=report.value_on)
