"""A claim's summary for a court, gathered: what its cover and its ledger extract say, which papers stand between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import UNISSUED
from fordring.domain.errors import IllegalTransitionError, UnusableRuleError
from fordring.domain.followup.case import Case
from fordring.domain.followup.charged import marks_by_cause, marks_of
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.hindrances import barred_after
from fordring.domain.followup.letter import InterestLine, lines_of
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.domain.followup.plan import interest_up_to
from fordring.domain.followup.words.telling import step_name
from fordring.domain.merchant import Merchant
from fordring.domain.references import printed
from fordring.formats.documents.court.model import CourtCase, CourtEntry, CourtPaper, CourtPayment, CourtStep
from fordring.formats.documents.court.texts import COURT_WORDS
from fordring.formats.documents.model import Country, Language
from fordring.services.branding import brand_of
from fordring.services.claim_facts import facts_of
from fordring.services.correspondents import buyer_of, seller_of
from fordring.services.planning import planner_of
from fordring.storage import court, dossiers
from fordring.storage.asked import ASKED
from fordring.storage.charges import charges_on
from fordring.storage.court import KeptEntry, KeptStep
from fordring.storage.documents import Document
from fordring.storage.work import Work

LANGUAGES: Mapping[str, Language] = {"NO": "nb", "SE": "sv", "FI": "fi"}
"""A court's language is its country's, whatever the payer was written to in."""


@dataclass(frozen=True, slots=True)
class CourtFile:
    """The case without its papers' bytes. `interest` and the rest are as of the merchant's today."""

    claim: Claim
    case: CourtCase
    documents: Sequence[Document]


async def court_file(work: Work, merchant: Merchant, claim: Claim) -> CourtFile:
    """Read all that is the claim's, and nothing else. Raises IllegalTransitionError for one that nobody owes yet."""
    if claim.state in UNISSUED or claim.due_on is None or claim.kind is ClaimKind.CREDIT_NOTE:
        raise IllegalTransitionError("a claim", claim.state, "a summary for a court")
    connection = work.connection
    today = local_day(merchant.now(work.wall), merchant.country)
    language = LANGUAGES[merchant.country]
    documents = await court.papers_of(connection, claim)
    steps = await court.steps_of(connection, claim)
    beside = await dossiers.beside(connection, claim)
    lines, wanted, last_day = await _reckoned(work, merchant, claim)
    charges = (await charges_on(connection, [claim]))[claim.claim_id]
    marks = marks_by_cause(charges)
    places = {document.document_id: place for place, document in enumerate(documents, start=1)}
    case = CourtCase(
        language=language,
        country=cast("Country", merchant.country),
        seller=seller_of(merchant),
        buyer=buyer_of(merchant, claim),
        on=today,
        currency=claim.currency,
        claim_no=claim.claim_no,
        number=claim.number or claim.own_number or str(claim.claim_no),
        reference=printed(merchant.bank_account.agreement, claim.reference) if claim.reference else "",
        issued_on=claim.issued_on,
        due_on=claim.due_on,
        description=str(claim.content.get("description") or claim.content.get("merchant_reference") or ""),
        principal_minor=claim.principal_minor,
        open=claim.open,
        interest=lines,
        interest_wanted=wanted,
        last_day=last_day,
        steps=tuple(_step(step, places) for step in steps),
        payments=tuple(CourtPayment(each.paid_on, each.covered, each.direct) for each in beside.payments),
        entries=tuple(_entry(each, marks) for each in await court.entries_of(connection, claim)),
        brand=brand_of(merchant.settings),
        sandbox=merchant.sandbox,
        marks=marks_of(charges).beside(claim.open.fees, claim.open.interest),
    )
    return CourtFile(claim, case, documents)


def paper_of(file: CourtFile, document: Document, sha256: str, size_bytes: int, *, bound: bool) -> CourtPaper:
    """A document as the cover lists it, once its bytes are at hand."""
    case, kind = file.case, document.uploaded_as or document.kind
    words = COURT_WORDS[case.language]
    name = words.kinds.get(kind)
    if name is None:
        name = step_name(StepKind(kind), case.country, case.language) if kind in set(StepKind) else kind
    if document.file_name:
        name = f"{name}: {document.file_name}"
    return CourtPaper(name, document.created_at.date(), sha256, size_bytes, bound=bound)


def _step(step: KeptStep, places: Mapping[UUID, int]) -> CourtStep:
    place = places.get(step.document_id) if step.document_id else None
    taken = (StepKind(step.kind), step.sent_on, step.pay_by, step.fee_minor)
    marks = Marks.of(step.marks).beside(step.fee_minor, 0).fees
    return CourtStep(*taken, ours=step.ours, cancelled=step.cancelled, paper=place, marks=marks)


def _entry(entry: KeptEntry, marks: Mapping[str, Marks]) -> CourtEntry:
    told = marks.get(entry.cause, UNMARKED) if entry.kind in ASKED else UNMARKED
    told = told.beside(entry.changes.fees, entry.changes.interest)
    return CourtEntry(str(entry.entry_id), entry.kind, entry.value_on, entry.changes, entry.postings, told)


async def _reckoned(work: Work, merchant: Merchant, claim: Claim) -> tuple[tuple[InterestLine, ...], str, date | None]:
    """The rows of all interest up to today, or why there are none; and the last day before limitation."""
    today = local_day(merchant.now(work.wall), merchant.country)
    planner = await planner_of(work.connection, merchant)
    facts = (await facts_of(work.connection, merchant, [claim], today))[claim.claim_id]
    case = Case(facts, planner.wishes[facts.business], planner.rules, today)
    try:
        return lines_of(interest_up_to(case, today)), "", barred_after(case)
    except UnusableRuleError as error:
        return (), str(error), barred_after(case)
