"""A scheduled claim becomes an invoice: its number, its days, its entry, its document and its delivery, all at once."""

from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.services.bill import owe_document, post_demand
from fordring.services.paper_days import paper_days
from fordring.storage import claims, merchants, uploads
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IssueClaim:
    """Which claim."""

    merchant_id: UUID
    claim_id: UUID


async def issue_claim(command: IssueClaim, work: Work) -> Claim:
    """Issue a scheduled claim whose day has come; one that is not scheduled, not yet due, or paused is left as it is.

    A client's own number is kept; otherwise the next of the merchant's series is taken. The day on the paper is the
    client's invoice day, else today; its due day stays as printed, else it follows from the term. Raises NotFoundError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim = await claims.get(work.connection, command.merchant_id, command.claim_id, lock=True)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if claim.state is not State.SCHEDULED or (claim.next_step_on or today) > today or claim.paused_on(today):
        return claim
    issued_on, due_on = paper_days(claim, today)
    paper = await uploads.paper_of(work.connection, claim)
    issued = replace(claim.issue(issued_on, due_on).start_collection(), next_step_on=None)
    issued, event = issued.happened("issued", now, work.asker.name, due_on=due_on)
    claims.add_event(work.unit, issued, event, work.wall)
    post_demand(work, merchant, issued)
    owe_document(work, issued, paper.document_id if paper else None)
    await work.unit.flush()
    if issued.own_number is None and issued.number is None:  # last, because the series stays locked until the commit
        issued = issued.numbered(await claims.take_number(work.connection, issued.merchant_id))
    await claims.save(work.connection, issued)
    return issued
