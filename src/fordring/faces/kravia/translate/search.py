"""A search in the words of this API: what is asked for, and the invoices it shows."""

from datetime import datetime

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.faces.kravia.compatibility import CLAIM_TYPES, OPEN
from fordring.faces.kravia.translate.claims import debtor, invoice_facts
from fordring.faces.kravia.translate.figures import major
from fordring.faces.kravia.vocabulary import STANDINGS
from fordring.faces.kravia.wire.search import SearchQuery
from fordring.faces.kravia.wire.search_answers import FoundInvoice, SearchAnswer
from fordring.services.invoicing.search_claims import FoundClaims
from fordring.storage.searching import ClaimFilter


def filter_of(query: SearchQuery) -> ClaimFilter:
    """What is asked for. `Open`, which a client was seen to use as a type, is where a claim stands."""
    standing = query.status or (OPEN if query.claim_type == OPEN else None)
    kind = CLAIM_TYPES.get(query.claim_type or "")
    return ClaimFilter(
        after=query.last_updated_time or 0,
        kinds=(kind,) if kind else (),
        standings=STANDINGS[standing] if standing else (),
        number=query.invoice_no,
        terms=tuple((query.search_text or "").lower().split()),
    )


def search_answer(found: FoundClaims, wall: datetime) -> SearchAnswer:
    """The page as it is answered."""
    rows = [_row(found, claim, wall) for claim in found.claims]
    return SearchAnswer(data=rows, total=found.total)


def _row(found: FoundClaims, claim: Claim, wall: datetime) -> FoundInvoice:
    who, merchant = debtor(claim), found.merchants[claim.merchant_id]
    day = local_day(merchant.now(wall), merchant.country)
    return FoundInvoice(
        **invoice_facts(merchant, claim, day, found.holds.get(claim.claim_id)),
        creditor_name=merchant.name,
        creditor_org_number=merchant.organization_number,
        debtor_name=who.name,
        debtor_number=who.debtor_number,
        invoice_due=claim.due_on,
        outstanding_amount=major(claim.open.total, claim.currency),
    )
