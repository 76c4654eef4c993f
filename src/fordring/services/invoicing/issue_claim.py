"""A scheduled claim becomes an invoice or credit note: number, days, entry, document and delivery, all at once."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import UNISSUED, Closed, State
from fordring.domain.merchant import Merchant
from fordring.domain.payment.reported import Taken, taken_of
from fordring.services.bill import owe_document, post_demand
from fordring.services.crediting import Fall, hold_purchases, let_fall
from fordring.services.due_issues import owe_issue
from fordring.services.paper_days import paper_days
from fordring.storage import claim_stops, claims, merchants, uploads
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class IssueClaim:
    """Which claim."""

    merchant_id: UUID
    claim_id: UUID


async def issue_claim(command: IssueClaim, work: Work) -> Claim:
    """Issue a scheduled claim whose day has come; one that is not, or that is paused or stopped, is left as it is.

    A client's own number is kept; otherwise the next of the merchant's series is taken. The day on the paper is the
    client's invoice day, else today; its due day stays as printed, else it follows from the term. It goes where its
    payer lives by now, and stays addressed so. A credit note takes its amount off the invoice that it credits, up to
    what is open there, and waits for the issue of that.
    Raises NotFoundError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    claim, credited = await claims.with_credited(work.connection, command.merchant_id, command.claim_id)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    if claim.state is not State.SCHEDULED or (claim.next_step_on or today) > today or claim.paused_on(today):
        return claim
    if credited is not None and credited.state in UNISSUED:
        return claim
    if await claim_stops.is_stopped(work.connection, claim, today):
        return claim
    paper = await uploads.paper_of(work.connection, claim)
    if claim.kind is ClaimKind.CREDIT_NOTE:
        issued = await _note(merchant, claim, credited, work)
    else:
        issued = await _invoice(merchant, claim, work)
    owe_document(work, issued, paper.document_id if paper else None)
    await work.unit.flush()
    if issued.own_number is None and issued.number is None:  # last, because the series stays locked until the commit
        issued = issued.numbered(await claims.take_number(work.connection, issued.merchant_id))
    await claims.save(work.connection, issued)
    if issued.contact:
        await claims.fix_contact(work.connection, issued)
    return issued


async def _invoice(merchant: Merchant, claim: Claim, work: Work) -> Claim:
    now = merchant.now(work.wall)
    issued_on, due_on = paper_days(claim, local_day(now, merchant.country))
    issued = claim.issue(issued_on, due_on).start_collection()
    issued, event = issued.happened("issued", now, work.asker.name, due_on=due_on)
    claims.add_event(work.unit, issued, event, work.wall)
    post_demand(work, merchant, issued)
    for note_id in await claims.notes_waiting(work.connection, issued):
        owe_issue(work.unit, issued.merchant_id, note_id)
    return issued


async def _note(merchant: Merchant, note: Claim, credited: Claim | None, work: Work) -> Claim:
    """The note is issued whatever it reduces; what is more than the open principal stands on its paper alone."""
    now = merchant.now(work.wall)
    issued_on, _ = paper_days(note, local_day(now, merchant.country))
    taken = taken_of(credited, note.principal_minor) if credited else Taken(0)
    facts = {
        "credits": credited.claim_no if credited else None,
        "credited_minor": taken.minor,
        "ignored": taken.ignored,
    }
    issued, event = note.issue_note(issued_on).happened("issued", now, work.asker.name, **facts)
    claims.add_event(work.unit, issued, event, work.wall)
    if credited is not None and taken.minor:
        held = await hold_purchases(work, merchant, credited)
        writes_off = merchant.policies.full_credit_writes_off
        fall = Fall(taken.minor, Closed.CREDITED, "credited", note=issued, writes_off=writes_off)
        await let_fall(work, held, fall)
    return issued
