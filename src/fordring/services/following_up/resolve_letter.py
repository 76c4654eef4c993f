"""A letter's frozen figures become the one document that renderers print, in its payer's language."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.page_link import page_path
from fordring.domain.followup.letter import letter_of
from fordring.domain.merchant import BankAccount, Merchant
from fordring.formats.documents.letters.compose import Correspondence, letter_document
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Country
from fordring.services.branding import brand_of
from fordring.services.correspondents import buyer_of, language_of, payment_of, seller_of


def resolve_letter(
    merchant: Merchant, account: BankAccount, claim: Claim, content: Mapping[str, Any], public_url: str | None = None
) -> TableLetter:
    """The letter of `letter.content`; it is addressed as `claim` says, the one that its document belongs to.

    `account` is where all its claims are paid to, each with its own reference. `public_url` is where the payer's page
    is reached.
    """
    letter = letter_of(content)
    own = [replace(claim, reference=each.reference) for each in letter.claims]
    between = Correspondence(
        seller=seller_of(merchant),
        buyer=buyer_of(merchant, claim),
        language=language_of(merchant, claim),
        country=cast("Country", merchant.country),
        business=claim.business,
        payments=tuple(payment_of(account, each) for each in own),
        brand=brand_of(merchant.settings),
        sandbox=merchant.sandbox,
        page_url=f"{public_url}{page_path(claim)}" if public_url and claim.page_key else None,
    )
    return letter_document(letter, between)
