"""A claim on its day with the rules it is followed up by, and what all three laws ask about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from fordring.domain.calendar import roll_forward
from fordring.domain.followup.entries import Entry
from fordring.domain.followup.facts import DEMANDS, ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.figures import Figure, Item, Payer
from fordring.domain.followup.interest import Rates, rates_of
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.rulebook import Rulebook, rulebook
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, Whose
from fordring.domain.followup.why import Why
from fordring.domain.plentiful import plentiful

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """A country's rule book with its rates made ready. Make it once for many claims, with `rules_of`."""

    book: Rulebook
    rates: Mapping[Payer, Rates]


def rules_of(country: str, *, live: bool, entries: Iterable[Entry] = ()) -> Rules:
    """The rules by which a live or a sandbox merchant's claims are followed up. Raises UnsupportedCountryError."""
    book = rulebook(country, live=live, entries=entries)
    return Rules(book, {payer: rates_of(book, payer) for payer in (Payer.CONSUMER, Payer.BUSINESS)})


@plentiful(frozen=True, slots=True)
class Charge:
    """What a step costs the payer, whose that is, the VAT on top, and why it is so. `figures` are what it rests on.

    `spared_minor` is what it would cost, were it not in one letter with another claim, which bears the fee.
    """

    fee_minor: int = 0
    whose: Whose = Whose.MERCHANT
    vat_minor: int = 0
    reasons: tuple[Reason, ...] = ()
    figures: tuple[Figure, ...] = ()
    spared_minor: int = 0


@plentiful(frozen=True, slots=True)
class Room:
    """Why one more step of a kind bears no fee, None where it may; then `within` is the limit that it rests on."""

    used_up: Reason | None = None
    within: tuple[Figure, ...] = ()


@plentiful(frozen=True, slots=True)
class Case:
    """What one plan is made of: `steps` are those that stand, oldest first, `payer` the kind of its payer.

    `counts_from`: the day steps are counted from, the due date rolled to a business day, never before our delivery.
    """

    facts: ClaimFacts
    settings: FollowUpSettings
    rules: Rules
    today: date
    steps: tuple[StepTaken, ...] = field(init=False)
    payer: Payer = field(init=False)
    counts_from: date = field(init=False)

    def __post_init__(self) -> None:
        kept = sorted((step for step in self.facts.steps if not step.cancelled), key=lambda step: step.sent_on)
        due = roll_forward(self.facts.due_on, self.facts.country)
        object.__setattr__(self, "steps", tuple(kept))
        object.__setattr__(self, "payer", Payer.of(business=self.facts.business))
        object.__setattr__(self, "counts_from", max(due, self.facts.delivered_on or due))

    @property
    def principal_minor(self) -> int:
        """What tiers go by: what is open of the principal, which is never dearer than the original."""
        return self.facts.open.principal

    def find(self, item: Item, day: date) -> Figure:
        """The figure of that day for this payer and principal. Raises UnusableRuleError."""
        return self.rules.book.find(item, day, self.payer, self.principal_minor)

    def taken(self, *kinds: StepKind) -> tuple[StepTaken, ...]:
        """The steps of these kinds, oldest first."""
        return tuple(step for step in self.steps if step.kind in kinds)

    def charged(self, *kinds: StepKind) -> tuple[StepTaken, ...]:
        """Those of them that bore a fee, by themselves or in one letter with another claim."""
        return tuple(step for step in self.taken(*kinds) if step.counted_minor)

    @property
    def fees_minor(self) -> int:
        """All fees so far, the compensation and those of payment plans too."""
        return sum(step.fee_minor for step in self.steps) + self.facts.plan_fees_minor

    @property
    def compensation_minor(self) -> int:
        """What was claimed as compensation."""
        return sum(step.fee_minor for step in self.taken(StepKind.COMPENSATION))

    def whose(self, kind: StepKind) -> Whose:
        """Whose the fee of such a step is: a licensed collector's demand is its own, else as the contract has it."""
        collectors = self.settings.regime is Regime.COLLECTOR and kind in DEMANDS
        return Whose.OPERATOR if collectors else self.settings.fees_are

    def room(self, item: Item, *kinds: StepKind) -> Room:
        """Whether one more of these may bear a fee: as many as the law allows do.

        A limit that nobody verified may hold back; it never lets a live merchant's second fee through. The first one
        rests on no limit. Raises UnusableRuleError.
        """
        count = len(self.charged(*kinds))
        limit = self.rules.book.look(item, self.today, self.payer)
        if count and limit and count >= limit.value:
            return Room(Reason(Why.NO_MORE_FEES, limit.row.paragraph, names=(count,)))
        return Room(within=(self.find(item, self.today),) if count else ())


class CountryLaw(Protocol):
    """What each country's law says of one step. Each may raise UnusableRuleError."""

    def instead(self, case: Case, setting: StepSetting) -> StepSetting:
        """The step that must come first, where the wanted one lacks what it stands on; else the wanted one."""

    def waits(self, case: Case, kind: StepKind) -> Iterator[Reason]:
        """The days before which it may not be taken at all."""

    def fee_waits(self, case: Case, kind: StepKind) -> Iterator[Reason]:
        """The days before which it may bear no fee."""

    def charge(self, case: Case, kind: StepKind, sent_on: date) -> Charge:
        """What it may cost when it is sent that day."""

    def term(self, case: Case, kind: StepKind, sent_on: date) -> Reason | None:
        """The day that the payer is given at least; None where it gives none."""

    def letter_only(self, case: Case, kind: StepKind, sent_on: date) -> Iterator[Reason]:
        """Why it must go by letter; nothing where it need not."""


def free(reason: Reason) -> Charge:
    """No fee, and why."""
    return Charge(reasons=(reason,))


def days_after(day: date, figure: Figure, why: Why, extra: int = 0) -> Reason:
    """Not before so many days after a day: the figure's, and `extra`."""
    days = figure.value
    return Reason(why, figure.row.paragraph, day + timedelta(days=days + extra), names=(days,))


@lru_cache(maxsize=4096)
def after_bank_days(day: date, count: int, country: str) -> date:
    """The bank day that is so many after the day."""
    for _ in range(count):
        day = roll_forward(day + ONE_DAY, country)
    return day


def grace_over(day: date, case: Case) -> date:
    """The first day after the window for money that was sent in time."""
    country = case.facts.country
    return after_bank_days(roll_forward(day, country), case.settings.grace_bank_days, country) + ONE_DAY


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    while True:
        try:
            return day.replace(year=year, month=month)
        except ValueError:
            day -= ONE_DAY


def setting_of(case: Case, kind: StepKind) -> StepSetting:
    """How the merchant wants a step of that kind, as the first of its steps of that kind says; else as is usual."""
    return next((step for step in case.settings.steps if step.kind is kind), StepSetting(kind))
