"""A payment plan as the payer's page shows it: each instalment, what is paid of it, and how it is paid."""

from typing import Any, cast

from fordring.domain.claim.papers import PAYMENT_PLAN
from fordring.domain.followup.instalments import Covered, PlanState
from fordring.domain.references import printed
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Country, Language
from fordring.pages.payer.paying import next_instalment
from fordring.pages.payer.texts.plans import PLAN_TEXTS
from fordring.services.payers.show_page import PayerPage


def planned(page: PayerPage, language: Language, figures: Figures) -> dict[str, Any] | None:
    """What the template is given; None where there never was a plan. Of one that has ended the instalments are gone."""
    standing = page.plan
    if standing is None:
        return None
    texts, state = PLAN_TEXTS[language], standing.state
    active = state is PlanState.ACTIVE
    many, country = len(standing.plan.instalments), cast("Country", page.dossier.merchant.country)
    counted = texts.counted[many != 1].format(count=many)
    agreed = {"day": figures.day(standing.plan.agreed_on), "count": counted}
    return {
        "heading": LETTER_WORDS[language].title(country, PAYMENT_PLAN),
        "lead": texts.leads[state].format(**agreed),
        "rows": [_row(page, row, language, figures) for row in standing.rows] if active else [],
        "covering": texts.covering if active else "",
        "left": (texts.left, figures.money(standing.claim.open.total)),
    }


def to_pay_now(page: PayerPage, language: Language, figures: Figures) -> str:
    """Which instalment it is that is to be paid, where there is a plan."""
    asked = next_instalment(page)
    if asked is None:
        return ""
    its = asked.instalment
    return PLAN_TEXTS[language].instalment.format(count=its.number, day=figures.day(its.due_on))


def _row(page: PayerPage, row: Covered, language: Language, figures: Figures) -> dict[str, str]:
    texts, state, its = PLAN_TEXTS[language], row.state_on(page.dossier.day), row.instalment
    part = texts.part.format(amount=figures.money(row.paid_minor)) if 0 < row.paid_minor < row.amount_minor else ""
    reference = "" if state == "paid" else printed(page.account.agreement, its.reference)
    return {
        "text": texts.instalment.format(count=its.number, day=figures.day(its.due_on)),
        "detail": " · ".join(
            told for told in (texts.states[state] if not part or state == "late" else "", part) if told
        ),
        "reference": texts.reference.format(amount=reference) if reference else "",
        "figure": figures.money(row.amount_minor),
        "state": state,
    }
