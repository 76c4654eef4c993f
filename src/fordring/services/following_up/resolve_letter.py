"""A letter's frozen figures become the one document that renderers print, in its payer's language."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.letter import letter_of
from fordring.domain.merchant import BankAccount, Merchant
from fordring.formats.documents.letters.compose import letter_document
from fordring.formats.documents.letters.model import TableLetter
from fordring.services.correspondents import correspondence_of


def resolve_letter(
    merchant: Merchant, account: BankAccount, claim: Claim, content: Mapping[str, Any], public_url: str | None = None
) -> TableLetter:
    """The letter of `letter.content`; it is addressed as the claim of its document was on its day.

    `account` is where all its claims are paid to, each with its own reference. `public_url` is where the payer's page
    is reached.
    """
    letter = letter_of(content)
    references = [each.reference for each in letter.claims]
    addressed = replace(claim, contact=letter.contact)
    return letter_document(letter, correspondence_of(merchant, account, addressed, references, public_url))
