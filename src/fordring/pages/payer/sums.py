"""How what is owed today is made up: the principal, what was taken off it, and what came on top."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from fordring.domain.claim.parts import Part
from fordring.domain.followup.charged import Charged, marks_of, reckoned
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.letter import InterestLine
from fordring.domain.followup.words.telling import step_name
from fordring.domain.followup.words.tongue import Language
from fordring.formats.documents.figures import Figures, rate_decimals
from fordring.formats.documents.letters.claim_tables import mark_of
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Country
from fordring.pages.payer.cited import cited
from fordring.pages.payer.texts import PageTexts
from fordring.services.payers.show_page import PayerPage


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of the sum. `details` say of what it is made, each with its day and amount.

    `marks` are what it rests on that nobody verified: its amount bears an asterisk, and so do those of its details.
    """

    label: str
    amount: str
    details: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


def sum_rows(page: PayerPage, texts: PageTexts, figures: Figures, language: Language) -> Iterator[SumRow]:
    """Lines that sum to what is open: whatever went another way stands in a line of its own."""
    dossier = page.dossier
    claim, paid = dossier.claim, sum(received.covered.total for received in dossier.payments)
    credited = sum(note.claim.principal_minor for note in page.notes)
    on_top = {part: claim.open.of(part) + _paid(page, part) for part in (Part.FEES, Part.INTEREST)}
    marks = marks_of(page.charges)
    yield SumRow(texts.principal, figures.money(claim.principal_minor))
    for part, label in ((Part.FEES, texts.fees), (Part.INTEREST, texts.interest)):
        if on_top[part]:
            details = tuple(_details(page, part, texts, figures, language))
            yield SumRow(label, figures.money(on_top[part]), details, marks.on(part))
    if credited:
        yield SumRow(texts.credited, figures.money(-credited))
    if paid:
        yield SumRow(texts.paid, figures.money(-paid))
    rest = claim.open.total - (claim.principal_minor + sum(on_top.values()) - credited - paid)
    if rest:
        yield SumRow(texts.fallen_away, figures.money(rest))


def _paid(page: PayerPage, part: Part) -> int:
    return sum(received.covered.of(part) for received in page.dossier.payments)


def _details(page: PayerPage, part: Part, texts: PageTexts, figures: Figures, language: Language) -> Iterator[str]:
    """Of fees each step with its day and paragraph, and what was taken back; of interest the rows it is made of.

    Rows that come to more than is asked for say what of them has fallen away.
    """
    lines = reckoned(page.charges) if part is Part.INTEREST else None
    if lines is not None:
        decimals = rate_decimals(line.rate_bp for line in lines)
        yield from (_row(line, texts, figures, decimals) for line in lines)
        beyond = sum(line.interest_minor for line in lines) - page.dossier.claim.open.of(part) - _paid(page, part)
        if beyond > 0:
            yield f"{texts.fallen_away}: {figures.money(-beyond)}"
        return
    for charge in page.charges:
        if charge.part is not part:
            continue
        told = f"{figures.day(charge.on)}: {figures.money(charge.amount_minor)}{mark_of(charge.said.all)}"
        why = ", ".join(filter(None, _why(charge, page.dossier.merchant.country, texts, language)))
        yield f"{told} · {why}" if why else told


def _row(line: InterestLine, texts: PageTexts, figures: Figures, decimals: int) -> str:
    days = {"start": figures.day(line.first), "end": figures.day(line.last)}
    period = texts.interest_period.format(**days, rate=figures.rate(line.rate_bp, decimals))
    return f"{period}: {figures.money(line.interest_minor)}{mark_of(line.marks)}"


def _why(charge: Charged, country: str, texts: PageTexts, language: Language) -> Iterator[str]:
    """The step or the plan's paper that asked for it and by which paragraph, or that it was taken back."""
    if "step" in charge.facts:
        yield _asked_by(charge.facts["step"], cast("Country", country), language)
    yield texts.taken_back if charge.amount_minor < 0 else cited(charge.facts.get("paragraph", ""), language)


def _asked_by(kind: str, country: Country, language: Language) -> str:
    """What a step, or a paper of a payment plan, is called within a sentence."""
    if kind in set(StepKind):
        return step_name(StepKind(kind), country, language)
    title = LETTER_WORDS[language].title(country, kind)
    return f"{title[:1].lower()}{title[1:]}"
