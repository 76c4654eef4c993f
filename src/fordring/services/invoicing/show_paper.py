"""The final paper of a claim is asked for, perhaps before its issue: from then on its number and its days are fixed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import UNISSUED
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.formats.papers.kinds import PDF
from fordring.services.callers import claim_of
from fordring.services.paper_days import as_printed
from fordring.storage import claims, uploads
from fordring.storage.documents import Document
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowPaper:
    """Which claim, by its public id, and the merchants that the caller may act for."""

    claim_no: int
    merchants: Collection[UUID]


async def show_paper(command: ShowPaper, work: Work) -> tuple[Claim, Document]:
    """The claim and its paper; of a claim that comes from elsewhere, the original.

    A draft's is made now and takes the next number of the series, unless it has its own.

    Raises NotFoundError, and IllegalTransitionError for a claim that has no paper and will have none.
    """
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    paper = await uploads.paper_of(work.connection, claim) or await uploads.original_of(work.connection, claim)
    if paper is not None:
        return claim, paper
    if claim.state not in UNISSUED or not claim.kind.ours:
        raise IllegalTransitionError("a claim", claim.state, "a paper of its own")
    return await _fixed(merchant, claim, work)


async def _fixed(merchant: Merchant, claim: Claim, work: Work) -> tuple[Claim, Document]:
    """The draft with its days and number fixed, and its document, which the next reader renders."""
    now = merchant.now(work.wall)
    dated = as_printed(claim, local_day(now, merchant.country))
    if dated.issued_on is None:
        raise AssertionError("a paper bears a day")
    await claims.fix_invoice_day(work.connection, claim, dated.issued_on)
    paper = await uploads.add(
        work.connection,
        Document(claim.merchant_id, new_id(), claim.claim_id, claim.kind, PDF, None, None, None, None, now),
    )
    fixed, event = claim.happened("paper_shown", now, work.asker.name, document_id=paper.document_id)
    claims.add_event(work.unit, fixed, event, work.wall)
    await work.unit.flush()
    number = claim.number
    if claim.own_number is None and number is None:  # last, because the series stays locked until the commit
        number = await claims.take_number(work.connection, claim.merchant_id)
    fixed = replace(fixed, number=number, due_on=dated.due_on)
    await claims.save(work.connection, fixed)
    return fixed, paper
