"""What becomes of an invoice that is not paid, as a transaction's metadata: texts under keys of our own."""

from fordring.domain.followup.words.telling import outcome_name, step_name
from fordring.domain.followup.words.tongue import Language
from fordring.faces.dintero.translate.transactions import paper_url
from fordring.services.follow_up_shown import FollowUp
from fordring.services.views import PurchaseView

FOLLOW_UP = "fordring:follow_up"
STEP = "fordring:next_step"
ON = "fordring:next_step_on"
WHY = "fordring:next_step_why"
LETTERS = "fordring:letters"


def letter_words(view: PurchaseView, coming: FollowUp, base_url: str) -> dict[str, str]:
    """Where the letters that were sent of follow-up are, the oldest first; nothing where none was."""
    sent = dict.fromkeys(step.document_id for step in coming.steps if step.document_id)
    urls = [paper_url(view, document_id, base_url) for document_id in sent]
    return {LETTERS: " ".join(urls)} if urls else {}


def coming_words(view: PurchaseView, coming: FollowUp, language: Language) -> dict[str, str]:
    """What is planned, which step, its first day, and the reasons with their paragraphs; nothing without a plan."""
    plan = coming.plan
    if plan is None:
        return {}
    words = {FOLLOW_UP: outcome_name(plan.outcome, language)}
    if plan.step:
        words[STEP] = step_name(plan.step.kind, view.merchant.country, language)
        words[ON] = plan.step.earliest_on.isoformat()
    if plan.reasons:
        words[WHY] = "; ".join(reason.told(language) for reason in plan.reasons)
    return words
