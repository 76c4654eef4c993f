"""Several random claims of one payer, followed up day by day as the daily run does it: together where they can be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import ClaimFacts, StepTaken
from fordring.domain.followup.interest import Movement
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, Regime
from fordring.domain.followup.together import DueStep, Letter, letters, together
from support.followup_oracle import Taken
from support.random_follow_ups import RULES, random_life

DAYS_MAX = 60


@dataclass
class Family:
    """Claims of one payer by their number, what their merchant wants, and the day they are asked about."""

    claims: dict[int, ClaimFacts]
    settings: FollowUpSettings
    day: date


def random_family(chance: Random) -> Family:
    """Two to five claims, most of them due within a few weeks."""
    life = random_life(chance)
    claims = {}
    for number in range(chance.randrange(2, 6)):
        principal = chance.choice([chance.randrange(1_00, 900_00), chance.randrange(1_00, 60_000_00)])
        due_on = life.facts.due_on + timedelta(chance.choice([0, 0, 0, chance.randrange(30)]))
        steps = life.facts.steps if chance.random() < 0.5 else ()
        facts = replace(life.facts, principal_minor=principal, open=Parts(principal), due_on=due_on, steps=steps)
        claims[number] = replace(facts, delivered_on=due_on, handed_over=False)
    return Family(claims, life.settings, max(life.begins_on, *(claim.due_on for claim in claims.values())))


def letters_sent(family: Family, chance: Random) -> Iterator[list[Taken]]:
    """Every letter with the steps that were taken in it, day by day."""
    rules = RULES[next(iter(family.claims.values())).country]
    for _ in range(DAYS_MAX):
        for number, facts in family.claims.items():
            if chance.random() < 0.02 and facts.open.principal > 1:
                family.claims[number] = _paid(facts, family.day, chance)
        plans = {number: plan(facts, family.settings, rules, family.day) for number, facts in family.claims.items()}
        due = [_due(family, number, said) for number, said in plans.items() if said.due(family.day)]
        for letter in letters(due):
            yield _taken(family, together(letter, family.settings, rules))
        later = [said.step.earliest_on for said in plans.values() if said.outcome is Outcome.STEP and said.step]
        ahead = [day for day in later if day > family.day]
        if not due and not ahead:
            return
        family.day = family.day + timedelta(1) if due else min(ahead)


def _due(family: Family, number: int, said: Plan) -> DueStep:
    return DueStep(UUID(int=number), number, str(number), "customer:1", family.claims[number], said)


def _taken(family: Family, letter: Letter) -> list[Taken]:
    """The letter's steps as they were taken; each claim has one more."""
    taken = []
    for each in letter:
        charge, facts = each.step.charge, family.claims[each.claim_no]
        fee, spared = charge.fee_minor, charge.spared_minor
        step = StepTaken(each.step.kind, family.day, fee, each.step.pay_by, spared_minor=spared)
        collector = family.settings.regime is Regime.COLLECTOR
        taken.append(Taken(facts, step, collector, charge.vat_minor, electronic=each.step.electronic))
        fees = replace(facts.open, fees=facts.open.fees + fee)
        family.claims[each.claim_no] = replace(facts, steps=(*facts.steps, step), open=fees)
    return taken


def _paid(facts: ClaimFacts, day: date, chance: Random) -> ClaimFacts:
    paid = chance.randrange(1, facts.open.principal)
    left = replace(facts.open, principal=facts.open.principal - paid)
    return replace(facts, open=left, movements=(*facts.movements, Movement(day, -paid)))
