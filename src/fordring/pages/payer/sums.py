"""How what is owed today is made up: the principal, what was taken off it, and what came on top."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fordring.domain.claim.parts import Part
from fordring.formats.documents.figures import Figures
from fordring.pages.payer.texts import PageTexts
from fordring.services.payers.show_page import PayerPage
from fordring.storage.payer_pages import Charge


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of the sum. `details` say of what it is made, each with its day and amount."""

    label: str
    amount: str
    details: tuple[str, ...] = ()


def sum_rows(page: PayerPage, texts: PageTexts, figures: Figures) -> Iterator[SumRow]:
    """Lines that sum to what is open: whatever went another way stands in a line of its own."""
    dossier = page.dossier
    claim, paid = dossier.claim, sum(received.covered.total for received in dossier.payments)
    credited = sum(note.claim.principal_minor for note in page.notes)
    on_top = {part: claim.open.of(part) + _paid(page, part) for part in (Part.FEES, Part.INTEREST)}
    yield SumRow(texts.principal, figures.money(claim.principal_minor))
    for part, label in ((Part.FEES, texts.fees), (Part.INTEREST, texts.interest)):
        if on_top[part]:
            details = tuple(_detail(charge, texts, figures) for charge in page.charges if charge.part is part)
            yield SumRow(label, figures.money(on_top[part]), details)
    if credited:
        yield SumRow(texts.credited, figures.money(-credited))
    if paid:
        yield SumRow(texts.paid, figures.money(-paid))
    rest = claim.open.total - (claim.principal_minor + sum(on_top.values()) - credited - paid)
    if rest:
        yield SumRow(texts.fallen_away, figures.money(rest))


def _paid(page: PayerPage, part: Part) -> int:
    return sum(received.covered.of(part) for received in page.dossier.payments)


def _detail(charge: Charge, texts: PageTexts, figures: Figures) -> str:
    """When it was demanded; of interest with the days and the rate that it was reckoned by, where they are known."""
    told = f"{figures.day(charge.on)}: {figures.money(charge.amount_minor)}"
    start, end, rate_bp = (charge.facts.get(name) for name in ("from_on", "to_on", "rate_bp"))
    if not (start and end and rate_bp):
        return told
    period = {"start": figures.day(date.fromisoformat(start)), "end": figures.day(date.fromisoformat(end))}
    return f"{told} ({texts.interest_period.format(**period, rate=figures.rate(rate_bp))})"
