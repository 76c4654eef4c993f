"""The payer opens the link on an invoice: everything there is to see of it, and of nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import UNISSUED
from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.papers import LETTERS, ORIGINAL, Purpose
from fordring.domain.claim.payer_request import PayerRequest
from fordring.domain.errors import NotFoundError
from fordring.domain.followup.charged import Charged
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.domain.merchant import BankAccount
from fordring.domain.payment.confirmation import Confirmation
from fordring.domain.payment.refund import Refund, State
from fordring.services.dossiers import Dossier, dossier_of
from fordring.services.follow_up_shown import FollowUp, follow_up_of
from fordring.storage import (
    charges,
    claims,
    confirmations,
    documents,
    merchants,
    payer_pages,
    payer_requests,
    payment_plans,
)
from fordring.storage.documents import Document
from fordring.storage.house import accounts
from fordring.storage.payer_pages import CreditNote
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowPage:
    """The token of the link."""

    token: PageToken


@dataclass(frozen=True, slots=True)
class PayerPage:
    """A claim as its payer sees it on the merchant's own day, `dossier.day`; `credited` is a credit note's invoice."""

    dossier: Dossier
    account: BankAccount
    credited: Claim | None
    notes: Sequence[CreditNote]
    charges: Sequence[Charged]
    refunds: Sequence[Refund]
    requests: Sequence[PayerRequest]
    confirmation: Confirmation | None
    wall: datetime
    follow_up: FollowUp
    plan: PlanStanding | None = None

    @property
    def account_wanted(self) -> bool:
        """Whether money waits to go back and nobody knows where to."""
        return any(refund.state is State.WAITING and not refund.to_account for refund in self.refunds)

    @property
    def awaited(self) -> Confirmation | None:
        """The account whose code is awaited now."""
        found = self.confirmation
        return found if found is not None and self.account_wanted and found.is_open(self.wall) else None

    @property
    def papers(self) -> Sequence[Document]:
        """The papers that are the payer's, not what the client merely keeps here.

        They are the claim's own, its letters, what was sent along, and the original of what was handed over.
        """
        claim = self.dossier.claim
        if claim.state in UNISSUED:
            return ()
        kinds = {claim.kind, Purpose.ATTACHMENT, *LETTERS, *((ORIGINAL,) if claim.kind.handed_over else ())}
        return [each for each in self.dossier.documents if each.kind in kinds]


async def show_page(command: ShowPage, work: Work) -> PayerPage:
    """The page that the token opens. Raises NotFoundError."""
    connection = work.connection
    claim = await payer_pages.behind(connection, command.token)
    merchant = await merchants.get(connection, claim.merchant_id)
    account = merchant.bank_account
    if claim.bank_account_id != account.bank_account_id:
        account = await accounts.get(connection, claim.bank_account_id)
    credits_ = claim.credits_claim_id
    dossier = await dossier_of(work, merchant, claim)
    return PayerPage(
        dossier=dossier,
        account=account,
        credited=await claims.get(connection, claim.merchant_id, credits_) if credits_ else None,
        notes=await payer_pages.notes_of(connection, claim),
        charges=(await charges.charges_on(connection, [claim]))[claim.claim_id],
        refunds=await payer_pages.refunds_of(connection, claim),
        requests=await payer_requests.of_claim(connection, claim),
        confirmation=await confirmations.newest(connection, claim),
        wall=work.wall,
        follow_up=await follow_up_of(connection, merchant, claim, dossier.day),
        plan=await payment_plans.newest(connection, claim),
    )


async def paper_on(page: PayerPage, document_id: UUID, work: Work) -> Document:
    """One of the papers on the page, those of its credit notes too. Raises NotFoundError for every other."""
    for paper in page.papers:
        if paper.document_id == document_id:
            return paper
    if any(note.document_id == document_id for note in page.notes):
        return await documents.get(work.connection, page.dossier.claim.merchant_id, document_id)
    raise NotFoundError("file", document_id)
