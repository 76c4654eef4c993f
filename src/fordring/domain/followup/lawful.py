"""What the law lets a merchant want: every setting that it forbids, named by its field and the paragraph."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.facts import DEMANDS, LETTERS, StepKind
from fordring.domain.followup.figures import Item, Payer, Row
from fordring.domain.followup.rulebook import Rulebook
from fordring.domain.followup.settings import START_LEVELS, FollowUpSettings, Regime, StepSetting

_RANKS = {
    StepKind.ADVANCE_NOTICE: 0,
    StepKind.REMINDER: 1,
    StepKind.COMPENSATION: 1,
    StepKind.COLLECTION_NOTICE: 2,
    StepKind.PAYMENT_DEMAND: 3,
    StepKind.HEAVY_DEMAND: 4,
    StepKind.LEGAL_ACTION: 5,
    StepKind.MONITORED: 6,
}
_NORWAYS = frozenset({StepKind.COLLECTION_NOTICE, StepKind.HEAVY_DEMAND})
_LICENCES = {
    "NO": "inkassobevilling of Finanstilsynet, inkassoloven (1988)",
    "SE": "tillstånd of Finansinspektionen, inkassolagen",
    "FI": "registration as a collector, 513/1999",
}
_TERMS = {
    StepKind.COLLECTION_NOTICE: Item.NOTICE_TERM,
    StepKind.PAYMENT_DEMAND: Item.DEMAND_TERM,
    StepKind.HEAVY_DEMAND: Item.DEMAND_TERM,
}
_COUNTS: tuple[tuple[Item, frozenset[StepKind]], ...] = (
    (Item.LETTERS_MAX, LETTERS),
    (Item.REMINDERS_MAX, frozenset({StepKind.REMINDER})),
    (Item.NOTICES_MAX, frozenset({StepKind.COLLECTION_NOTICE})),
    (Item.DEMANDS_MAX, frozenset({StepKind.PAYMENT_DEMAND})),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Settings to be judged: for which payers, by which rules, on which day."""

    settings: FollowUpSettings
    business: bool
    book: Rulebook
    day: date

    @property
    def country(self) -> str:
        """Whose law it is."""
        return self.book.country

    def figure(self, item: Item) -> Row | None:
        """The row of the day, verified or not: a wish is judged by the best that is known."""
        found = self.book.look(item, self.day, Payer.of(business=self.business))
        return found.row if found else None

    def steps(self, *kinds: StepKind) -> list[tuple[int, StepSetting]]:
        """The steps of these kinds with their places."""
        return [(place, step) for place, step in enumerate(self.settings.steps) if step.kind in kinds]


def refuse_unlawful(settings: FollowUpSettings, book: Rulebook, day: date, *, business: bool) -> None:
    """Raise InvalidCommandError naming every setting that the law, or sense, forbids for payers of that kind."""
    problems = tuple(settings_problems(settings, book, day, business=business))
    if problems:
        raise InvalidCommandError(*problems)


def settings_problems(
    settings: FollowUpSettings, book: Rulebook, day: date, *, business: bool
) -> Iterator[FieldProblem]:
    """Each setting that cannot be, with its paragraph; nothing where all of them can."""
    wish = Wish(settings, business, book, day)
    for judge in _JUDGES:
        yield from judge(wish)


def start_problems(settings: FollowUpSettings) -> Iterator[FieldProblem]:
    """Where cases cannot begin: a case is not only reminded of, and court stands on a demand."""
    level = settings.start_level
    if level not in START_LEVELS:
        yield FieldProblem("start_level", f"is {' or '.join(START_LEVELS)}")
    elif level is StepKind.PAYMENT_DEMAND and all(step.kind is not level for step in settings.steps):
        yield FieldProblem("start_level", "needs a payment demand among the steps")


def _amounts(wish: Wish) -> Iterator[FieldProblem]:
    settings = wish.settings
    for name in ("least_minor", "tolerance_minor", "watch_days"):
        if getattr(settings, name) < 0:
            yield FieldProblem(name, "is zero or more")
    if settings.grace_bank_days < 1:
        told = "is one or more: who orders a payment within the deadline has paid in time"
        yield FieldProblem("grace_bank_days", f"{told}, inkassoloven §§ 9, 10" if wish.country == "NO" else told)
    if settings.receipt_bank_days < 1:
        yield FieldProblem("receipt_bank_days", "is one or more: no letter has come on the day it was sent")


def _regime(wish: Wish) -> Iterator[FieldProblem]:
    yield from _collector(wish)
    own = wish.settings.regime is Regime.OWN
    for place, _ in wish.steps(StepKind.HEAVY_DEMAND):
        if own:
            yield FieldProblem(f"steps[{place}].kind", "is a licensed collector's, inkassoforskriften § 2-3")
    law = wish.figure(Item.LAW)
    if law is None or wish.book.law_on(wish.day).own_notice or not own:
        return
    for place, _ in wish.steps(StepKind.COLLECTION_NOTICE):
        yield FieldProblem(f"steps[{place}].kind", f"only a licensed firm may send it, {law.paragraph}")


def _collector(wish: Wish) -> Iterator[FieldProblem]:
    if wish.settings.regime is Regime.COLLECTOR:
        if not wish.settings.licence.strip():
            yield FieldProblem("licence", f"is missing: to collect for others needs {_LICENCES[wish.country]}")
        if not wish.settings.collector.strip():
            yield FieldProblem("collector", "is missing: its letters say who collects")


def _order(wish: Wish) -> Iterator[FieldProblem]:
    for place, step in wish.steps(*_RANKS):
        if step.kind in _NORWAYS and wish.country != "NO":
            yield FieldProblem(f"steps[{place}].kind", f"{step.kind} is no step of {wish.country}")
        if step.kind is StepKind.COMPENSATION and not wish.business:
            row = wish.book.look(Item.COMPENSATION, wish.day, Payer.BUSINESS)
            source = row.row.paragraph if row else "the law"
            yield FieldProblem(f"steps[{place}].kind", f"never of a consumer, {source}")
        if step.kind is StepKind.ADVANCE_NOTICE and (step.after_days or 0) >= 0:
            yield FieldProblem(f"steps[{place}].after_days", "is below zero: it comes before the due date")
        if step.kind is not StepKind.ADVANCE_NOTICE and (step.after_days or 0) < 0:
            yield FieldProblem(f"steps[{place}].after_days", "is zero or more: the claim is not overdue before")
    for (_, before), (place, step) in pairwise(wish.steps(*_RANKS)):
        if _RANKS[before.kind] > _RANKS[step.kind]:
            yield FieldProblem(f"steps[{place}].kind", f"{step.kind} does not come after {before.kind}")


def _needed(wish: Wish) -> Iterator[FieldProblem]:
    """What a demand stands on."""
    demands = wish.steps(*DEMANDS, StepKind.LEGAL_ACTION)
    if not demands:
        return
    place = demands[0][0]
    if wish.country == "NO" and not wish.steps(StepKind.COLLECTION_NOTICE):
        yield FieldProblem(f"steps[{place}].kind", "needs an inkassovarsel before it, inkassoloven § 9")
    if wish.country == "FI" and not wish.business and not wish.steps(StepKind.REMINDER):
        yield FieldProblem(f"steps[{place}].kind", "needs a reminder before it, 513/1999 5 §")
    if not wish.steps(StepKind.PAYMENT_DEMAND):
        yield FieldProblem(f"steps[{place}].kind", "needs a payment demand before it")


def _start(wish: Wish) -> Iterator[FieldProblem]:
    yield from start_problems(wish.settings)


def _terms(wish: Wish) -> Iterator[FieldProblem]:
    for place, step in wish.steps(*_TERMS):
        least = wish.figure(_TERMS[step.kind])
        if least and step.term_days < least.value:
            yield FieldProblem(f"steps[{place}].term_days", f"is {least.value} or more, {least.paragraph}")
    gap = wish.figure(Item.LETTER_GAP) if wish.country == "NO" else None
    letters = [(place, step) for place, step in wish.steps(*LETTERS) if step.fee]
    for (place, step), _ in pairwise(letters):
        if gap and step.term_days < gap.value:
            told = f"is {gap.value} or more where a second letter bears a fee, {gap.paragraph}"
            yield FieldProblem(f"steps[{place}].term_days", told)


def _gaps(wish: Wish) -> Iterator[FieldProblem]:
    """No step is wanted sooner behind the one before it than the law lets it be; without days it comes when it may."""
    for (_, before), (place, step) in pairwise(wish.steps(*_RANKS)):
        rows = [row for row in map(wish.figure, _between(wish, before, step)) if row]
        least = sum(row.value for row in rows)
        if step.after_days is not None and 0 <= step.after_days < least:
            told = f"is {least} or more behind {before.kind}, {rows[-1].paragraph}"
            yield FieldProblem(f"steps[{place}].after_days", told)


def _between(wish: Wish, before: StepSetting, step: StepSetting) -> tuple[Item, ...]:
    """The figures whose days lie between two steps that follow each other. What is only watched needs none."""
    if step.kind is StepKind.MONITORED:
        return ()
    if before.kind in DEMANDS:
        heavy = step.kind is StepKind.HEAVY_DEMAND
        return (Item.DEMAND_TERM, Item.HEAVY_AFTER_TERM) if heavy else (Item.DEMAND_TERM,)
    if before.kind is StepKind.COLLECTION_NOTICE and step.kind not in LETTERS:
        return (Item.NOTICE_TERM,)
    if wish.country == "FI" and not wish.business and before.kind is StepKind.REMINDER and step.kind in DEMANDS:
        return (Item.DEMAND_AFTER_REMINDER,)
    gapped = LETTERS | DEMANDS if wish.country == "FI" else LETTERS
    return (Item.LETTER_GAP,) if before.fee and step.fee and {before.kind, step.kind} <= gapped else ()


def _fees(wish: Wish) -> Iterator[FieldProblem]:
    """How many letters bear a fee, and from when the first one does."""
    for item, kinds in _COUNTS:
        most = wish.figure(item)
        charged = [place for place, step in wish.steps(*kinds) if step.fee]
        if most and len(charged) > most.value:
            yield FieldProblem(
                f"steps[{charged[most.value]}].fee", f"no more than {most.value} bear one, {most.paragraph}"
            )
    after_due = wish.figure(Item.FEE_AFTER_DUE)
    first = wish.settings.steps[:1]
    early = [step for step in first if step.kind in LETTERS and step.fee and step.after_days is not None]
    if after_due and early and (early[0].after_days or 0) < after_due.value:
        told = f"is {after_due.value} or more with a fee, {after_due.paragraph}"
        yield FieldProblem("steps[0].after_days", told)
    if wish.country == "FI" and not wish.business and wish.settings.regime is Regime.OWN:
        for place, step in wish.steps(*DEMANDS):
            if step.fee:
                yield FieldProblem(f"steps[{place}].fee", "none is known for a creditor's own demand, 513/1999")


_JUDGES: tuple[Callable[[Wish], Iterator[FieldProblem]], ...] = (
    _amounts,
    _regime,
    _order,
    _needed,
    _start,
    _terms,
    _gaps,
    _fees,
)
