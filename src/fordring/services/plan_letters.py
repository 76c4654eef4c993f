"""A payment plan's letter, as it was frozen, becomes the document that renderers print."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.payment_plan import plan_letter_of
from fordring.domain.merchant import BankAccount, Merchant
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.plans.compose import plan_document
from fordring.services.correspondents import correspondence_of


def resolve_plan_letter(
    merchant: Merchant, account: BankAccount, claim: Claim, content: Mapping[str, Any], public_url: str | None = None
) -> TableLetter:
    """The letter of `letter.content`, addressed as `claim` said on its day; each instalment has its own reference."""
    letter = plan_letter_of(content)
    references = [row.reference for row in letter.rows]
    addressed = replace(claim, contact=letter.contact)
    return plan_document(letter, correspondence_of(merchant, account, addressed, references, public_url))
