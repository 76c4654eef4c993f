"""A document's source becomes what renderers print: an invoice, or a letter by its kind.

Who makes letters of another kind adds the function that reads its `letter.content` to `LETTERS`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.papers import INSTALMENT_NOTICE, PAYMENT_PLAN
from fordring.domain.followup.facts import StepKind
from fordring.domain.merchant import BankAccount, Merchant
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import InvoiceDocument
from fordring.services.following_up.resolve_letter import resolve_letter
from fordring.services.invoicing.find_document import DocumentSource
from fordring.services.invoicing.resolve_document import resolve_document
from fordring.services.plan_letters import resolve_plan_letter

Resolver = Callable[[Merchant, BankAccount, Claim, Mapping[str, Any], str | None], TableLetter]

PLANS: Mapping[str, Resolver] = {PAYMENT_PLAN: resolve_plan_letter, INSTALMENT_NOTICE: resolve_plan_letter}
LETTERS: Mapping[str, Resolver] = {**{kind.value: resolve_letter for kind in StepKind}, **PLANS}
"""By the kind of the document, what makes the letter of its merchant, account, claim, content and public address."""


def printed_document(
    source: DocumentSource, attachments: Sequence[str] = (), public_url: str | None = None
) -> InvoiceDocument | TableLetter:
    """The resolved document; `attachments` are the names of what is sent along with an invoice."""
    its = (source.merchant, source.account, source.claim)
    if source.letter is not None:
        return LETTERS[source.document.kind](*its, source.letter, public_url)
    return resolve_document(*its, source.credited, source.items, attachments=attachments, public_url=public_url)
