"""A claim's whole file, as the verbs of the creditor face answer: the claim, its story, papers, sendings, payments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.claim.hold import Hold
from fordring.domain.errors import FieldProblem
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.totals import OrderLine
from fordring.services.bill import GROUPED
from fordring.services.follow_up_shown import NOT_READ, FollowUp
from fordring.storage import billing, dossiers
from fordring.storage.charges import marks_on
from fordring.storage.deliveries import Delivery
from fordring.storage.documents import Document
from fordring.storage.dossiers import Beside, Received, Starting
from fordring.storage.holding import holds_on
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known about one claim on `day`, the merchant's own today; `warnings` are about this request alone.

    `gathered` are the lines of a grouped invoice, purchase by purchase, the oldest first. `follow_up` is read only
    where it is shown; `hold` is what holds it up, `marks` are said beside what is open.
    """

    merchant: Merchant
    claim: Claim
    day: date
    events: Sequence[ClaimEvent]
    documents: Sequence[Document]
    deliveries: Sequence[Delivery]
    payments: Sequence[Received]
    gathered: Sequence[OrderLine] = ()
    warnings: Sequence[FieldProblem] = ()
    follow_up: FollowUp = NOT_READ
    hold: Hold | None = None
    marks: Marks = UNMARKED

    @property
    def lines(self) -> Sequence[OrderLine]:
        """The lines of the paper."""
        return self.gathered or [OrderLine(**line) for line in self.claim.content["lines"]]


async def _gathered(work: Work, claim: Claim) -> list[OrderLine]:
    """The lines that stand with its purchases; none where the claim has its own."""
    if GROUPED not in claim.content:
        return []
    items = await billing.items_on(work.connection, claim.merchant_id, claim.claim_id)
    return [line for item in items for line in item.lines]


async def dossier_of(work: Work, merchant: Merchant, claim: Claim, warnings: Sequence[FieldProblem] = ()) -> Dossier:
    """Gather the file of a claim that has been read."""
    return await _dossier(work, merchant, claim, await dossiers.beside(work.connection, claim), warnings)


async def started_dossier(work: Work, draft: Starting, claim: Claim, event: ClaimEvent) -> Dossier:
    """The file of a claim that was a draft until this event."""
    beside = replace(draft.beside, events=[*draft.beside.events, event])
    free = not draft.may_be_stopped and claim.pause is None
    return await _dossier(work, draft.merchant, claim, beside, free=free)


async def new_dossier(work: Work, merchant: Merchant, claim: Claim, event: ClaimEvent) -> Dossier:
    """The file of a claim that was made just now: it has one event, and nothing else stands beside it yet."""
    return await _dossier(work, merchant, claim, Beside([event], (), (), ()))


async def _dossier(
    work: Work,
    merchant: Merchant,
    claim: Claim,
    found: Beside,
    warnings: Sequence[FieldProblem] = (),
    *,
    free: bool = False,
) -> Dossier:
    """`free` says that nothing holds the claim up."""
    day = local_day(merchant.now(work.wall), merchant.country)
    held = {} if free else await holds_on(work.connection, [claim], {merchant.merchant_id: day})
    return Dossier(
        merchant=merchant,
        claim=claim,
        day=day,
        events=found.events,
        documents=found.documents,
        deliveries=found.deliveries,
        payments=found.payments,
        gathered=await _gathered(work, claim),
        warnings=tuple(warnings),
        hold=held.get(claim.claim_id),
        marks=(await marks_on(work.connection, [claim]))[claim.claim_id],
    )
