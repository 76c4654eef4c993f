"""The interest of a claim and the open claims of its payer as papers in the payer's language, stored nowhere."""

from typing import cast

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.statement import InterestStatement
from fordring.domain.followup.summary import DunningSummary
from fordring.domain.merchant import Merchant
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.letters.statements import interest_letter, summary_letter
from fordring.formats.documents.model import Country
from fordring.services.branding import brand_of
from fordring.services.correspondents import buyer_of, language_of, seller_of


def interest_paper(statement: InterestStatement, merchant: Merchant, claim: Claim) -> TableLetter:
    """The interest, row by row."""
    number = claim.own_number or claim.number or str(claim.claim_no)
    return interest_letter(statement, number, _between(merchant, claim))


def summary_paper(summary: DunningSummary, merchant: Merchant, claim: Claim) -> TableLetter:
    """The claims, each with what is open of it."""
    return summary_letter(summary, _between(merchant, claim))


def _between(merchant: Merchant, claim: Claim) -> Correspondence:
    return Correspondence(
        seller=seller_of(merchant),
        buyer=buyer_of(merchant, claim),
        language=language_of(merchant, claim),
        country=cast("Country", merchant.country),
        business=claim.business,
        payments=(),
        brand=brand_of(merchant.settings),
        sandbox=merchant.sandbox,
    )
