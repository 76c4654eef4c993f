"""A search in the words of this API: what is asked for, and the invoices it shows."""

from datetime import datetime

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.compatibility import OPEN, TYPE_OF_KIND
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.translate.claims import debtor, invoice_facts
from fordring.faces.kravia.translate.figures import major
from fordring.faces.kravia.vocabulary import STANDINGS
from fordring.faces.kravia.wire.search import SearchQuery
from fordring.faces.kravia.wire.search_answers import FoundInvoice, SearchAnswer
from fordring.services.invoicing.search_claims import FoundClaims
from fordring.storage.searching import ClaimFilter, Standing

Standings = tuple[Standing, ...]


def filter_of(query: SearchQuery) -> ClaimFilter:
    """What is asked for. Raises BadRequestError for unknown words."""
    wrong: dict[str, str] = {}
    kinds, meant = _kinds(query.claim_type, wrong)
    meant = _meant(query.status, wrong) or meant
    if wrong:
        raise BadRequestError(wrong)
    return ClaimFilter(
        after=query.last_updated_time or 0,
        kinds=kinds,
        standings=meant,
        number=query.invoice_no,
        terms=tuple((query.search_text or "").lower().split()),
    )


def _kinds(claim_type: str | None, wrong: dict[str, str]) -> tuple[tuple[ClaimKind, ...], Standings]:
    """The kinds of a type, none for all. `Open`, which a client was seen to use here, is where a claim stands."""
    if claim_type is None:
        return (), ()
    if claim_type.lower() == OPEN.lower():
        return (), STANDINGS[OPEN]
    kind = next((kind for kind, name in TYPE_OF_KIND.items() if name.lower() == claim_type.lower()), None)
    if kind is None:
        wrong["claimType"] = f"must be one of {', '.join((*TYPE_OF_KIND.values(), OPEN))}"
        return (), ()
    return (kind,), ()


def _meant(status: str | None, wrong: dict[str, str]) -> Standings:
    if status is None:
        return ()
    word = next((word for word in STANDINGS if word.lower() == status.lower()), None)
    if word is None:
        wrong["status"] = f"must be one of {', '.join(STANDINGS)}"
        return ()
    return STANDINGS[word]


def search_answer(found: FoundClaims, wall: datetime) -> SearchAnswer:
    """The page as it is answered."""
    rows = [_row(claim, found.merchants[claim.merchant_id], wall) for claim in found.claims]
    return SearchAnswer(data=rows, total=found.total)


def _row(claim: Claim, merchant: Merchant, wall: datetime) -> FoundInvoice:
    who = debtor(claim)
    return FoundInvoice(
        **invoice_facts(merchant, claim, local_day(merchant.now(wall), merchant.country)),
        creditor_name=merchant.name,
        creditor_org_number=merchant.organization_number,
        debtor_name=who.name,
        debtor_number=who.debtor_number,
        invoice_due=claim.due_on,
        outstanding_amount=major(claim.open.total, claim.currency),
    )
