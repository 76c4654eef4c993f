"""Interest of many claims as of one day, and the next step of many claims: decided in one process, nothing stored."""

import time
from dataclasses import replace
from datetime import date, timedelta

from bench.figures import Figure
from bench.size import Size
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.case import rules_of
from fordring.domain.followup.facts import ClaimFacts, StepKind, StepTaken
from fordring.domain.followup.figures import Payer
from fordring.domain.followup.interest import Movement, Timeline, interest_on, timeline
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import usual

PART = "interest"
CLAIMS_PER_SECOND_MIN = 100_000
STEPS_PER_SECOND_MIN = 3_000
BATCH = 50_000
DAY = date(2026, 3, 20)
DUE = date(2026, 1, 30)
RULES = rules_of("NO", live=False)


def measure(size: Size) -> list[Figure]:
    """Claims a second as of a day, a third of them paid in part; and plans a second of claims reminded of before."""
    batch = [_bearing(place) for place in range(min(BATCH, size.claims_many))]
    rounds = size.claims_many // len(batch)
    rates, day = RULES.rates[Payer.CONSUMER], DAY.toordinal()
    began = time.perf_counter()
    for _ in range(rounds):
        for bearing in batch:
            interest_on(rates, bearing, day)
    rate = rounds * len(batch) / (time.perf_counter() - began)
    asked = f"at least {CLAIMS_PER_SECOND_MIN:,} a second"
    what = f"interest of {rounds * len(batch):,} claims as of a day"
    figures = [Figure(PART, what, f"{rate:,.0f} a second", "", None, asked, rate >= CLAIMS_PER_SECOND_MIN)]
    steps = _steps(size.claims_few)
    what = f"the next step of {size.claims_few:,} claims, with fee, interest and reasons"
    asked = f"at least {STEPS_PER_SECOND_MIN:,} a second"
    return [*figures, Figure(PART, what, f"{steps:,.0f} a second", "", None, asked, steps >= STEPS_PER_SECOND_MIN)]


def _bearing(place: int) -> Timeline:
    """What bears interest of one claim of many: due within the last two years, every third one paid in part."""
    due_on = DAY - timedelta(days=place % 700 + 1)
    paid = [Movement(due_on + timedelta(days=20), -10_000)] if place % 3 == 0 else []
    return timeline(100_000 + place, due_on + timedelta(days=1), paid)


def _steps(count: int) -> float:
    settings = usual("NO", business=False)
    reminder = StepTaken(StepKind.REMINDER, date(2026, 2, 13), 3_800, date(2026, 2, 27))
    one = ClaimFacts("NO", "NO", "NOK", False, 0, Parts(), DUE, delivered_on=DUE, steps=(reminder,), email=True)
    claims = [replace(one, principal_minor=place, open=Parts(place)) for place in range(100_000, 100_000 + count)]
    began = time.perf_counter()
    due = sum(plan(facts, settings, RULES, DAY).due(DAY) for facts in claims)
    took = time.perf_counter() - began
    if due != count:
        raise RuntimeError(f"{due} of {count} claims have a step")
    return count / took
