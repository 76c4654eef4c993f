"""Everything about one document that must be read before it can be rendered or sent, in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import UNISSUED
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.formats.papers.kinds import PDF
from fordring.services.bill import GROUPED
from fordring.services.paper_days import as_printed
from fordring.storage import billing, claims, documents, letters, merchants, uploads
from fordring.storage.billing import BillingItem
from fordring.storage.documents import Document
from fordring.storage.house import accounts
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """A document's row with the merchant, the receiving account, the claim, and the invoice that a credit note credits.

    `items` are the purchases on a grouped invoice, oldest first; `attachments` what is sent along with the document.
    `letter` is what a letter says in figures. `printed_document` makes the printed document of it.
    """

    document: Document
    merchant: Merchant
    account: BankAccount
    claim: Claim
    credited: Claim | None
    items: Sequence[BillingItem] = ()
    attachments: Sequence[Document] = ()
    letter: Mapping[str, Any] | None = None


async def find_document(connection: Connection, merchant_id: UUID, document_id: UUID) -> DocumentSource:
    """Read it all. Raises NotFoundError, also for another merchant's document."""
    return await source_of(connection, await documents.get(connection, merchant_id, document_id))


async def source_of(connection: Connection, document: Document) -> DocumentSource:
    """The same of a document whose row was read already."""
    merchant = await merchants.get(connection, document.merchant_id)
    claim = await claims.get(connection, document.merchant_id, document.claim_id)
    return await _source(connection, document, merchant, claim)


async def find_preview(connection: Connection, merchant_id: UUID, claim_id: UUID, wall: datetime) -> DocumentSource:
    """The same of a claim that was not issued yet: its paper if it has one, else the one it would have today.

    Raises NotFoundError, and IllegalTransitionError for a claim that is past that or has no paper of ours.
    """
    merchant = await merchants.get(connection, merchant_id)
    claim = await claims.get(connection, merchant_id, claim_id)
    if claim.state not in UNISSUED or not claim.kind.ours:
        raise IllegalTransitionError("a claim", claim.state, "a preview")
    now = merchant.now(wall)
    paper = await uploads.paper_of(connection, claim) or Document(
        *(merchant_id, claim_id, claim_id, claim.kind, PDF, None, None, None, None, now)
    )
    return await _source(connection, paper, merchant, as_printed(claim, local_day(now, merchant.country)))


async def _source(connection: Connection, document: Document, merchant: Merchant, claim: Claim) -> DocumentSource:
    merchant_id = merchant.merchant_id
    if claim.issued_on is None and claim.content.get("invoice_on"):  # shown before the issue, which fixed its days
        claim = as_printed(claim, document.created_at.date())
    account = merchant.bank_account
    if claim.bank_account_id != account.bank_account_id:
        account = await accounts.get(connection, claim.bank_account_id)
    credited = await claims.get(connection, merchant_id, claim.credits_claim_id) if claim.credits_claim_id else None
    items = await billing.items_on(connection, merchant_id, claim.claim_id) if GROUPED in claim.content else ()
    own = is_own_paper(document, claim)
    if own and claim.state not in UNISSUED:  # what was issued stays addressed as it was
        claim = replace(claim, contact=claim.content.get("contact"))
    travelling = await uploads.travelling_with(connection, claim) if own else ()
    letter = None if own else await letters.content_of(connection, merchant_id, document.document_id)
    return DocumentSource(document, merchant, account, claim, credited, items, travelling, letter)


def is_own_paper(document: Document, claim: Claim) -> bool:
    """Whether it is the claim's own: its invoice or credit note. A reminder that was handed over has none of ours."""
    return claim.kind.ours and document.kind == claim.kind
