"""Everything about one document that must be read before it can be rendered or sent, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import BankAccount, Merchant
from fordring.services.bill import GROUPED
from fordring.storage import billing, claims, documents, merchants
from fordring.storage.billing import BillingItem
from fordring.storage.documents import Document
from fordring.storage.house import accounts
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """A document's row with the merchant, the receiving account, the claim, and the invoice that a credit note credits.

    `items` are the purchases on a grouped invoice, oldest first.
    `resolve_document` makes the printed document of it.
    """

    document: Document
    merchant: Merchant
    account: BankAccount
    claim: Claim
    credited: Claim | None
    items: Sequence[BillingItem] = ()


async def find_document(connection: Connection, merchant_id: UUID, document_id: UUID) -> DocumentSource:
    """Read it all. Raises NotFoundError, also for another merchant's document."""
    document = await documents.get(connection, merchant_id, document_id)
    merchant = await merchants.get(connection, merchant_id)
    claim = await claims.get(connection, merchant_id, document.claim_id)
    account = merchant.bank_account
    if claim.bank_account_id != account.bank_account_id:
        account = await accounts.get(connection, claim.bank_account_id)
    credited = await claims.get(connection, merchant_id, claim.credits_claim_id) if claim.credits_claim_id else None
    items = await billing.items_on(connection, merchant_id, claim.claim_id) if GROUPED in claim.content else ()
    return DocumentSource(document, merchant, account, claim, credited, items)
