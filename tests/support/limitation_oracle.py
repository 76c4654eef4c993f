"""An independent judge of limitation: the last day of a claim, and what may become of one that is only watched.

Written from the reference (nordic-rules.md §§ 2.1-2.3), not from the engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fordring.domain.followup.facts import ClaimFacts, StepKind
from fordring.domain.followup.looks import WaitsFor, look_on, waits_for
from fordring.domain.followup.outcome import Outcome, Plan
from fordring.domain.followup.why import Why

NOT_WRITTEN = {StepKind.LEGAL_ACTION, StepKind.MONITORED}


@dataclass(frozen=True)
class Watched:
    """A claim that is only watched, on a day, and what is planned for it; `watch_days` is its merchant's wish."""

    claim: ClaimFacts
    day: date
    plan: Plan
    watch_days: int


def last_day(claim: ClaimFacts) -> date:
    """Norway: three years, anew from what is told alone. Sweden and Finland: anew from each letter and payment too."""
    years = 10 if claim.country == "SE" and claim.business else 3
    runs_from = claim.due_on
    if claim.interrupted_on and claim.interrupted_on > runs_from:
        runs_from = claim.interrupted_on
    if claim.country != "NO":
        letters = [each.sent_on for each in claim.steps if not each.cancelled and each.kind not in NOT_WRITTEN]
        for day in sorted([*letters, *claim.paid_on]):
            if runs_from < day <= years_after(runs_from, years):
                runs_from = day
    return years_after(runs_from, years)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the last of February for its 29th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1) - timedelta(1)
    return date(day.year + years, day.month, day.day)


def watch_violations(watched: Watched) -> Iterator[str]:
    """What is wrong with the plan of a claim that is only watched: no step of it, and a person near its end."""
    said, claim, day = watched.plan, watched.claim, watched.day
    if said.step is not None:
        yield f"a {said.step.kind} of a claim that is only watched"
    if not claim.open.total:
        return
    last = last_day(claim)
    near = last - timedelta(watched.watch_days)
    if (said.outcome is Outcome.BARRED) is not (day > last):
        yield f"{said.outcome}, {(last - day).days} days before it is time-barred"
    if day > last:
        return
    warned = any(reason.why is Why.BARRED_AFTER and reason.names == (last,) for reason in said.reasons)
    if warned is not (day >= near) or (day >= near and waits_for(said, day) is not WaitsFor.PERSON):
        yield "nobody is asked about a claim that will soon be time-barred, or somebody is too early"
    if not any(stop.since <= day for stop in claim.stops) and waits_for(said, day) is not None and day < near:
        yield "somebody is asked about a claim that is only watched"
    looked_at = look_on(said, day)
    asked = waits_for(said, day) is not None
    if looked_at is None or looked_at > (last + timedelta(1) if asked else near):
        yield "nobody looks at it when its end is near, or there"
