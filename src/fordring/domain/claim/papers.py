"""What a paper that a client hands in is to a claim: its own invoice, an attachment, the original, or merely kept."""

from enum import StrEnum

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.distribution import Way, way_of
from fordring.domain.claim.lifecycle import UNISSUED, State
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.followup.facts import SILENT, StepKind
from fordring.domain.purchase.purchase import Channel


class Purpose(StrEnum):
    """What the client means by it."""

    INVOICE = "invoice"
    ATTACHMENT = "attachment"
    OTHER = "other"


ORIGINAL, REPLACED, OTHER = "original", "replaced", "other"
PAYMENT_PLAN, INSTALMENT_NOTICE = "payment_plan", "instalment_notice"
INTEREST_STATEMENT, DUNNING_SUMMARY = "interest_statement", "dunning_summary"
LETTERS = frozenset(
    {
        *(kind.value for kind in StepKind if kind not in SILENT),
        *(PAYMENT_PLAN, INSTALMENT_NOTICE, INTEREST_STATEMENT, DUNNING_SUMMARY),
    }
)
"""The kinds of document that are letters of ours to the payer about what is owed."""


def goes_by_letter(claim: Claim) -> bool:
    """Whether we print the claim's paper; what cannot be printed then stays behind."""
    if not claim.kind.ours or claim.channel is not Channel.OPERATOR:
        return False
    return way_of(str(claim.reached["country"]), claim.kind, claim.reached, claim.content.get("wish")) is Way.LETTER


def takes_the_papers_place(claim: Claim, purpose: Purpose) -> bool:
    """Whether it replaces the document that we would print; it must then be a PDF."""
    return purpose is Purpose.INVOICE and claim.kind.ours


def document_kind(claim: Claim, purpose: Purpose) -> str:
    """What the paper is to the claim from now on; one that comes after the issue is kept, and travels no more.

    Raises IllegalTransitionError for a closed claim, and for an invoice of one's own after the issue.
    """
    if claim.state is State.CLOSED:
        raise IllegalTransitionError("a claim", claim.state, "a document more")
    unissued = claim.state in UNISSUED
    if takes_the_papers_place(claim, purpose):
        if not unissued:
            raise IllegalTransitionError("a claim", claim.state, "an invoice of one's own in place of the one sent")
        return claim.kind
    if purpose is Purpose.ATTACHMENT and unissued:
        return Purpose.ATTACHMENT
    return ORIGINAL if purpose is Purpose.INVOICE else OTHER
