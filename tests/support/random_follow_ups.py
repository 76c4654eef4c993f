"""Random claims, merchants' wishes and fates, played through the plan step by step, for properties of follow-up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.case import Rules, rules_of
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken, Stop, StopReason
from fordring.domain.followup.interest import Movement
from fordring.domain.followup.lawful import settings_problems
from fordring.domain.followup.looks import look_on
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.rulebook import CURRENCIES
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting
from support.followup_oracle import Taken
from support.limitation_oracle import Watched

RULES: dict[str, Rules] = {country: rules_of(country, live=False) for country in ("NO", "SE", "FI")}
FIRST_DUE = {"NO": date(2020, 10, 1), "SE": date(2020, 1, 1), "FI": date(2022, 5, 1)}
KINDS = {
    "NO": [StepKind.REMINDER, StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND, StepKind.HEAVY_DEMAND],
    "SE": [StepKind.REMINDER, StepKind.PAYMENT_DEMAND],
    "FI": [StepKind.REMINDER, StepKind.PAYMENT_DEMAND],
}
COURT, WATCH = StepKind.LEGAL_ACTION, StepKind.MONITORED
ENDS = ([COURT], [COURT], [COURT, WATCH], [WATCH])
STEPS_MAX = 12


@dataclass(frozen=True)
class Life:
    """A claim at its beginning, how its merchant wants it followed up, and from which day it is asked about."""

    facts: ClaimFacts
    settings: FollowUpSettings
    begins_on: date


def random_life(chance: Random) -> Life:
    """A claim that may have a history with its creditor, and wishes that the law allows."""
    country = chance.choice(sorted(CURRENCIES))
    business = chance.random() < 0.5
    due_on = FIRST_DUE[country] + timedelta(chance.randrange(2200))
    principal = chance.choice([chance.randrange(1_00, 900_00), chance.randrange(1_00, 300_000_00), 500_00, 90_00])
    handed_over = chance.random() < 0.4
    delivered = None if handed_over else due_on + timedelta(chance.randrange(-40, 40))
    facts = ClaimFacts(
        country=country,
        payer_country=country,
        currency=CURRENCIES[country],
        business=business,
        principal_minor=principal,
        open=Parts(principal),
        due_on=due_on,
        delivered_on=delivered,
        handed_over=handed_over,
        for_collection=handed_over and chance.random() < 0.5,
        steps=tuple(_creditors(chance, country, due_on)) if handed_over else (),
        fee_agreed=chance.random() < 0.6,
        consented_on=due_on - timedelta(chance.randrange(300)) if chance.random() < 0.5 else None,
        email=chance.random() < 0.7,
        electronic=chance.random() < 0.5,
        deducts_vat=chance.random() < 0.5,
        approved=frozenset({None, *StepKind}) if chance.random() < 0.8 else frozenset(),
    )
    begins = max([due_on, *([delivered] if delivered else []), *(step.sent_on for step in facts.steps)])
    return Life(facts, random_settings(chance, country, business=business), begins)


def _creditors(chance: Random, country: str, due_on: date) -> Iterator[StepTaken]:
    """What the creditor sent by itself, lawful or not."""
    day = due_on
    for kind in KINDS[country][:3]:
        if chance.random() < 0.4:
            day += timedelta(chance.randrange(1, 30))
            pay_by = day + timedelta(chance.randrange(2, 25)) if chance.random() < 0.7 else None
            yield StepTaken(kind, day, chance.choice([0, 0, 5_00, 35_00, 50_00]), pay_by, ours=False)


def random_settings(chance: Random, country: str, *, business: bool) -> FollowUpSettings:
    """Wishes that the law allows, found by trying."""
    while True:
        wanted = _wishes(chance, country, business=business)
        book = RULES[country].book
        if not list(settings_problems(wanted, book, date(2026, 3, 1), business=business)):
            return wanted


def _wishes(chance: Random, country: str, *, business: bool) -> FollowUpSettings:
    collector = chance.random() < 0.5
    kinds = [kind for kind in KINDS[country] for _ in range(chance.choice([1, 1, 1, 2, 0]))]
    kinds = [StepKind.COMPENSATION] * (business and chance.random() < 0.3) + kinds
    steps = [
        StepSetting(
            kind,
            after_days=chance.choice([None, None, chance.randrange(40)]),
            fee=chance.random() < 0.8,
            term_days=chance.choice([14, 8, chance.randrange(1, 40)]),
            electronic=chance.random() < 0.8,
        )
        for kind in [*kinds, *chance.choice(ENDS)]
    ]
    return FollowUpSettings(
        tuple(steps),
        regime=Regime.COLLECTOR if collector else Regime.OWN,
        licence="2026/1" if collector else "",
        collector="Fjellinkasso AS" if collector else "",
        grace_bank_days=chance.randrange(1, 6),
        receipt_bank_days=chance.randrange(1, 4),
        interest=chance.random() < 0.7,
        watch_days=chance.choice([30, 90, 200]),
    )


def played(life: Life, chance: Random) -> Iterator[Taken | Watched | Plan]:
    """Every step that was taken, as it was taken; and the last plan, where nothing more comes by itself.

    A claim that is only watched is looked at as the daily run does it, until it is time-barred.
    """
    facts, day = life.facts, life.begins_on
    for _ in range(STEPS_MAX * 4):
        facts = _fate(facts, day, chance)
        said = plan(facts, life.settings, RULES[facts.country], day)
        if any(step.kind is WATCH and not step.cancelled for step in facts.steps):
            yield Watched(facts, day, said, life.settings.watch_days)
            looked_at = look_on(said, day)
            if looked_at is None:
                return
            day = looked_at if chance.random() < 0.7 else day + timedelta(chance.randrange(1, 200))
            continue
        if said.outcome is Outcome.STOPPED and said.look_on:
            day = max(said.look_on, day + timedelta(1))
            continue
        if said.outcome is not Outcome.STEP or said.step is None:
            yield said
            return
        if not said.due(day):
            day = said.step.earliest_on if chance.random() < 0.7 else day + timedelta(1)
            continue
        charge = said.step.charge
        step = StepTaken(said.step.kind, day, charge.fee_minor, said.step.pay_by)
        yield Taken(
            facts, step, life.settings.regime is Regime.COLLECTOR, charge.vat_minor, electronic=said.step.electronic
        )
        fees = facts.open.fees + charge.fee_minor
        facts = replace(facts, steps=(*facts.steps, step), open=replace(facts.open, fees=fees))
        day += timedelta(chance.choice([0, 0, 1, 5, 40, 400]))


def _fate(facts: ClaimFacts, day: date, chance: Random) -> ClaimFacts:
    """What may happen on a day: a payment, a stop, a step taken back, a person's word; mostly nothing."""
    luck = chance.random()
    if luck < 0.08 and facts.open.principal > 1:
        paid = facts.open.principal if chance.random() < 0.3 else chance.randrange(1, facts.open.principal + 1)
        left = replace(facts.open, principal=facts.open.principal - paid)
        money = Movement(day, -paid)
        return replace(facts, open=left, movements=(*facts.movements, money), paid_on=(*facts.paid_on, day))
    if luck < 0.12:
        reason = chance.choice([StopReason.PAUSED, StopReason.MORE_TIME, StopReason.DISPUTED])
        return replace(facts, stops=(*facts.stops, Stop(reason, day, day + timedelta(chance.randrange(1, 60)))))
    if luck < 0.14 and facts.steps and facts.steps[-1].ours:
        return replace(facts, steps=(*facts.steps[:-1], replace(facts.steps[-1], cancelled=True)))
    if luck < 0.16 and day > facts.due_on and not any(step.sent_on >= day for step in facts.steps):
        return replace(facts, steps=(*facts.steps, StepTaken(WATCH, day)))
    if luck < 0.17 and day > facts.due_on:
        return replace(facts, interrupted_on=day)
    return facts
